#pragma once
// SIGINT, SIGTERM and, for all but a daemon, SIGHUP: the first asks for a clean stop, the second ends the process at
// once.

#include <functional>
#include <memory>
#include <vector>

#include "core/uv_world.h"

namespace shoal::cli {

class StopSignals {
public:
    /// `on_second` replaces the hard exit (for one who must clean up after itself in any case).
    explicit StopSignals(UvWorld& world, std::function<void()> on_second = {}, bool with_hangup = true);

    /// The first signal that arrived; 0: none yet.
    [[nodiscard]] int number() const { return number_; }
    [[nodiscard]] bool arrived() const { return number_ != 0; }

private:
    void on_signal(int number);

    int number_ = 0;
    std::function<void()> on_second_;
    std::vector<std::unique_ptr<Timer>> watches_;
};

}  // namespace shoal::cli
