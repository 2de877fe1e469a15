#pragma once
// Two kinds of time: instants of a monotonic clock for every interval, wall time for display and records.

#include <chrono>
#include <cstdint>

namespace shoal {

/// The clock of the injected world. It cannot be read here: `now` is an argument, or World::timers.now().
struct MonotonicClock {
    using duration = std::chrono::nanoseconds;
    using rep = duration::rep;
    using period = duration::period;
    using time_point = std::chrono::time_point<MonotonicClock>;
    static constexpr bool is_steady = true;
};

using Duration = std::chrono::nanoseconds;
using Instant = MonotonicClock::time_point;

/// Milliseconds since the Unix epoch. Only shown or stored, never subtracted to decide something.
struct WallTime {
    std::int64_t unix_ms = 0;
    friend auto operator<=>(const WallTime&, const WallTime&) = default;
};

using namespace std::chrono_literals;

}  // namespace shoal
