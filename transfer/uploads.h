#pragma once
// What peers asked us for and how it goes out: queues, reading ahead, records, and the rule of a lone origin.
//
// Who is asked first is the business of lone_origin.h.
//
// A chunk that was begun goes out whole before another is begun, as long as its link takes it: nobody can pass on
// half a chunk, so dividing the uplink among many chunks would only make all of them late.

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "core/manifest.h"
#include "transfer/lone_origin.h"
#include "transfer/rate.h"
#include "transfer/store.h"
#include "transfer/swarm_peer.h"

namespace shoal::transfer {

/// Lives in a Swarm, on the loop.
class Uploads {
public:
    using PeerMap = std::map<LinkId, SwarmPeer>;

    /// What uploads need of their surroundings.
    struct Outlet {
        virtual ~Outlet() = default;
        virtual void send(const SwarmPeer& peer, const wire::Message& message) = 0;
        virtual void send_data(const SwarmPeer& peer, const wire::Data& data) = 0;
        /// Bytes on the peer's link that the system has not taken.
        [[nodiscard]] virtual std::size_t queued(const SwarmPeer& peer) const = 0;
        /// Reads a chunk of files; answers later, by way of Uploads::was_read.
        virtual void read(LinkId link, ChunkIndex chunk) = 0;
    };

    Uploads(std::shared_ptr<const Manifest> manifest, crypto::Random& random, RateLimit& limit);

    /// Puts requests into the peer's queue, or rejects them. False: the peer floods; drop it.
    [[nodiscard]] bool asked(SwarmPeer& peer, const wire::Ask& ask, Outlet& outlet);
    void cancelled(SwarmPeer& peer, const wire::Cancel& cancel, Outlet& outlet);
    void was_read(Instant now, PeerMap& peers, LinkId link, ChunkIndex chunk, Result<std::shared_ptr<const Bytes>> data,
                  const Bitmap& have, Outlet& outlet);

    /// Sends as much as links and the limit allow. When the limit stops it, opens_at tells when to come again.
    void pump(Instant now, PeerMap& peers, const Bitmap& have, Outlet& outlet);
    [[nodiscard]] std::optional<Instant> opens_at() const { return opens_at_; }

    /// A peer has a chunk that it had not.
    void announced(Instant now, LinkId link, ChunkIndex chunk) { origin_.announced(now, link, chunk); }

private:
    void begin_next(Instant now, PeerMap& peers, SwarmPeer& peer, const Bitmap& have, Outlet& outlet);
    void reject_soon(Instant now, PeerMap& peers, Outlet& outlet);
    [[nodiscard]] bool begin_reads(Instant now, PeerMap& peers, const Bitmap& have, Outlet& outlet);
    void send_record(Instant now, SwarmPeer& peer, Outlet& outlet);
    [[nodiscard]] std::shared_ptr<const Bytes> manifest_chunk(std::uint32_t chunk) const;

    std::shared_ptr<const Manifest> manifest_;
    crypto::Random& random_;
    RateLimit& limit_;
    LoneOrigin origin_;
    bool is_lone_origin_ = false;  // in this turn
    Instant next_rejects_;
    std::size_t reading_ = 0;
    std::optional<LinkId> going_;  // whose chunk is half sent
    std::optional<Instant> opens_at_;
};

}  // namespace shoal::transfer
