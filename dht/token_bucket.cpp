#include "dht/token_bucket.h"

#include <algorithm>

namespace shoal::dht {

std::int64_t TokenBucket::level_at(Instant now) const {
    const auto passed = std::chrono::duration_cast<std::chrono::milliseconds>(now - at_).count();
    // Long pauses fill it, without overflow on the way.
    if (passed >= burst_) return burst_;
    return std::min(burst_, level_ + std::max<std::int64_t>(passed, 0) * rate_);
}

bool TokenBucket::take(std::int64_t amount, Instant now, std::int64_t reserve) {
    const auto level = level_at(now);
    if (level < (amount + reserve) * 1000) return false;
    // Time is advanced in whole milliseconds only, so that frequent calls do not lose the rest.
    const auto passed = std::chrono::duration_cast<std::chrono::milliseconds>(now - at_);
    if (passed.count() > 0) at_ += passed;
    level_ = level - amount * 1000;
    return true;
}

bool TokenBucket::is_full(Instant now) const {
    return level_at(now) >= burst_;
}

}  // namespace shoal::dht
