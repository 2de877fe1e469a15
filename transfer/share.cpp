#include "transfer/share.h"

#include <algorithm>

#include "core/engine.h"
#include "transfer/limits.h"

namespace shoal::transfer {
namespace {

constexpr Duration seek_every = 10s;       ///< at the latest, also when nothing is due
constexpr Duration busy_wait = 200ms;      ///< when there is no room for one more dial
constexpr Duration lacking_wait = 5min;    ///< before a node that does not have the share is asked again
constexpr Duration complete_wait = 30min;  ///< before a complete peer is linked by a complete one again
constexpr std::size_t dial_target_complete =
    10;  ///< whoever lacks something dials us; we help those who cannot be dialled
constexpr std::size_t few_peers = 3;
constexpr Duration announce_after = 1s;  ///< a share opened that has peers already
constexpr Duration reopen_every = 5s;    ///< as a store probes its disk

}  // namespace

Share::Share(Surroundings& around, const ContentId& id, std::string name)
    : around_{around}, id_{id}, keys_{ContentKeys::derive(id)}, name_{std::move(name)}, up_{0, &around.up},
      down_{0, &around.down}, swarm_{id, *this, around.world.random, up_, down_}, book_{around.world.random},
      discovery_{around.world, around.dht, *this, keys_.discovery, around.port} {
    for (const auto& endpoint : around_.given) book_.add(now(), endpoint, PeerSource::given);
    join();
}

/// Others can find it, and it looks for them.
void Share::join() {
    around_.exchange.add(*this);
    if (around_.lan != nullptr) {
        lan_watch_ =
            around_.lan->watch(keys_.lan, !complete_, [this](const Endpoint& at) { hint(at, PeerSource::lan); });
    }
    look_for_peers();
    seek_at(now());
}

void Share::look_for_peers() {
    if (!paused_) discovery_.wake();
}

Share::~Share() {
    around_.exchange.remove(*this);
    for (auto& [number, waiting] : waiting_) waiting.done(fail(Errc::closed, "the engine is stopping"));
}

// --- peers -----------------------------------------------------------------------------------------------------------

void Share::add_peers(std::span<const Endpoint> endpoints, PeerSource source) {
    for (const auto& endpoint : endpoints) {
        if (endpoint.is_dialable()) book_.add(now(), endpoint, source);
    }
    seek_at(now());
}

/// Somebody says that there is a peer. Only a hint: a dial, and a proof, tell.
void Share::hint(const Endpoint& endpoint, PeerSource source) {
    if (!endpoint.is_dialable() || std::ranges::find(around_.own, endpoint) != around_.own.end()) return;
    if (endpoint.address.is_loopback() && !around_.loopback_peers) return;
    if (book_.add(now(), endpoint, source)) seek_at(now());
}

bool Share::is_hungry() const {
    if (is_opening()) return false;  // it is not known yet whether anything is missing
    // Not complete_, which tells of what is placed and durable: there is nothing to fetch a little earlier.
    const bool has_all = store_open_ && store_->have().all();
    return !has_all && swarm_.peers().size() < few_peers;
}

void Share::seek_at(Instant when) {
    if (paused_) return;
    if (seek_timer_ && seek_armed_for_ <= when) return;
    seek_armed_for_ = when;
    seek_timer_ = around_.world.timers.at(when, [this] {
        seek_timer_.reset();
        seek();
    });
}

void Share::seek() {
    part_from_complete();
    const std::size_t target = complete_ ? dial_target_complete : limits::dial_target;
    while (swarm_.peers().size() < target) {
        const auto endpoint = book_.next(now());
        if (!endpoint) break;
        if (around_.exchange.reach(*this, *endpoint)) continue;
        // No room for any of them: a book full of dead addresses must not keep us turning.
        book_.later(now(), *endpoint, busy_wait);
        return seek_at(now() + busy_wait);
    }
    const auto due = swarm_.peers().size() < target ? book_.due() : std::nullopt;
    seek_at(std::min(due.value_or(now() + seek_every), now() + seek_every));
}

/// Two complete peers have nothing for each other.
void Share::part_from_complete() {
    if (!complete_) return;
    std::vector<std::pair<LinkId, std::optional<Endpoint>>> complete;
    for (const auto& [link, peer] : swarm_.peers()) {
        if (peer.is_complete()) complete.emplace_back(link, peer.listens_at);
    }
    for (const auto& [link, endpoint] : complete) {
        around_.exchange.part(*this, link, bye_complete);
        if (endpoint) book_.later(now(), *endpoint, complete_wait);
    }
}

void Share::reached(const Endpoint& endpoint) {
    book_.reached(now(), endpoint);
    changed();
}

void Share::lost(const Endpoint& endpoint) {
    book_.lost(now(), endpoint);
    seek_at(book_.due().value_or(now() + seek_every));
    changed();
}

void Share::failed(const Endpoint& endpoint, bool self) {
    if (self) {
        book_.forget(endpoint);
    } else {
        book_.failed(now(), endpoint);
    }
    seek_at(book_.due().value_or(now() + seek_every));
}

void Share::lacking(const Endpoint& endpoint) {
    book_.later(now(), endpoint, lacking_wait);
}

void Share::send_data(LinkId link, const wire::Data& data) {
    around_.exchange.links().send_data(link, data);
    changed();
}

void Share::send_opened(LinkId link, wire::Handle handle, const ManifestShape& shape) {
    around_.exchange.send_opened(*this, link, handle, shape);
}

/// It counted what we announced, and the disk may not have kept all of that.
void Share::parted(const Endpoint& endpoint) {
    if (complete_) return book_.later(now(), endpoint, complete_wait);
    lost(endpoint);
}

// --- manifest --------------------------------------------------------------------------------------------------------

void Share::remember(ShareRecord record) {
    record_ = std::move(record);
    name_ = record_->manifest->name();
    apply_record();
    swarm_.learn(record_->manifest);
    resolved({});
    changed();
}

void Share::apply_record() {
    up_.set_rate(now(), record_->limit_up);
    down_.set_rate(now(), record_->limit_down);
    if (record_->paused) set_paused(true);
}

void Share::changed_by_person(ShareRecord record) {
    record_ = std::move(record);
    apply_record();
    set_paused(record_->paused);
    settle_soon();
    changed();
}

void Share::set_paused(bool paused) {
    if (std::exchange(paused_, paused) == paused) return;
    changed();
    if (!paused) return join();
    discovery_.rest();
    lan_watch_.reset();
    seek_timer_.reset();
    wake_timer_.reset();
    std::vector<LinkId> links;
    for (const auto& [link, peer] : swarm_.peers()) links.push_back(link);
    for (const auto link : links) around_.exchange.part(*this, link, bye_paused);
    around_.exchange.remove(*this);
    book_.rest(now());
}

void Share::manifest_arrived(Bytes bytes) {
    auto then = [this, alive = std::weak_ptr{alive_}](Result<Manifest> manifest) {
        if (!alive.expired()) manifest_loaded(std::move(manifest));
    };
    around_.world.workers.submit([bytes = std::move(bytes), then = std::move(then)]() mutable -> Task {
        auto manifest = Manifest::load(std::move(bytes));
        return [manifest = std::move(manifest), then = std::move(then)]() mutable { then(std::move(manifest)); };
    });
}

void Share::manifest_loaded(Result<Manifest> manifest) {
    if (!manifest) {
        // It has the id of the link, so every peer would give the same: the share itself is not valid.
        const Error error{Errc::malformed, "the share behind this link is not valid: " + manifest.error().what};
        troubled(error);
        return resolved(std::unexpected{error});
    }
    unkept_ = std::make_shared<const Manifest>(std::move(*manifest));
    name_ = unkept_->name();
    swarm_.learn(unkept_);
    keep_manifest();
    resolved({});  // a person reads the list of files while the disk writes it
    changed();
}

/// A disk that says no is asked again when somebody asks for the share again; the manifest itself has come.
void Share::keep_manifest() {
    if (std::exchange(is_keeping_, true)) return;
    around_.library.remember(unkept_, [this, alive = std::weak_ptr{alive_}](Result<ShareRecord> record) {
        if (alive.expired()) return;
        is_keeping_ = false;
        if (!record) {
            troubled(record.error());
            return resolved(std::unexpected{record.error()});
        }
        unkept_.reset();
        trouble_.reset();
        if (!record_) remember(std::move(*record));  // or it was shared here meanwhile
        resolved({});
    });
}

void Share::when_resolved(Duration timeout, Resolved done) {
    const std::uint64_t number = next_waiting_++;
    auto& waiting = waiting_[number];
    waiting.done = std::move(done);
    const auto answer_at = [&](Instant when, Result<> result) {
        waiting.timeout = around_.world.timers.at(when, [this, number, result = std::move(result)]() mutable {
            auto answered = waiting_.extract(number);
            answered.mapped().done(std::move(result));
        });
    };
    if (unkept_ && trouble_) return keep_manifest();
    if (manifest()) return answer_at(now(), {});
    if (trouble_) return answer_at(now(), std::unexpected{*trouble_});
    if (timeout > 0ns) {
        answer_at(now() + timeout,
                  fail(Errc::no_peers, "nobody who has it was found in time; try again when its sharer is online"));
    }
    look_for_peers();
}

void Share::resolved(const Result<>& result) {
    for (auto& [number, waiting] : std::exchange(waiting_, {})) waiting.done(result);
}

// --- store -----------------------------------------------------------------------------------------------------------

void Share::start(Placing wish, Started done) {
    SHOAL_REQUIRE(!store_ && !placing_ && manifest());
    placing_ = true;
    reopen_timer_.reset();
    if (unkept_) keep_manifest();
    if (!record_ || record_->directory.empty()) fetch_early();
    auto placed = [this, alive = std::weak_ptr{alive_}, done = std::move(done)](auto record) mutable {
        if (alive.expired()) return done(fail(Errc::closed, "the engine is stopping"));
        placing_ = false;
        if (!record) {
            give_up_early();
            return opening_ended(std::unexpected{record.error()}, std::move(done));
        }
        unkept_.reset();
        record_ = std::move(*record);
        open(std::move(done));
    };
    auto clear = [this, alive = std::weak_ptr{alive_}] {
        if (!alive.expired() && early_) swarm_.ask_early();
    };
    around_.library.place(tag(), std::move(wish), std::move(placed), std::move(clear));
}

/// The disk takes its time to remember where the share goes, and the network need not wait for that.
void Share::fetch_early() {
    early_ = std::make_unique<EarlyChunks>(manifest());
    swarm_.expect(*early_);
}

void Share::give_up_early() {
    if (!early_) return;
    if (swarm_.is_early()) swarm_.give_up_early();
    early_.reset();
}

void Share::open(Started done) {
    if (is_opening()) return also_.push_back(std::move(done));
    SHOAL_REQUIRE(!store_);
    trouble_.reset();
    begin_opening(std::move(done));
}

/// Nobody waits for it, so nobody else would try again.
void Share::keep_opening() {
    begin_opening([this, alive = std::weak_ptr{alive_}](const Result<>& opened) {
        if (opened || alive.expired()) return;
        reopen_timer_ = around_.world.timers.at(now() + reopen_every, [this] {
            if (!is_open() && !is_opening()) keep_opening();
        });
    });
}

void Share::begin_opening(Started done) {
    store_ = around_.library.open_store(*record_, store_events());
    store_->open([this, alive = std::weak_ptr{alive_}, done = std::move(done)](Result<> result) mutable {
        if (alive.expired()) return done(fail(Errc::closed, "the engine is stopping"));
        store_opened(std::move(result), std::move(done));
    });
    changed();
}

void Share::store_opened(Result<> result, Started done) {
    if (!result) {
        if (trouble_ != result.error()) troubled(result.error());  // not every few seconds
        // A store that could not be opened is tried again by whoever asked; not destroyed inside its own call.
        spent_ = std::move(store_);
        give_up_early();
        return opening_ended(std::move(result), std::move(done));
    }
    store_open_ = true;
    trouble_.reset();
    // Something may have been put there since it was looked at.
    if (early_ && store_->have().none()) {
        early_->hand_to(*store_);
        early_.reset();
    } else {
        give_up_early();
    }
    swarm_.attach(*store_, !record_->shared_here);
    if (swarm_.peers().empty()) {
        look_for_peers();
    } else {
        // Nothing is looked for; to announce costs a hundred datagrams, just when the first chunks are on their way.
        wake_timer_ = around_.world.timers.at(now() + announce_after, [this] { look_for_peers(); });
    }
    changed();
    opening_ended({}, std::move(done));
}

void Share::opening_ended(Result<> result, Started done) {
    auto all = std::exchange(also_, {});
    all.insert(all.begin(), std::move(done));
    for (auto& one : all) one(result);
}

Store::Events Share::store_events() {
    return {
        .on_lost = [this](ChunkIndex chunk) { swarm_.chunk_lost(chunk); },
        .on_found = [this](ChunkIndex chunk) { swarm_.chunk_found(chunk); },
        .on_changed = [this](const std::string& path) { around_.observer.share_file_changed(tag(), path); },
        .on_progress = [this] { changed(); },
        .on_complete =
            [this] {
                complete_ = true;
                if (lan_watch_) lan_watch_->set_wanted(false);
                trouble_.reset();
                around_.observer.share_completed(tag());
                changed();
            },
        .on_trouble =
            [this](const Error& error) {
                swarm_.set_paused(true);
                troubled(error);
            },
        .on_recovered =
            [this] {
                trouble_.reset();
                swarm_.set_paused(false);
                changed();
            },
    };
}

void Share::troubled(const Error& error) {
    trouble_ = error;
    around_.observer.share_troubled(tag(), error);
    changed();
}

// --- what a person sees ----------------------------------------------------------------------------------------------

ShareState Share::state() const {
    if (trouble_) return ShareState::trouble;
    if (!manifest()) return paused_ ? ShareState::paused : ShareState::resolving;
    if (!store_) return ShareState::resolved;
    if (!store_open_) return ShareState::checking;
    if (paused_) return ShareState::paused;
    return complete_ ? ShareState::seeding : ShareState::downloading;
}

std::uint64_t Share::bytes_have() const {
    if (!store_ || !manifest()) return 0;
    const auto& have = store_->have();
    if (have.size() == 0 || have.all()) return have.all() ? manifest()->total_bytes() : 0;
    std::uint64_t bytes = std::uint64_t{have.count()} * crypto::chunk_size;
    for (std::uint32_t f = 0; f < manifest()->files().size(); ++f) {
        const std::uint32_t chunks = manifest()->chunks_of(FileIndex{f});
        if (chunks == 0) continue;
        const ChunkIndex last{raw(manifest()->first_chunk(FileIndex{f})) + chunks - 1};
        if (have.test(last)) bytes -= crypto::chunk_size - manifest()->size_of(last);
    }
    return bytes;
}

ShareView Share::view() const {
    const Instant at = now();
    ShareView out;
    out.tag = tag().str();
    out.name = name_;
    out.state = state();
    if (const auto& known = manifest()) {
        out.files = known->files().size();
        out.bytes = known->total_bytes();
    }
    out.paused = paused_;
    if (record_) {
        out.number = record_->number;
        out.labels = record_->labels;
        out.temporary = record_->temporary;
        out.limit_up = record_->limit_up;
        out.limit_down = record_->limit_down;
        out.path = record_->path();
        out.shared_here = record_->shared_here;
        out.added_ms = static_cast<std::uint64_t>(std::max<std::int64_t>(record_->added.unix_ms, 0));
    }
    out.bytes_have = bytes_have();
    out.files_wanted = out.files;
    out.bytes_wanted = out.bytes;
    out.bytes_wanted_have = out.bytes_have;
    out.bytes_durable = store_ ? store_->durable_bytes() : 0;
    out.rate_down = swarm_.down().per_second(at);
    out.rate_up = swarm_.up().per_second(at);
    out.received = swarm_.down().total();
    out.sent = swarm_.up().total();
    out.wasted = swarm_.counters().wasted;
    out.peers = swarm_.peers().size();
    for (const auto& [link, peer] : swarm_.peers()) out.seeds += peer.is_complete() ? 1U : 0U;
    out.known = book_.size();
    if (trouble_) {
        out.error_code = to_string(trouble_->code);
        out.error = trouble_->what;
    }
    return out;
}

std::vector<PeerView> Share::peer_views() const {
    const Instant at = now();
    std::vector<PeerView> out;
    for (const auto& [link, peer] : swarm_.peers()) {
        PeerView view;
        view.endpoint = peer.listens_at.value_or(peer.remote).str();
        view.incoming = peer.incoming;
        view.complete = peer.is_complete();
        const std::uint64_t full = manifest() ? manifest()->total_bytes() : 0;
        view.bytes_have = std::min(full, std::uint64_t{peer.have.count()} * crypto::chunk_size);
        view.received = peer.down.total();
        view.sent = peer.up.total();
        view.rate_down = peer.down.per_second(at);
        view.rate_up = peer.up.per_second(at);
        out.push_back(std::move(view));
    }
    return out;
}

std::vector<KnownPeerView> Share::known_peer_views() const {
    const Instant at = now();
    const auto ms = [](Duration span) { return static_cast<std::uint64_t>(std::max<Duration>(span, 0ns) / 1ms); };
    std::vector<KnownPeerView> out;
    for (const auto& known : book_.all()) {
        KnownPeerView view{.endpoint = known.endpoint.str(),
                           .source = std::string{name_of(known.source)},
                           .engaged = known.is_engaged,
                           .reached = known.reached.has_value(),
                           .reached_ago_ms = known.reached ? ms(at - *known.reached) : 0,
                           .failures = known.failures,
                           .next_try_ms = known.is_engaged ? 0 : ms(known.next_try - at),
                           .banned = known.banned_until && at < *known.banned_until};
        out.push_back(std::move(view));
    }
    return out;
}

std::vector<FileView> Share::file_views() const {
    std::vector<FileView> out;
    if (!manifest()) return out;
    const auto& known = *manifest();
    for (std::uint32_t f = 0; f < known.files().size(); ++f) {
        const auto& file = known.files()[f];
        FileView view{.path = join_path(file.path), .bytes = file.size, .bytes_have = 0, .executable = file.executable};
        const std::uint32_t first = raw(known.first_chunk(FileIndex{f}));
        for (std::uint32_t i = 0; i < known.chunks_of(FileIndex{f}); ++i) {
            const ChunkIndex chunk{first + i};
            if (store_ && store_->have().size() != 0 && store_->have().test(chunk))
                view.bytes_have += known.size_of(chunk);
        }
        out.push_back(std::move(view));
    }
    return out;
}

}  // namespace shoal::transfer
