#include "transfer/peer_pace.h"

#include <algorithm>

#include "transfer/limits.h"

namespace shoal::transfer {
namespace {

constexpr Duration pace_shows_after = 2s;  // what a chunk under way tells before is its beginning, not its pace

/// Bytes a second, as far as anything tells: whole chunks of the last seconds; else the one that comes the fastest just
/// now; else, of a peer that owes nothing, what it last showed, with the benefit of the doubt if it never did.
std::optional<std::uint64_t> pace(Instant now, const SwarmPeer& peer) {
    if (const auto rate = peer.window.rate(now); rate > 0) return rate;
    if (peer.in_flight.empty()) return std::max(peer.window.last_rate(), limits::window_start);
    std::optional<std::uint64_t> best;
    for (const auto& [chunk, flight] : peer.in_flight) {
        if (!flight.first || now < *flight.first + pace_shows_after) continue;
        const auto ms = static_cast<std::uint64_t>((now - *flight.first) / 1ms);
        best = std::max(best.value_or(1), flight.data.size() * 1000 / ms);
    }
    return best;
}

}  // namespace

std::optional<Duration> expected(Instant now, const SwarmPeer& peer, std::uint64_t bytes) {
    const auto rate = pace(now, peer);
    if (!rate) return std::nullopt;
    return Duration{static_cast<std::int64_t>(bytes * 1'000'000 / *rate * 1000)};
}

std::uint64_t owed_bytes(const SwarmPeer& peer) {
    std::uint64_t owed = 0;
    for (const auto& [chunk, flight] : peer.in_flight) {
        owed += flight.cancelled || flight.put_off ? 0 : flight.size - flight.data.size();
    }
    return owed;
}

}  // namespace shoal::transfer
