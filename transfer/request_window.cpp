#include "transfer/request_window.h"

#include <algorithm>

#include "transfer/limits.h"

namespace shoal::transfer {

RequestWindow::RequestWindow() : window_{limits::window_start} {}

void RequestWindow::arrived(Instant now, Instant asked, Instant first, std::uint64_t bytes) {
    meter_.add(now, bytes);
    last_rate_ = meter_.per_second(now);
    min_round_trip_ = std::min(min_round_trip_, std::max<Duration>(first - asked, 1us));
    const Duration span = 2 * std::min<Duration>(min_round_trip_, 1s) + 100ms;
    const std::uint64_t wanted =
        meter_.per_second(now) / 1000 * static_cast<std::uint64_t>(span / 1ms) + limits::window_min;
    if (slow_start_ && window_ >= wanted + limits::window_start) slow_start_ = false;
    window_ = slow_start_ ? window_ + bytes : (7 * window_ + wanted) / 8;
    window_ = std::clamp(window_, limits::window_min, limits::window_max);
}

void RequestWindow::went_silent() {
    window_ = limits::window_min;
    slow_start_ = true;
}

}  // namespace shoal::transfer
