#pragma once
// A budget that fills by itself.

#include <cstdint>

#include "core/time.h"

namespace shoal::dht {

/// A bucket of tokens; time is an argument. Amounts in thousandths, so that slow rates stay exact.
class TokenBucket {
public:
    TokenBucket(std::int64_t per_second, std::int64_t burst, Instant now)
        : rate_{per_second}, burst_{burst * 1000}, level_{burst * 1000}, at_{now} {}
    /// Takes `amount` if that leaves at least `reserve`.
    bool take(std::int64_t amount, Instant now, std::int64_t reserve = 0);
    [[nodiscard]] bool has(std::int64_t amount, Instant now) const { return level_at(now) >= amount * 1000; }
    [[nodiscard]] bool is_full(Instant now) const;

private:
    [[nodiscard]] std::int64_t level_at(Instant now) const;
    std::int64_t rate_;   // tokens a second = thousandths a millisecond
    std::int64_t burst_;  // thousandths
    std::int64_t level_;  // thousandths
    Instant at_;
};

}  // namespace shoal::dht
