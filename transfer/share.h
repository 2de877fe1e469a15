#pragma once
// One share of this node: its swarm, its store, the peers it knows, and what a person is told about it.

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/log.h"
#include "core/requests.h"
#include "dht/lan.h"
#include "dht/service.h"
#include "transfer/chunk_tally.h"
#include "transfer/content_reads.h"
#include "transfer/discovery.h"
#include "transfer/early_chunks.h"
#include "transfer/exchange.h"
#include "transfer/library.h"
#include "transfer/peer_book.h"

namespace shoal::transfer {

/// Lives on the loop; made and owned by the engine.
class Share final : private Swarm::Host,
                    private Exchange::Member,
                    private Discovery::Asker,
                    private ContentReads::Host {
public:
    /// Who hears of what happens to shares.
    struct Observer {
        virtual ~Observer() = default;
        virtual void share_changed(const Tag& tag) = 0;
        virtual void share_content_arrives(const Tag& tag) = 0;  ///< its first chunk since it was opened
        virtual void share_completed(const Tag& tag) = 0;
        virtual void share_troubled(const Tag& tag, const Error& error) = 0;
        virtual void share_file_changed(const Tag& tag, const std::string& path) = 0;
    };
    /// What a share is made of; all of it outlives the share.
    struct Surroundings {
        World& world;
        Log& log;
        Library& library;
        Exchange& exchange;
        dht::Service& dht;
        dht::Lan* lan = nullptr;  ///< nullptr: peers on the local network are not looked for
        Observer& observer;
        RateLimit& up;
        RateLimit& down;
        Totals& totals;
        ReadRoom& reads;
        std::uint16_t port = 0;       ///< TCP, told to the DHT
        std::vector<Endpoint> own;    ///< endpoints of this node, never dialled
        std::vector<Endpoint> given;  ///< peers that a person named, dialled for every share
        bool loopback_peers = false;  ///< this node lives on loopback: peers there are real
    };
    using Resolved = std::move_only_function<void(Result<>)>;
    using Started = std::move_only_function<void(Result<>)>;

    Share(Surroundings& around, const ContentId& id, std::string name);
    ~Share() override;

    [[nodiscard]] const Tag& tag() const { return keys_.tag; }
    [[nodiscard]] const ContentId& id() const { return id_; }
    [[nodiscard]] const std::shared_ptr<const Manifest>& manifest() const { return swarm_.manifest(); }
    [[nodiscard]] const std::optional<ShareRecord>& record() const { return record_; }

    /// Endpoints from a link, or that a person gave.
    void add_peers(std::span<const Endpoint> endpoints, PeerSource source);
    /// A remembered share: its manifest is known.
    void remember(ShareRecord record);
    /// Calls `done` when the manifest is here (at once, on a later turn, if it is), or with no_peers after `timeout`
    /// (0: never), or with malformed. It need not be remembered by then.
    /// The number it returns ends that wait without a call.
    std::uint64_t when_resolved(Duration timeout, Resolved done);
    void stop_waiting(std::uint64_t wait) { waiting_.erase(wait); }
    /// Opens the store where the record says; `done` when it is open. Errors as Store::open.
    /// If it is being opened already `done` waits for that. Precondition: not open.
    void open(Started done);
    /// The same at a start of the engine: tries every few seconds, for ever.
    void keep_opening();
    [[nodiscard]] bool is_open() const { return store_open_; }
    /// Open, and all that is wanted is in its place, as far as is known.
    [[nodiscard]] bool is_complete() const { return store_open_ && store_->is_complete(); }
    [[nodiscard]] bool is_opening() const { return placing_ || (store_ && !store_open_); }
    /// Something is in the way at the chosen place, so that another may be chosen.
    [[nodiscard]] bool is_blocked() const { return !store_ && trouble_ && trouble_->code == Errc::exists; }
    /// Chooses the place, then opens; what must be fetched is fetched meanwhile. Errors as Library::place and
    /// Store::open. Precondition: the manifest is known; neither open nor opening.
    void start(Placing wish, Started done);

    /// Remembers which files are wanted, then fetches what is new of them and drops what is not; `done` when that has
    /// begun. Errors as Library::update. Precondition: the share is remembered.
    void set_selection(FileSelection selection, Started done);
    /// Takes over what a person changed of it: it is remembered already.
    void changed_by_person(ShareRecord record);
    /// Parts from all peers and looks for none, until the pause ends. What is on its way to the disk gets there.
    void set_paused(bool paused);
    /// Goes on at once with what new limits allow.
    void settle() { settle_soon(); }

    /// Reads a part of a file (content_reads.h). Precondition: the manifest is known.
    [[nodiscard]] std::unique_ptr<Reading> read(const ReadWish& wish, ContentReads::Done done);
    /// Reads and hashes all that is here again, while everything goes on; `done` when that has ended. What is bad is
    /// fetched again, or reported if it was shared here. Precondition: open.
    void recheck(Task done);
    /// Store::allow_overwriting(). Precondition: open.
    void allow_overwriting() { store_->allow_overwriting(); }
    /// Store::look(); what is missing then is looked for. Precondition: open.
    void look(Mending mending, std::move_only_function<void(std::string changed)> done);

    [[nodiscard]] ShareView view() const;
    /// Content came or went just now: what view() tells of rates changes by itself.
    [[nodiscard]] bool is_moving() const;
    [[nodiscard]] std::vector<PeerView> peer_views() const;
    [[nodiscard]] std::vector<KnownPeerView> known_peer_views() const;
    [[nodiscard]] std::vector<FileView> file_views() const;
    [[nodiscard]] std::vector<SourceView> source_views() const;
    /// Who has which of these chunks. Preconditions: the manifest is known and has them, `first` is a multiple of 8.
    [[nodiscard]] ChunkSlice chunk_slice(std::uint32_t first, std::uint32_t count) const;
    [[nodiscard]] std::uint64_t received() const { return swarm_.down().total(); }  ///< verified content bytes
    [[nodiscard]] std::uint64_t sent() const { return swarm_.up().total(); }        ///< content bytes
    [[nodiscard]] Swarm::Counters counters() const { return swarm_.counters(); }
    [[nodiscard]] const std::optional<Error>& trouble() const { return trouble_; }
    /// Received and not written yet.
    [[nodiscard]] std::uint64_t pending_bytes() const;

private:
    struct Waiting {
        Resolved done;
        std::unique_ptr<Timer> timeout;
    };

    // Swarm::Host
    [[nodiscard]] Instant now() const override { return around_.world.timers.now(); }
    void send(LinkId link, const wire::Message& message) override { around_.exchange.links().send(link, message); }
    void send_data(LinkId link, const wire::Data& data) override;
    void send_opened(LinkId link, wire::Handle handle, const ManifestShape& shape) override;
    [[nodiscard]] std::size_t queued(LinkId link) const override { return around_.exchange.links().queued(link); }
    void punish(LinkId link, const Error& why, bool ban) override { around_.exchange.links().punish(link, why, ban); }
    void heard_of(const Endpoint& endpoint) override { hint(endpoint, PeerSource::exchange); }
    void settle_soon() override { around_.exchange.settle_soon(*this); }
    void manifest_arrived(Bytes bytes) override;
    void chunk_arrived() override;
    void peers_changed() override { changed(); }
    [[nodiscard]] Totals& totals() override { return around_.totals; }
    void content_arrives() override { around_.observer.share_content_arrives(tag()); }

    // Exchange::Member
    [[nodiscard]] const ContentKeys& keys() const override { return keys_; }
    [[nodiscard]] Swarm& swarm() override { return swarm_; }
    void reached(const Endpoint& endpoint) override;
    void lost(const Endpoint& endpoint) override;
    void failed(const Endpoint& endpoint, bool self) override;
    void lacking(const Endpoint& endpoint) override;
    void banned(const Endpoint& endpoint, Instant until) override { book_.banned(now(), endpoint, until); }
    void parted(const Endpoint& endpoint) override;

    // Discovery::Asker
    void found_peer(const Endpoint& endpoint) override { hint(endpoint, PeerSource::dht); }
    [[nodiscard]] bool is_hungry() const override;
    [[nodiscard]] bool is_alone() const override { return swarm_.peers().empty(); }
    [[nodiscard]] bool is_announced() const override { return store_open_; }

    // ContentReads::Host
    [[nodiscard]] Store* store() override { return store_open_ ? store_.get() : nullptr; }
    [[nodiscard]] std::optional<Error> never_comes() const override;
    [[nodiscard]] std::string why_late() const override;
    void urge(const std::vector<Urgent>& chunks) override { swarm_.set_urgent(chunks); }

    void join();
    void look_for_peers();
    void apply_record();
    void hint(const Endpoint& endpoint, PeerSource source);
    void seek();
    void seek_at(Instant when);
    void part_from_complete();
    void manifest_loaded(Result<Manifest> manifest);
    void keep_manifest();
    void fetch_early(const FileSelection& selection);
    void give_up_early();
    void selection_remembered(std::uint64_t number);
    void selection_taken();
    void look_for_more();
    void resolved(const Result<>& result);
    void begin_opening(Started done);
    void store_opened(Result<> result, Started done);
    void opening_ended(Result<> result, Started done);
    [[nodiscard]] Store::Events store_events();
    void troubled(const Error& error);
    void changed() { around_.observer.share_changed(keys_.tag); }
    struct Wanted {
        std::uint64_t files = 0;
        std::uint64_t bytes = 0;
    };
    void take_record(ShareRecord record);
    void count_wanted();
    void note_completed(WallTime when);
    [[nodiscard]] WallTime wall_at(Instant when) const;
    [[nodiscard]] SourceView dht_source() const;
    [[nodiscard]] SourceView lan_source() const;
    [[nodiscard]] SourceView exchange_source() const;
    [[nodiscard]] SourceView given_source(const std::vector<KnownPeer>& known) const;
    [[nodiscard]] ShareState state() const;

    Surroundings& around_;
    ContentId id_;
    ContentKeys keys_;
    std::string name_;  // from the link, until the manifest tells
    RateLimit up_;      // of this share alone, below that of all
    RateLimit down_;
    Swarm swarm_;
    PeerBook book_;
    Discovery discovery_;
    std::unique_ptr<dht::LanWatch> lan_watch_;
    std::shared_ptr<const Manifest> unkept_;  // it came, and is not remembered yet
    bool is_keeping_ = false;
    std::unique_ptr<Timer> keep_timer_;
    std::optional<ShareRecord> record_;
    Wanted wanted_;
    std::unique_ptr<EarlyChunks> early_;  // until the store is open
    std::unique_ptr<Store> store_;
    std::unique_ptr<Store> spent_;  // could not be opened
    bool store_open_ = false;
    bool placing_ = false;                        // the library writes down where
    std::vector<Started> also_;                   // who else waits for it to be open
    std::map<std::uint64_t, Started> selecting_;  // by the order asked
    bool complete_ = false;
    bool was_complete_ = false;  // when it was opened, and is so since
    bool paused_ = false;        // by a person
    std::optional<Error> trouble_;
    ContentReads reads_;
    std::map<std::uint64_t, Waiting> waiting_;
    std::uint64_t next_waiting_ = 0;
    std::unique_ptr<Timer> reopen_timer_;
    std::unique_ptr<Timer> wake_timer_;
    std::unique_ptr<Timer> seek_timer_;
    Instant seek_armed_for_;
    std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

}  // namespace shoal::transfer
