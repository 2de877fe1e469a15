#pragma once
// How the actors are made, each kind in the file that its evil belongs to.

#include "tests/sim/hostile.h"

namespace shoal::sim {

/// What every actor is made of.
struct HostileParts {
    World& world;
    Log& log;
    HostileOptions options;
    Draw draw;
    Faults& faults;
};

using HostilePtr = std::unique_ptr<Hostile>;

// hostile_liars.cpp: wrong content
[[nodiscard]] HostilePtr make_wrong_data(HostileParts parts);
[[nodiscard]] HostilePtr make_new_identities(HostileParts parts);
[[nodiscard]] HostilePtr make_wrong_hashes(HostileParts parts);
[[nodiscard]] HostilePtr make_wrong_manifest(HostileParts parts);
// hostile_shirkers.cpp: promises that are not kept
[[nodiscard]] HostilePtr make_have_lie(HostileParts parts);
[[nodiscard]] HostilePtr make_silent_peer(HostileParts parts);
[[nodiscard]] HostilePtr make_rejecting_peer(HostileParts parts);
// hostile_pests.cpp: too much of everything
[[nodiscard]] HostilePtr make_flood(HostileParts parts);
[[nodiscard]] HostilePtr make_request_storm(HostileParts parts);
[[nodiscard]] HostilePtr make_peer_poison(HostileParts parts);
// hostile_raw.cpp: below the messages
[[nodiscard]] HostilePtr make_giant_length(HostileParts parts);
[[nodiscard]] HostilePtr make_half_handshake(HostileParts parts);
// hostile_stranger.cpp: who does not know the link
[[nodiscard]] HostilePtr make_stranger(HostileParts parts);
// hostile_dht.cpp: datagrams
[[nodiscard]] HostilePtr make_dht_poison(HostileParts parts);

}  // namespace shoal::sim
