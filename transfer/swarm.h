#pragma once
// One content id and the peers that have it open with us: messages in, messages out, and what to fetch next.
//
// A swarm passes through: *resolving* (no manifest: fetch it), *known* (manifest here, no store: serve the manifest
// only), *fetching* (a store with missing chunks) and *complete*. It is sans-IO: its Host carries messages and owns
// links; the Store owns disk. After any input the host calls settle() before the turn of the loop ends; settle asks,
// serves and announces all that has become possible. deadline() is when to call it again at the latest.

#include <memory>
#include <optional>
#include <vector>

#include "core/file_priorities.h"
#include "core/manifest.h"
#include "transfer/downloads.h"
#include "transfer/gossip.h"
#include "transfer/hash_fetch.h"
#include "transfer/manifest_fetch.h"
#include "transfer/store.h"
#include "transfer/totals.h"
#include "transfer/uploads.h"

namespace shoal::transfer {

/// Lives on the loop. Host, random, limits and store must outlive it.
class Swarm final : private Uploads::Outlet {
public:
    /// What a swarm needs of its engine.
    struct Host {
        virtual ~Host() = default;
        [[nodiscard]] virtual Instant now() const = 0;
        virtual void send(LinkId link, const wire::Message& message) = 0;
        virtual void send_data(LinkId link, const wire::Data& data) = 0;
        /// Says that we know the manifest: `opened` with our proof for this link.
        virtual void send_opened(LinkId link, wire::Handle handle, const ManifestShape& shape) = 0;
        [[nodiscard]] virtual std::size_t queued(LinkId link) const = 0;
        /// The peer broke a rule or lied: end its link, ban it if `ban`. The swarm hears left() later.
        virtual void punish(LinkId link, const Error& why, bool ban) = 0;
        virtual void heard_of(const Endpoint& endpoint) = 0;  ///< a hint from a peer
        virtual void settle_soon() = 0;                       ///< call settle() in this turn
        virtual void manifest_arrived(Bytes bytes) = 0;       ///< verified against the id, not yet parsed
        virtual void chunk_arrived() = 0;                     ///< progress
        virtual void peers_changed() = 0;                     ///< who is linked, or who of them is complete
        [[nodiscard]] virtual Totals& totals() = 0;
        virtual void content_arrives() {}  ///< the first chunk since expect() or attach() came and is verified
    };

    struct Counters {
        std::uint64_t chunks_good = 0;
        std::uint64_t chunks_bad = 0;
        std::uint64_t wasted = 0;  ///< bytes
    };

    Swarm(const ContentId& id, Host& host, crypto::Random& random, RateLimit& up, RateLimit& down);

    // what it is about
    void learn(std::shared_ptr<const Manifest> manifest);
    /// Somebody waits for the content, but the store is not open yet: hashes are fetched at once, and chunks, so many
    /// that max_early_bytes hold them, from ask_early() on. Until attach() or give_up_early(). Precondition: the
    /// manifest is known, no store is attached.
    void expect(ChunkSink& early);
    void ask_early();
    /// What was asked for counts as waste when it comes. Whoever calls it destroys what holds the chunks.
    void give_up_early();
    [[nodiscard]] bool is_early() const { return store_ == nullptr && sink_ != nullptr; }
    /// The store is open; missing chunks are fetched if `fetch`. Once. What came early is taken to be in it, or on its
    /// way there; if the store has anything else, that is given up.
    void attach(Store& store, bool fetch);
    void chunk_lost(ChunkIndex chunk);   ///< the store has it no more: it is fetched again, unless all was complete
    void chunk_found(ChunkIndex chunk);  ///< the store had lost it and can serve it again
    void selection_changed();            ///< the store wants other chunks than before
    void set_paused(bool paused);        ///< no new asks while the disk is in trouble
    /// What is asked for first from now on; what was asked for already comes as it comes.
    void set_priorities(const FilePriorities& priorities);
    /// Somebody reads: what is missing of these is asked for before all else, in their order. In place of what was
    /// urgent before. At most limits::urgent_chunks.
    void set_urgent(const std::vector<Urgent>& chunks);

    // peers
    struct Newcomer {
        LinkId link{};
        wire::Handle handle = 0;
        Endpoint remote;
        std::optional<Endpoint> listens_at;
        bool incoming = false;
        bool was_told = false;  ///< it was sent what we know of the manifest
    };
    void joined(Instant now, Newcomer newcomer);
    void left(LinkId link);
    void received(Instant now, LinkId link, wire::Message& message);

    // driving
    void settle(Instant now);
    [[nodiscard]] std::optional<Instant> deadline() const;

    // state
    [[nodiscard]] const std::map<LinkId, SwarmPeer>& peers() const { return peers_; }
    [[nodiscard]] const std::shared_ptr<const Manifest>& manifest() const { return manifest_; }
    [[nodiscard]] std::optional<ManifestShape> shape() const;  ///< if the manifest is known
    [[nodiscard]] const Counters& counters() const { return counters_; }
    [[nodiscard]] const RateMeter& down() const { return down_meter_; }
    [[nodiscard]] const RateMeter& up() const { return up_meter_; }
    /// When content last came or went.
    [[nodiscard]] std::optional<Instant> moved_at() const { return moved_at_; }
    /// When a peer last named others.
    [[nodiscard]] std::optional<Instant> heard_at() const { return heard_at_; }

private:
    // Uploads::Outlet
    void send(const SwarmPeer& peer, const wire::Message& message) override { host_.send(peer.link, message); }
    void send_data(const SwarmPeer& peer, const wire::Data& data) override;
    [[nodiscard]] std::size_t queued(const SwarmPeer& peer) const override { return host_.queued(peer.link); }
    void read(LinkId link, ChunkIndex chunk) override;

    // messages
    Result<> on(Instant now, SwarmPeer& peer, wire::Opened& message);
    Result<> on(Instant now, SwarmPeer& peer, wire::HaveMap& message);
    Result<> on(Instant now, SwarmPeer& peer, wire::Have& message);
    Result<> on(Instant now, SwarmPeer& peer, wire::WantHashes& message);
    Result<> on(Instant now, SwarmPeer& peer, wire::Hashes& message);
    Result<> on(Instant now, SwarmPeer& peer, wire::Ask& message);
    Result<> on(Instant now, SwarmPeer& peer, wire::Data& message);
    Result<> on(Instant now, SwarmPeer& peer, wire::Reject& message);
    Result<> on(Instant now, SwarmPeer& peer, wire::Cancel& message);
    Result<> on(Instant now, SwarmPeer& peer, wire::Peers& message);

    void peer_has(SwarmPeer& peer, ChunkIndex chunk);
    void peer_lacks(SwarmPeer& peer, ChunkIndex chunk);
    void count_peer(const SwarmPeer& peer, bool in);
    void end_manifest_fetch();
    void begin_fetching();
    void end_fetching();
    void block_known(FileIndex file, std::uint32_t block);
    void want_chunks_new_in(const Bitmap& before);
    void prioritise(FileIndex file);
    [[nodiscard]] bool lacks(ChunkIndex chunk) const;
    void cancel(SwarmPeer& peer, const std::vector<std::uint32_t>& chunks);
    void chunk_arrived(LinkId from, Downloads::Arrived arrived);
    void chunk_settled(LinkId from, bool is_near, ChunkIndex chunk, std::uint32_t size, Accepted accepted);
    void waste(std::uint64_t Totals::*reason, std::uint64_t bytes);

    void wait_for_next_refusal(Instant now);
    void introduce(SwarmPeer& peer);
    void send_map(SwarmPeer& peer);
    void hurry_hashes();
    void fetch(Instant now);
    using Asks = std::map<LinkId, std::vector<std::uint32_t>>;
    void ask_urgent(Instant now);
    void ask_chunks(Instant now, std::vector<SwarmPeer*>& peers, Downloads::Turn turn);
    void send_asks(Asks& asks);
    [[nodiscard]] bool has_room() const;
    [[nodiscard]] bool is_limit_open(Instant now);
    bool ask_one(Instant now, SwarmPeer& peer, Downloads::Turn turn, std::vector<std::uint32_t>& asks);
    void announce(Instant now);
    void watch_silence(Instant now);

    ContentId id_;
    Host& host_;
    crypto::Random& random_;
    RateLimit& up_limit_;
    RateLimit& down_limit_;
    std::map<LinkId, SwarmPeer> peers_;
    std::shared_ptr<const Manifest> manifest_;
    std::vector<HashBlock> manifest_blocks_;
    Store* store_ = nullptr;
    ChunkSink* sink_ = nullptr;  // of what is fetched: the store, or what stands in for it before that is open
    bool asks_early_ = false;
    bool awaits_first_ = false;  // no chunk was verified yet
    bool fetches_ = false;       // what the store lacks
    std::optional<ManifestFetch> manifest_fetch_;
    std::optional<HashFetch> hash_fetch_;
    std::optional<Downloads> downloads_;
    std::optional<Uploads> uploads_;
    Urgency urgency_;
    FilePriorities priorities_;
    HaveNews news_;
    Counters counters_;
    RateMeter down_meter_;
    RateMeter up_meter_;
    std::optional<Instant> moved_at_;
    std::optional<Instant> heard_at_;
    std::optional<Instant> retry_at_;  // a refusal ends, or the download limit opens
    bool paused_ = false;
    std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

}  // namespace shoal::transfer
