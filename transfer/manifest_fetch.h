#pragma once
// Gets the manifest behind a content id from peers, chunk by verified chunk.

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "core/ids.h"
#include "core/result.h"
#include "transfer/hash_block.h"
#include "transfer/swarm_peer.h"

namespace shoal::transfer {

/// The manifest as a blob: its size and tree, proven by the content id.
struct ManifestShape {
    std::uint64_t size = 0;
    crypto::Hash tree{};
    [[nodiscard]] std::uint32_t chunks() const;
    [[nodiscard]] std::uint32_t size_of(std::uint32_t chunk) const;  ///< bytes; precondition: chunk < chunks()
};

/// Checks what a peer says of the manifest against the id. Errors: unverified; limit if it is larger than we load.
[[nodiscard]] Result<ManifestShape> check_shape(const ContentId& id, std::uint64_t size, const crypto::Hash& tree);

/// Lives in a Swarm, on the loop. Memory grows only with verified bytes.
class ManifestFetch {
public:
    explicit ManifestFetch(ManifestShape shape);

    /// What to send this peer now; marked as asked.
    [[nodiscard]] std::vector<wire::Message> next_asks(Instant now, SwarmPeer& peer);
    /// Error: the peer lied or broke a rule.
    [[nodiscard]] Result<> received(SwarmPeer& peer, const wire::Data& data);
    [[nodiscard]] Result<> received(SwarmPeer& peer, wire::Hashes message);
    void rejected(SwarmPeer& peer, std::uint32_t chunk);
    void left(SwarmPeer& peer);
    /// It is silent: others may be asked for the same; what still comes from it is taken.
    void passed_over(const SwarmPeer& peer);

    [[nodiscard]] bool is_complete() const { return parts_.size() == shape_.chunks(); }
    /// The whole manifest's bytes; empties this object. Precondition: is_complete().
    [[nodiscard]] Bytes take();

private:
    [[nodiscard]] bool is_known(std::uint32_t chunk) const;
    [[nodiscard]] bool verify(std::uint32_t chunk, BytesView data) const;

    ManifestShape shape_;
    std::map<std::uint32_t, HashBlock> blocks_;
    std::map<std::uint32_t, LinkId> blocks_asked_;
    std::map<std::uint32_t, Bytes> parts_;   // verified chunks
    std::map<std::uint32_t, LinkId> asked_;  // chunks
};

}  // namespace shoal::transfer
