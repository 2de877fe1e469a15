#include "transfer/hash_block.h"

#include <algorithm>

namespace shoal::transfer {

std::optional<crypto::Hash> HashBlock::tree(std::uint32_t chunk_count) const {
    if (chunk_count < 2) return std::nullopt;
    const std::uint32_t blocks = (chunk_count + chunks_per_hash_block - 1) / chunks_per_hash_block;
    if (block >= blocks) return std::nullopt;
    const std::uint32_t wanted = std::min(chunks_per_hash_block, chunk_count - block * chunks_per_hash_block);
    if (roots.size() != wanted) return std::nullopt;
    const crypto::Hash root = crypto::tree_root(roots);
    return crypto::root_of_range(blocks, block, std::span{&root, 1}, proof);
}

std::vector<HashBlock> make_hash_blocks(std::span<const crypto::Hash> chunk_roots) {
    if (chunk_roots.size() < 2) return {};
    std::vector<HashBlock> blocks;
    std::vector<crypto::Hash> tops;
    for (std::size_t at = 0; at < chunk_roots.size(); at += chunks_per_hash_block) {
        const auto run = chunk_roots.subspan(at, std::min<std::size_t>(chunks_per_hash_block, chunk_roots.size() - at));
        tops.push_back(crypto::tree_root(run));
        blocks.push_back(
            {.block = static_cast<std::uint32_t>(blocks.size()), .roots = {run.begin(), run.end()}, .proof = {}});
    }
    auto proofs = crypto::prove_each(tops);
    for (auto& block : blocks) block.proof = std::move(proofs[block.block]);
    return blocks;
}

std::vector<crypto::Hash> chunk_roots_of(BytesView blob) {
    std::vector<crypto::Hash> roots;
    for (std::size_t at = 0; at < blob.size(); at += crypto::chunk_size) {
        roots.push_back(crypto::chunk_root(blob.subspan(at, std::min(crypto::chunk_size, blob.size() - at))));
    }
    return roots;
}

bool ChunkCheck::matches(BytesView data) const {
    const auto root = crypto::chunk_root(data);
    return (whole_file ? crypto::file_root(*whole_file, root) : root) == expected;
}

}  // namespace shoal::transfer
