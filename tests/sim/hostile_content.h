#pragma once
// The truth that liars mix their lies with: chunks, hash blocks and the manifest of one share.

#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "core/manifest.h"
#include "transfer/hash_block.h"
#include "transfer/message.h"

namespace shoal::sim {

/// Made once for an actor; hash blocks are computed when they are first asked for.
class TrueContent {
public:
    using Chunk = std::function<Bytes(ChunkIndex)>;
    TrueContent(std::shared_ptr<const Manifest> manifest, Chunk chunk)
        : manifest_{std::move(manifest)}, chunk_{std::move(chunk)} {}

    [[nodiscard]] const Manifest& manifest() const { return *manifest_; }
    [[nodiscard]] std::uint32_t chunks(transfer::wire::Space space) const;
    /// Precondition: chunk < chunks(space).
    [[nodiscard]] Bytes chunk(transfer::wire::Space space, std::uint32_t chunk) const;
    /// The block, or one without roots if there is none.
    [[nodiscard]] transfer::HashBlock hashes(std::uint32_t blob, std::uint32_t block);

private:
    std::shared_ptr<const Manifest> manifest_;
    Chunk chunk_;
    std::map<std::uint32_t, std::vector<transfer::HashBlock>> blocks_;  // by blob
};

}  // namespace shoal::sim
