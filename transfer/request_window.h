#pragma once
// How many bytes may be in flight from one peer: enough to fill its pipe, not so many that others wait for them.
//
// Slow start: every chunk that arrives adds its size, until what is in flight is worth 2 round trips + 100 ms at the
// rate measured (dht-transport 2.4.4); from then on the window follows the rate. A silent peer falls back to the
// least. Bytes, not chunks, so that thousands of small files fill a pipe as well as a large one.

#include <cstdint>

#include "core/time.h"
#include "transfer/rate.h"

namespace shoal::transfer {

class RequestWindow {
public:
    RequestWindow();

    /// A chunk of `bytes` arrived that had been asked for at `asked` and whose first byte came at `first`.
    void arrived(Instant now, Instant asked, Instant first, std::uint64_t bytes);
    void went_silent();

    [[nodiscard]] std::uint64_t bytes() const { return window_; }
    /// Measured, bytes a second; 0 while unknown.
    [[nodiscard]] std::uint64_t rate(Instant now) const { return meter_.per_second(now); }

    /// The same when a chunk last arrived; 0: none has.
    [[nodiscard]] std::uint64_t last_rate() const { return last_rate_; }

private:
    RateMeter meter_;
    std::uint64_t last_rate_ = 0;
    std::uint64_t window_;
    Duration min_round_trip_ = Duration::max();
    bool slow_start_ = true;
};

}  // namespace shoal::transfer
