#pragma once
// The unit in which hashes travel and are kept: up to 512 chunk roots of one blob with their proof.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/ids.h"
#include "crypto/merkle.h"

namespace shoal::transfer {

inline constexpr std::uint32_t chunks_per_hash_block = 512;  ///< 128 MiB of data; fixed by the protocol

/// Chunk roots [block * 512, ...) of a blob, and the hashes that join this block's root to the blob's tree
/// (crypto::prove_range over the roots of all blocks, for this one block).
struct HashBlock {
    std::uint32_t block = 0;
    std::vector<crypto::Hash> roots;
    std::vector<crypto::Hash> proof;

    /// The tree root of the blob that this block would lead to; nothing if its shape does not fit a blob of
    /// `chunk_count` chunks.
    [[nodiscard]] std::optional<crypto::Hash> tree(std::uint32_t chunk_count) const;
};

/// All blocks of a blob with these chunk roots, in order. Blobs of 0 or 1 chunks have none: their root says it all.
[[nodiscard]] std::vector<HashBlock> make_hash_blocks(std::span<const crypto::Hash> chunk_roots);

/// The chunk roots of a blob held in memory.
[[nodiscard]] std::vector<crypto::Hash> chunk_roots_of(BytesView blob);

/// What one chunk must hash to.
struct ChunkCheck {
    crypto::Hash expected{};
    std::optional<std::uint64_t>
        whole_file;  ///< set for the only chunk of a file: `expected` is the file root, this its size

    [[nodiscard]] bool matches(BytesView data) const;
};

}  // namespace shoal::transfer
