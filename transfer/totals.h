#pragma once
// What an engine did since its start, in all shares, those that are gone too. Only ever grows, but for the rates.

#include <cstdint>

#include "core/duration_histogram.h"
#include "transfer/rate.h"

namespace shoal::transfer {

struct Traffic {
    std::uint64_t lan = 0;  ///< bytes, with peers at private addresses
    std::uint64_t wan = 0;  ///< bytes, with all others
};

/// Lives on the loop; whoever does something adds to it.
struct Totals {
    Traffic received;  ///< verified content
    Traffic sent;      ///< content
    // One meter for all shares: rates of shares that began at different times do not add up.
    RateMeter rate_down;  ///< as received
    RateMeter rate_up;    ///< as sent

    // content that was received for nothing, bytes
    std::uint64_t wasted_late = 0;    ///< not asked for, not any more, or here already
    std::uint64_t wasted_cut = 0;     ///< of chunks whose sender left
    std::uint64_t wasted_wrong = 0;   ///< of chunks that were wrong
    std::uint64_t wasted_unkept = 0;  ///< the disk said no

    std::uint64_t wrong_chunks = 0;   ///< that peers sent
    std::uint64_t changed_files = 0;  ///< under a share

    // bytes that were hashed
    std::uint64_t hashed_received = 0;
    std::uint64_t hashed_shared = 0;    ///< to make shares
    std::uint64_t hashed_compared = 0;  ///< to compare folders

    // from asking a store until it answers, waiting for a worker included
    DurationHistogram reads;   ///< of a chunk, for a peer
    DurationHistogram writes;  ///< of a chunk, verified and written
};

}  // namespace shoal::transfer
