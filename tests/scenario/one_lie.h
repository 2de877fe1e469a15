#pragma once
// A peer that has everything and serves it truthfully but for one chunk.

#include "tests/sim/hostile_peer.h"

namespace shoal::scenario {

/// Sends the chunk with a flipped bit, or rejects it each time it is asked for.
class OneLie final : public sim::HostilePeer {
public:
    enum class Way : std::uint8_t { wrong, withheld };
    OneLie(Way way, ChunkIndex chunk, World& world, Log& log, sim::HostileOptions options, sim::Draw draw,
           sim::Faults& faults)
        : HostilePeer{way == Way::wrong ? sim::Fault::wrong_data : sim::Fault::have_lie,
                      world,
                      log,
                      std::move(options),
                      draw,
                      faults},
          way_{way}, chunk_{raw(chunk)} {}

private:
    void answer(Visit& visit, transfer::wire::Space space, std::uint32_t chunk) override {
        if (space != transfer::wire::Space::files || chunk != chunk_) return HostilePeer::answer(visit, space, chunk);
        struck();
        if (way_ == Way::withheld) return reject(visit, space, chunk, transfer::wire::Refusal::too_many);
        Bytes bytes = truth().chunk(space, chunk);
        bytes[bytes.size() / 2] ^= Byte{1};
        say_chunk(visit, space, chunk, bytes);
    }

    Way way_;
    std::uint32_t chunk_;
};

}  // namespace shoal::scenario
