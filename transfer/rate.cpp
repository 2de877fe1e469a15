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
    return (rate_ == 0 || now >= free_at_) && (above_ == nullptr || above_->is_open(now));
}

Instant RateLimit::opens_at() const {
    return above_ == nullptr ? free_at_ : std::max(free_at_, above_->opens_at());
}

void RateLimit::set_rate(Instant now, std::uint64_t bytes_per_second) {
    const Duration debt = rate_ == 0 ? Duration{0} : std::max(free_at_ - now, Duration{0});
    const double scale =
        bytes_per_second == 0 ? 0.0 : static_cast<double>(rate_) / static_cast<double>(bytes_per_second);
    free_at_ = now + Duration{static_cast<std::int64_t>(static_cast<double>(debt.count()) * scale)};
    rate_ = bytes_per_second;
}

void RateLimit::take(Instant now, std::uint64_t bytes) {
    if (above_ != nullptr) above_->take(now, bytes);
    if (rate_ == 0) return;
    const auto cost = Duration{static_cast<std::int64_t>(bytes * 1'000'000 / rate_ * 1000)};
    free_at_ = std::max(free_at_, now - burst) + cost;
}

}  // namespace shoal::transfer
