#include "tests/sim/hostile.h"

#include "core/result.h"
#include "tests/sim/hostile_kinds.h"

namespace shoal::sim {
namespace {

HostilePtr make(Fault kind, HostileParts parts) {
    switch (kind) {
    case Fault::wrong_data:
        return make_wrong_data(std::move(parts));
    case Fault::wrong_hashes:
        return make_wrong_hashes(std::move(parts));
    case Fault::wrong_manifest:
        return make_wrong_manifest(std::move(parts));
    case Fault::have_lie:
        return make_have_lie(std::move(parts));
    case Fault::silent_peer:
        return make_silent_peer(std::move(parts));
    case Fault::rejecting_peer:
        return make_rejecting_peer(std::move(parts));
    case Fault::flood:
        return make_flood(std::move(parts));
    case Fault::giant_length:
        return make_giant_length(std::move(parts));
    case Fault::request_storm:
        return make_request_storm(std::move(parts));
    case Fault::peer_poison:
        return make_peer_poison(std::move(parts));
    case Fault::dht_poison:
        return make_dht_poison(std::move(parts));
    case Fault::new_identities:
        return make_new_identities(std::move(parts));
    case Fault::half_handshake:
        return make_half_handshake(std::move(parts));
    case Fault::stranger:
        return make_stranger(std::move(parts));
    default:
        return nullptr;
    }
}

}  // namespace

std::unique_ptr<Hostile> make_hostile(Fault kind, World& world, Log& log, HostileOptions options, Draw draw,
                                      Faults& faults) {
    auto made = make(kind, {.world = world, .log = log, .options = std::move(options), .draw = draw, .faults = faults});
    SHOAL_REQUIRE(made != nullptr);
    return made;
}

}  // namespace shoal::sim
