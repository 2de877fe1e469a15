#pragma once
// Tells of progress at once, then no more often than the contract's 5 times a second, and always of the last step.

#include <functional>
#include <memory>
#include <optional>

#include "core/world.h"

namespace shoal::transfer {

inline constexpr Duration progress_every = 200ms;

/// Lives on the loop. `tell` may destroy it.
class ProgressBeat {
public:
    ProgressBeat(Timers& timers, std::function<void()> tell) : timers_{timers}, tell_{std::move(tell)} {}

    void happened() {
        if (timer_) return;
        const auto now = timers_.now();
        if (!told_ || now >= *told_ + progress_every) return beat();
        timer_ = timers_.at(*told_ + progress_every, [this] { beat(); });
    }

private:
    void beat() {
        timer_.reset();
        told_ = timers_.now();
        const auto tell = tell_;
        tell();
    }

    Timers& timers_;
    std::function<void()> tell_;
    std::optional<Instant> told_;
    std::unique_ptr<Timer> timer_;
};

}  // namespace shoal::transfer
