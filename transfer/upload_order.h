#pragma once
// Whom to serve next: the order of uploads inside a swarm.
//
// While we fetch, by deficit (FairTorrent): who gave us most beyond what it got goes first, so that what one gives
// comes back without rounds or slots. Every peer begins with a small credit, so that newcomers get something to give.
// When we are complete there is nothing to be given back: who got least over the last seconds goes first. One choice
// in ten is random, so that nobody is locked out and better partners can be found.

#include <cstdint>
#include <map>
#include <optional>

#include "crypto/random.h"
#include "transfer/swarm_peer.h"

namespace shoal::transfer {

inline constexpr std::uint64_t newcomer_credit = 2 * crypto::chunk_size;  ///< bytes
inline constexpr std::uint64_t random_choice_percent = 10;

/// The next of `peers` for which `can_send` holds; nothing if there is none.
[[nodiscard]] std::optional<LinkId> next_to_serve(Instant now, const std::map<LinkId, SwarmPeer>& peers, bool complete,
                                                  crypto::Random& random, auto&& can_send) {
    std::optional<LinkId> best;
    std::int64_t best_merit = 0;
    std::uint64_t eligible = 0;
    const bool at_random = random.below(100) < random_choice_percent;
    for (const auto& [link, peer] : peers) {
        if (!can_send(peer)) continue;
        ++eligible;
        if (at_random) {
            if (random.below(eligible) == 0) best = link;
            continue;
        }
        const auto merit = complete ? -static_cast<std::int64_t>(peer.up.per_second(now))
                                    : static_cast<std::int64_t>(peer.down.total() + newcomer_credit) -
                                          static_cast<std::int64_t>(peer.up.total());
        if (!best || merit > best_merit) {
            best = link;
            best_merit = merit;
        }
    }
    return best;
}

}  // namespace shoal::transfer
