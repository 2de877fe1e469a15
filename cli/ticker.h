#pragma once
// A call every so often.

#include <functional>
#include <memory>

#include "core/world.h"

namespace shoal::cli {

/// Calls `tick` on the loop every `interval` while it lives; the first time after one interval.
class Ticker {
public:
    Ticker(Timers& timers, Duration interval, std::function<void()> tick)
        : timers_{&timers}, interval_{interval}, tick_{std::move(tick)} {
        arm();
    }
    Ticker(const Ticker&) = delete;
    Ticker& operator=(const Ticker&) = delete;

private:
    void arm() {
        timer_ = timers_->at(timers_->now() + interval_, [this] {
            auto* self = this;  // arm() destroys the timer that holds this closure
            self->arm();
            self->tick_();
        });
    }

    Timers* timers_;
    Duration interval_;
    std::function<void()> tick_;
    std::unique_ptr<Timer> timer_;
};

}  // namespace shoal::cli
