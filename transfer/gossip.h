#pragma once
// What a swarm tells its peers unasked: which chunks arrived, and who else is there.

#include <map>
#include <optional>
#include <vector>

#include "transfer/swarm_peer.h"

namespace shoal::transfer {

/// Chunks that arrived since the last announcement, told together after `limits::have_delay`.
class HaveNews {
public:
    void add(Instant now, ChunkIndex chunk);
    [[nodiscard]] std::optional<Instant> due() const { return due_; }
    /// The news as ranges, in messages' worth of at most limits::have_ranges; empties.
    [[nodiscard]] std::vector<std::vector<wire::ChunkRange>> take();

private:
    std::vector<std::uint32_t> chunks_;
    std::optional<Instant> due_;
};

/// A joined peer is to be told of the others soon, and the others of it.
void schedule_peer_news(Instant now, std::map<LinkId, SwarmPeer>& peers, LinkId joined);

/// The next peers message to this peer if one is due: endpoints that it was not told of, at most 50. Sets when the
/// next may go out. Nothing if there is no news.
[[nodiscard]] std::optional<wire::Peers> peer_news(Instant now, const std::map<LinkId, SwarmPeer>& peers,
                                                   SwarmPeer& to);

}  // namespace shoal::transfer
