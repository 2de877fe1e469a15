#pragma once
// Gets the hash blocks of a share's files from peers, so that chunks can be verified when they arrive.

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "core/manifest.h"
#include "core/result.h"
#include "transfer/swarm_peer.h"

namespace shoal::transfer {

/// Lives in a Swarm, on the loop.
class HashFetch {
public:
    explicit HashFetch(const Manifest& manifest) : manifest_{manifest} {}

    /// The block is needed and not known. Blobs of one chunk have no blocks.
    void want(FileIndex file, std::uint32_t block) { missing_.insert({raw(file), block}); }

    /// Of the blocks that are needed these come first, in this order; in place of those named before.
    void set_urgent(std::vector<std::pair<FileIndex, std::uint32_t>> blocks);
    /// Blocks that `is_needed(file, block)` denies need not be fetched any more.
    void keep_if(const std::function<bool(FileIndex, std::uint32_t)>& is_needed) {
        std::erase_if(missing_, [&](const Key& key) { return !is_needed(FileIndex{key.first}, key.second); });
    }

    /// What to ask of this peer next; marked as asked. Nothing if it has nothing for us or enough is under way.
    [[nodiscard]] std::optional<wire::WantHashes> next_ask(Instant now, SwarmPeer& peer);

    /// A block came, maybe. It is verified against the file's root here: the block if it is good and was asked for,
    /// nothing if the peer does not know it or nobody asked. Error: the peer lied.
    [[nodiscard]] Result<std::optional<HashBlock>> received(SwarmPeer& peer, wire::Hashes message);

    /// What it was asked is free again.
    void left(SwarmPeer& peer);
    /// It is silent: others may be asked for the same; what still comes from it is taken.
    void passed_over(const SwarmPeer& peer);

private:
    using Key = std::pair<std::uint32_t, std::uint32_t>;  // file, block
    [[nodiscard]] bool may_know(const SwarmPeer& peer, const Key& key) const;
    [[nodiscard]] std::optional<Key> next_key(const SwarmPeer& peer) const;

    const Manifest& manifest_;
    std::set<Key> missing_;
    std::map<Key, LinkId> asked_;
    std::vector<Key> urgent_;
};

}  // namespace shoal::transfer
