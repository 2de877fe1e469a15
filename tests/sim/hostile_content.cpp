#include "tests/sim/hostile_content.h"

#include <algorithm>

namespace shoal::sim {

using transfer::HashBlock;
using transfer::wire::Space;

std::uint32_t TrueContent::chunks(Space space) const {
    if (space == Space::files) return manifest_->chunk_count();
    return static_cast<std::uint32_t>(chunk_count_of(manifest_->bytes().size()));
}

Bytes TrueContent::chunk(Space space, std::uint32_t chunk) const {
    SHOAL_REQUIRE(chunk < chunks(space));
    if (space == Space::files) return chunk_(ChunkIndex{chunk});
    const auto& all = manifest_->bytes();
    const std::size_t first = std::size_t{chunk} * crypto::chunk_size;
    const auto part = BytesView{all}.subspan(first, std::min(crypto::chunk_size, all.size() - first));
    return {part.begin(), part.end()};
}

HashBlock TrueContent::hashes(std::uint32_t blob, std::uint32_t block) {
    const HashBlock unknown{.block = block, .roots = {}, .proof = {}};
    if (blob > manifest_->files().size()) return unknown;
    auto found = blocks_.find(blob);
    if (found == blocks_.end()) {
        std::vector<crypto::Hash> roots;
        if (blob == 0) {
            roots = transfer::chunk_roots_of(manifest_->bytes());
        } else {
            const FileIndex file{blob - 1};
            for (std::uint32_t i = 0; i < manifest_->chunks_of(file); ++i) {
                roots.push_back(crypto::chunk_root(chunk_(ChunkIndex{raw(manifest_->first_chunk(file)) + i})));
            }
        }
        found = blocks_.emplace(blob, transfer::make_hash_blocks(roots)).first;
    }
    return block < found->second.size() ? found->second[block] : unknown;
}

}  // namespace shoal::sim
