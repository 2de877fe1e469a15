#include "transfer/manifest_fetch.h"

#include <algorithm>

#include "core/manifest.h"
#include "transfer/limits.h"

namespace shoal::transfer {

std::uint32_t ManifestShape::chunks() const {
    return static_cast<std::uint32_t>(chunk_count_of(size));
}

std::uint32_t ManifestShape::size_of(std::uint32_t chunk) const {
    return static_cast<std::uint32_t>(
        std::min<std::uint64_t>(crypto::chunk_size, size - std::uint64_t{chunk} * crypto::chunk_size));
}

Result<ManifestShape> check_shape(const ContentId& id, std::uint64_t size, const crypto::Hash& tree) {
    if (crypto::content_id(size, tree) != id.bytes) {
        return fail(Errc::unverified, "what the peer says of the manifest does not fit the link");
    }
    if (size == 0 || size > max_manifest_bytes) return fail(Errc::limit, "the manifest has a size that is not allowed");
    return ManifestShape{.size = size, .tree = tree};
}

ManifestFetch::ManifestFetch(ManifestShape shape) : shape_{shape} {}

bool ManifestFetch::is_known(std::uint32_t chunk) const {
    return shape_.chunks() == 1 || blocks_.contains(chunk / chunks_per_hash_block);
}

bool ManifestFetch::verify(std::uint32_t chunk, BytesView data) const {
    if (data.size() != shape_.size_of(chunk)) return false;
    if (shape_.chunks() == 1) return crypto::chunk_root(data) == shape_.tree;
    const auto& block = blocks_.at(chunk / chunks_per_hash_block);
    return crypto::chunk_root(data) == block.roots[chunk % chunks_per_hash_block];
}

std::vector<wire::Message> ManifestFetch::next_asks(Instant now, SwarmPeer& peer) {
    std::vector<wire::Message> out;
    if (!peer.knows_manifest || peer.silent) return out;
    const std::uint32_t chunks = shape_.chunks();
    const std::uint32_t blocks = chunks < 2 ? 0 : (chunks + chunks_per_hash_block - 1) / chunks_per_hash_block;
    if (!peer.owes_us()) peer.waits_since = now;
    for (std::uint32_t b = 0; b < blocks; ++b) {
        if (blocks_.contains(b) || blocks_asked_.contains(b)) continue;
        if (peer.hashes_lacking.contains({0, b}) || peer.hashes_asked.contains({0, b})) continue;
        blocks_asked_[b] = peer.link;
        peer.hashes_asked.insert({0, b});
        out.emplace_back(wire::WantHashes{.handle = peer.handle, .blob = 0, .block = b});
    }
    wire::Ask ask{.handle = peer.handle, .space = wire::Space::manifest, .chunks = {}};
    for (std::uint32_t c = 0; c < chunks && peer.manifest_parts.size() < limits::manifest_chunks_in_flight; ++c) {
        if (!is_known(c) || parts_.contains(c) || asked_.contains(c) || peer.manifest_parts.contains(c)) continue;
        asked_[c] = peer.link;
        peer.manifest_parts[c] = {};
        ask.chunks.push_back(c);
    }
    if (!ask.chunks.empty()) out.emplace_back(std::move(ask));
    return out;
}

Result<> ManifestFetch::received(SwarmPeer& peer, const wire::Data& data) {
    const auto found = peer.manifest_parts.find(data.chunk);
    if (found == peer.manifest_parts.end()) return {};
    auto& part = found->second;
    const std::uint32_t size = shape_.size_of(data.chunk);
    const std::uint32_t wanted = std::min<std::uint32_t>(limits::data_bytes, size - std::min(size, data.offset));
    if (data.offset != part.size() || data.bytes.size() != wanted) {
        return fail(Errc::malformed, "data does not continue the manifest's chunk");
    }
    part.insert(part.end(), data.bytes.begin(), data.bytes.end());
    if (part.size() < size) return {};
    if (!verify(data.chunk, part)) return fail(Errc::mismatch, "a chunk of the manifest is wrong");
    parts_[data.chunk] = std::move(part);
    peer.manifest_parts.erase(found);
    asked_.erase(data.chunk);
    return {};
}

Result<> ManifestFetch::received(SwarmPeer& peer, wire::Hashes message) {
    const std::uint32_t number = message.block.block;
    if (message.blob != 0 || peer.hashes_asked.erase({0, number}) == 0) return {};
    blocks_asked_.erase(number);
    if (message.block.roots.empty()) {
        peer.hashes_lacking.insert({0, number});
        return {};
    }
    if (message.block.tree(shape_.chunks()) != shape_.tree) {
        return fail(Errc::mismatch, "hashes do not lead to the manifest's root");
    }
    blocks_[number] = std::move(message.block);
    return {};
}

void ManifestFetch::rejected(SwarmPeer& peer, std::uint32_t chunk) {
    if (peer.manifest_parts.erase(chunk) == 0) return;
    asked_.erase(chunk);
    peer.knows_manifest = false;  // it said so and does not serve it: ask others
}

void ManifestFetch::passed_over(const SwarmPeer& peer) {
    std::erase_if(asked_, [&](const auto& entry) { return entry.second == peer.link; });
    std::erase_if(blocks_asked_, [&](const auto& entry) { return entry.second == peer.link; });
}

void ManifestFetch::left(SwarmPeer& peer) {
    passed_over(peer);
    peer.manifest_parts.clear();
    std::erase_if(peer.hashes_asked, [](const auto& key) { return key.first == 0; });
}

Bytes ManifestFetch::take() {
    SHOAL_REQUIRE(is_complete());
    Bytes out;
    out.reserve(shape_.size);
    for (const auto& [chunk, part] : parts_) out.insert(out.end(), part.begin(), part.end());
    parts_.clear();
    return out;
}

}  // namespace shoal::transfer
