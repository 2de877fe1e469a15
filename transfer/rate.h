#pragma once
// Rates: how fast something went, and how fast it may go. Time is an argument.

#include <array>
#include <cstdint>
#include <optional>

#include "core/time.h"

namespace shoal::transfer {

/// Bytes a second over the last few seconds. The zero value is an idle meter.
class RateMeter {
public:
    void add(Instant now, std::uint64_t bytes);
    [[nodiscard]] std::uint64_t per_second(Instant now) const;
    [[nodiscard]] std::uint64_t total() const { return total_; }

private:
    static constexpr std::size_t slots = 8;
    static constexpr Duration slot_length = 500ms;
    void roll(Instant now);
    std::array<std::uint64_t, slots> bytes_{};
    std::int64_t slot_ = 0;         // number of the newest slot since the clock's zero
    std::optional<Instant> began_;  // of the present run of activity
    std::uint64_t total_ = 0;
};

/// A token bucket that may go into debt by one piece of work, so that long-run rate is exact for any size of work.
class RateLimit {
public:
    /// 0: no limit. What `above` (may be nullptr; outlives this) limits together with others counts there too.
    explicit RateLimit(std::uint64_t bytes_per_second = 0, RateLimit* above = nullptr)
        : rate_{bytes_per_second}, above_{above} {}

    /// True if work may begin now; then call take() for it.
    [[nodiscard]] bool is_open(Instant now);
    void take(Instant now, std::uint64_t bytes);
    /// When is_open will be true again (in the past if it is).
    [[nodiscard]] Instant opens_at() const;
    [[nodiscard]] std::uint64_t rate() const { return rate_; }
    /// What was taken and is not paid for yet is paid at the new rate.
    void set_rate(Instant now, std::uint64_t bytes_per_second);

private:
    static constexpr Duration burst = 100ms;  // how much unused time may be saved up
    std::uint64_t rate_;
    RateLimit* above_;
    Instant free_at_{};  // all work taken so far is paid for at this instant
};

}  // namespace shoal::transfer
