#include "transfer/rate.h"

#include <algorithm>

namespace shoal::transfer {

void RateMeter::roll(Instant now) {
    const std::int64_t slot = now.time_since_epoch() / slot_length;
    if (slot - slot_ >= static_cast<std::int64_t>(slots)) {
        bytes_.fill(0);
        began_.reset();
    } else {
        for (std::int64_t s = slot_ + 1; s <= slot; ++s) bytes_[static_cast<std::size_t>(s) % slots] = 0;
    }
    slot_ = std::max(slot_, slot);
}

void RateMeter::add(Instant now, std::uint64_t bytes) {
    roll(now);
    if (!began_) began_ = now;
    bytes_[static_cast<std::size_t>(slot_) % slots] += bytes;
    total_ += bytes;
}

std::uint64_t RateMeter::per_second(Instant now) const {
    if (!began_) return 0;
    const std::int64_t slot = now.time_since_epoch() / slot_length;
    std::uint64_t sum = 0;
    for (std::int64_t age = 0; age < static_cast<std::int64_t>(slots); ++age) {
        const std::int64_t s = slot - age;
        if (s > slot_ || s <= slot_ - static_cast<std::int64_t>(slots) || s < 0) continue;
        sum += bytes_[static_cast<std::size_t>(s) % slots];
    }
    const Duration full = slot_length * static_cast<std::int64_t>(slots);
    const Duration window = std::clamp<Duration>(now - *began_, slot_length, full);
    const auto ms = static_cast<std::uint64_t>(window / 1ms);
    return sum * 1000 / ms;
}

bool RateLimit::is_open(Instant now) {
    return rate_ == 0 || now >= free_at_;
}

void RateLimit::take(Instant now, std::uint64_t bytes) {
    if (rate_ == 0) return;
    const auto cost = Duration{static_cast<std::int64_t>(bytes * 1'000'000 / rate_ * 1000)};
    free_at_ = std::max(free_at_, now - burst) + cost;
}

}  // namespace shoal::transfer
