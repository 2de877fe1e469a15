#pragma once
// What announcing many shares may cost, and when the next announcement may begin.

#include <algorithm>
#include <cstdint>

#include "core/time.h"

namespace shoal::dht {

/// Bytes a second, both ways with headers, that announcing takes on a public network: with 10,000 shares one in 40
/// minutes each.
inline constexpr std::int64_t announce_budget = 32'000;
/// Bytes that may be ahead of the budget: the shares of most people are announced at once.
inline constexpr std::int64_t announce_burst = 300'000;
/// Others forget after 45 minutes: however many shares there are, each has its turn within this time.
inline constexpr Duration announce_cycle = 38min;
/// Bytes that one costs, until some were seen: 20 questions and answers.
inline constexpr std::int64_t announce_cost_at_first = 8'000;

/// Value type; the time is an argument.
class AnnouncePace {
public:
    [[nodiscard]] Instant next(Instant now) const { return std::max(now, free_at_ - burst_time()); }
    /// One of `shares` begins.
    void begun(Instant now, std::size_t shares) {
        rate_ = std::max(announce_budget, cost_ * static_cast<std::int64_t>(shares) / (announce_cycle / 1s));
        free_at_ = std::max(free_at_, now) + time_of(cost_);
    }
    /// One has cost so many bytes.
    void ended(std::int64_t bytes) { cost_ = (15 * cost_ + bytes) / 16; }

private:
    [[nodiscard]] Duration time_of(std::int64_t bytes) const { return Duration{1s} / 1000 * (bytes * 1000 / rate_); }
    [[nodiscard]] Duration burst_time() const { return time_of(announce_burst); }

    std::int64_t rate_ = announce_budget;
    std::int64_t cost_ = announce_cost_at_first;
    Instant free_at_{};  // when all that began would be paid for
};

}  // namespace shoal::dht
