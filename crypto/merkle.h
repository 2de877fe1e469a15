#pragma once
// The hash tree of a blob (a file, or a manifest), as docs/wire.md "Content" defines it.
//
// A leaf is the hash of 16 KiB of data (the last leaf may be shorter); a node is the hash of its two
// children; an odd node at the end of a level is promoted unchanged, never duplicated. The tree of an empty blob
// is the hash of one empty leaf. As a chunk is 16 leaves, a power of two, the tree over leaves and the tree over
// chunk roots have the same root. Pure functions; any thread.

#include <optional>
#include <span>
#include <vector>

#include "crypto/hash.h"

namespace shoal::crypto {

inline constexpr std::size_t leaf_size = std::size_t{16} * 1024;         ///< bytes; fixed by the protocol
inline constexpr std::size_t leaves_per_chunk = 16;                      ///< fixed by the protocol
inline constexpr std::size_t chunk_size = leaf_size * leaves_per_chunk;  ///< 256 KiB

/// H(leaf, data). Precondition: data is at most leaf_size bytes.
[[nodiscard]] Hash leaf_hash(BytesView data);

/// H(node, left || right).
[[nodiscard]] Hash node_hash(const Hash& left, const Hash& right);

/// Root of the subtree over one chunk's data. Precondition: at most chunk_size bytes (0 only for an empty blob).
[[nodiscard]] Hash chunk_root(BytesView data);

/// Root of the tree whose nodes at one level are `nodes`, left to right. Precondition: not empty.
[[nodiscard]] Hash tree_root(std::span<const Hash> nodes);

/// Tree of a whole blob held in memory.
[[nodiscard]] Hash tree_of(BytesView blob);

/// H("file", le64(size) || tree): binds the size.
[[nodiscard]] Hash file_root(std::uint64_t size, const Hash& tree);

/// H("id", le64(manifest size) || manifest tree): the content id.
[[nodiscard]] Hash content_id(std::uint64_t manifest_size, const Hash& tree);

/// The hashes that join nodes [first, first + count) of a level to the root: from that level upwards, at each level
/// the left neighbour of the range if the range begins at an odd place, then the right neighbour if it ends at
/// an even place that has one. Precondition: count > 0 and the range lies inside `nodes`.
[[nodiscard]] std::vector<Hash> prove_range(std::span<const Hash> nodes, std::size_t first, std::size_t count);

/// prove_range(nodes, i, 1) for every i at once, in O(n log n) and not O(n^2). Precondition: not empty.
[[nodiscard]] std::vector<std::vector<Hash>> prove_each(std::span<const Hash> nodes);

/// The root that `range` (nodes first, first + 1, ... of a level of `total` nodes) and `proof` lead to; nothing if
/// the range does not fit into `total` or the proof has not exactly the length that the shape asks for.
[[nodiscard]] std::optional<Hash> root_of_range(std::size_t total, std::size_t first, std::span<const Hash> range,
                                                std::span<const Hash> proof);

/// How many hashes prove_range gives for this shape.
[[nodiscard]] std::size_t proof_length(std::size_t total, std::size_t first, std::size_t count);

}  // namespace shoal::crypto
