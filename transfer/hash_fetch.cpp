#include "transfer/hash_fetch.h"

#include <algorithm>

#include "transfer/limits.h"

namespace shoal::transfer {
namespace {

constexpr std::size_t looked_at = 256;  ///< blocks tried for one ask, so that a poor peer does not cost a whole pass

std::pair<std::uint32_t, std::uint32_t> on_wire(const std::pair<std::uint32_t, std::uint32_t>& key) {
    return {key.first + 1, key.second};
}

}  // namespace

bool HashFetch::may_know(const SwarmPeer& peer, const Key& key) const {
    if (peer.hashes_lacking.contains(on_wire(key)) || peer.hashes_asked.contains(on_wire(key))) return false;
    if (peer.is_complete()) return true;
    const FileIndex file{key.first};
    const std::uint32_t first = key.second * chunks_per_hash_block;
    const std::uint32_t end = std::min(manifest_.chunks_of(file), first + chunks_per_hash_block);
    for (std::uint32_t i = first; i < end; ++i) {
        if (peer.have.test(ChunkIndex{raw(manifest_.first_chunk(file)) + i})) return true;
    }
    return false;
}

void HashFetch::set_urgent(std::vector<std::pair<FileIndex, std::uint32_t>> blocks) {
    urgent_.clear();
    for (const auto& [file, block] : blocks) urgent_.emplace_back(raw(file), block);
}

/// What is urgent does not wait for room.
std::optional<HashFetch::Key> HashFetch::next_key(const SwarmPeer& peer) const {
    if (peer.silent || peer.have.size() == 0) return std::nullopt;
    if (peer.hashes_asked.size() < limits::hash_blocks_in_flight + limits::urgent_hash_blocks) {
        for (const auto& key : urgent_) {
            if (missing_.contains(key) && may_know(peer, key)) return key;
        }
    }
    if (peer.hashes_asked.size() >= limits::hash_blocks_in_flight) return std::nullopt;
    std::size_t tries = 0;
    for (const auto& key : missing_) {
        if (++tries > looked_at) break;
        if (may_know(peer, key)) return key;
    }
    return std::nullopt;
}

std::optional<wire::WantHashes> HashFetch::next_ask(Instant now, SwarmPeer& peer) {
    const auto asked = next_key(peer);
    if (!asked) return std::nullopt;
    missing_.erase(*asked);
    asked_[*asked] = peer.link;
    if (!peer.owes_us()) peer.waits_since = now;
    peer.hashes_asked.insert(on_wire(*asked));
    return wire::WantHashes{.handle = peer.handle, .blob = asked->first + 1, .block = asked->second};
}

Result<std::optional<HashBlock>> HashFetch::received(SwarmPeer& peer, wire::Hashes message) {
    const auto wire_key = std::pair{message.blob, message.block.block};
    if (peer.hashes_asked.erase(wire_key) == 0) return std::optional<HashBlock>{};
    const Key key{message.blob - 1, message.block.block};
    const auto asked = asked_.find(key);
    const bool by_us = asked != asked_.end() && asked->second == peer.link;
    if (asked == asked_.end() && !missing_.contains(key)) return std::optional<HashBlock>{};  // another gave it
    if (by_us) {
        asked_.erase(asked);
        missing_.insert(key);
    }
    if (message.block.roots.empty()) {
        peer.hashes_lacking.insert(wire_key);
        return std::optional<HashBlock>{};
    }
    const FileIndex file{key.first};
    const auto& wanted = manifest_.files()[key.first];
    const auto tree = message.block.tree(manifest_.chunks_of(file));
    if (!tree || crypto::file_root(wanted.size, *tree) != wanted.root) {
        return fail(Errc::mismatch, "hashes do not lead to the file's root");
    }
    missing_.erase(key);
    asked_.erase(key);
    return std::optional{std::move(message.block)};
}

void HashFetch::passed_over(const SwarmPeer& peer) {
    for (const auto& [blob, block] : peer.hashes_asked) {
        if (blob == 0) continue;  // the manifest's, which another object asked for
        const auto asked = asked_.find({blob - 1, block});
        if (asked == asked_.end() || asked->second != peer.link) continue;
        missing_.insert(asked->first);
        asked_.erase(asked);
    }
}

void HashFetch::left(SwarmPeer& peer) {
    passed_over(peer);
    std::erase_if(peer.hashes_asked, [](const auto& key) { return key.first != 0; });
}

}  // namespace shoal::transfer
