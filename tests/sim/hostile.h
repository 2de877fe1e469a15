#pragma once
// Peers that lie: actors that speak the real wire protocol and break it in every way that we could think of.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/log.h"
#include "core/manifest.h"
#include "core/world.h"
#include "tests/sim/draw.h"
#include "tests/sim/faults.h"

namespace shoal::sim {

/// What an actor knows and where it is.
struct HostileOptions {
    Endpoint listen;                  ///< where it accepts links and datagrams; port 0: any
    std::vector<Endpoint> victims{};  ///< whom it dials, again and again, with back-off
    /// DHT nodes. Those that lie in content announce themselves and find more victims there; empty: no DHT.
    std::vector<Endpoint> bootstrap{};
    /// What it lies about; needed by all kinds but half_handshake, stranger and dht_poison. `content` gives the true
    /// bytes of a chunk, so that lies can be mixed with truth.
    std::shared_ptr<const Manifest> manifest{};
    std::function<Bytes(ChunkIndex)> content{};
    /// The content id; not used by strangers. dht_poison aims at its discovery key.
    ContentId id{};
    /// It may send others to any address at all. Only where no packet can leave: without it only loopback is named.
    bool may_name_anybody = false;
    /// An honest node answered in a way that it must not (strangers watch for that). Called on the loop.
    std::function<void(const std::string& what)> on_violation{};
};

/// One actor. It goes on until it is destroyed; all of its rates are bounded (a few hundred messages a second).
class Hostile {
public:
    virtual ~Hostile() = default;
    /// How often it really did its evil.
    [[nodiscard]] virtual std::uint64_t strikes() const = 0;
    /// Where it accepts links (dht_poison: takes datagrams), with the port that was chosen; nothing if it does not.
    [[nodiscard]] virtual std::optional<Endpoint> listening() const = 0;
};

/// The actor of a kind: Fault::wrong_data to Fault::stranger; any other is our own mistake. World, log and faults must
/// outlive it. Lives on the loop. Faults::happened(kind) is called for each strike; all that it decides is drawn.
[[nodiscard]] std::unique_ptr<Hostile> make_hostile(Fault kind, World& world, Log& log, HostileOptions options,
                                                    Draw draw, Faults& faults);

}  // namespace shoal::sim
