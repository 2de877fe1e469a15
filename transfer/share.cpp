#include "transfer/share.h"

#include <algorithm>

#include "core/engine.h"
#include "transfer/limits.h"

namespace shoal::transfer {
namespace {

constexpr Duration seek_every = 10s;       ///< at the latest, also when nothing is due
constexpr Duration busy_wait = 200ms;      ///< when there is no room for one more dial
constexpr Duration lacking_wait = 5min;    ///< before a node that does not have the share is asked again
constexpr Duration kept_again_after = 5s;  ///< a manifest that the disk did not take
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
      discovery_{around.world, around.dht, *this, keys_.discovery, around.port}, reads_{around.world.timers,
                                                                                        around.reads, *this} {
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
    for (auto& [number, done] : selecting_) done(fail(Errc::closed, "the engine is stopping"));
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
    const bool has_all = store_open_ && store_->missing() == 0;
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
    name_ = record.manifest->name();
    swarm_.learn(record.manifest);
    take_record(std::move(record));
    apply_record();
    resolved({});
    changed();
}

void Share::take_record(ShareRecord record) {
    record_ = std::move(record);
    swarm_.set_priorities(record_->priorities);
    count_wanted();
}

void Share::apply_record() {
    up_.set_rate(now(), record_->limit_up);
    down_.set_rate(now(), record_->limit_down);
    if (record_->paused) set_paused(true);
}

void Share::changed_by_person(ShareRecord record) {
    take_record(std::move(record));
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
    count_wanted();
    keep_manifest();
    resolved({});  // a person reads the list of files while the disk writes it
    changed();
}

/// A disk that says no is asked again, also when somebody asks for the share again; the manifest itself has come.
void Share::keep_manifest() {
    if (!unkept_ || std::exchange(is_keeping_, true)) return;
    around_.library.remember(unkept_, [this, alive = std::weak_ptr{alive_}](Result<ShareRecord> record) {
        if (alive.expired()) return;
        is_keeping_ = false;
        if (!record) {
            if (trouble_ != record.error()) troubled(record.error());  // not every few seconds
            keep_timer_ = around_.world.timers.at(now() + kept_again_after, [this] { keep_manifest(); });
            return resolved(std::unexpected{record.error()});
        }
        keep_timer_.reset();
        unkept_.reset();
        trouble_.reset();
        if (!record_) remember(std::move(*record));  // or it was shared here meanwhile
        resolved({});
        changed();
    });
}

std::uint64_t Share::when_resolved(Duration timeout, Resolved done) {
    const std::uint64_t number = next_waiting_++;
    auto& waiting = waiting_[number];
    waiting.done = std::move(done);
    const auto answer_at = [&](Instant when, Result<> result) {
        waiting.timeout = around_.world.timers.at(when, [this, number, result = std::move(result)]() mutable {
            auto answered = waiting_.extract(number);
            answered.mapped().done(std::move(result));
        });
    };
    if (unkept_ && trouble_) {
        keep_manifest();
    } else if (manifest()) {
        answer_at(now(), {});
    } else if (trouble_) {
        answer_at(now(), std::unexpected{*trouble_});
    } else {
        if (timeout > 0ns) {
            answer_at(now() + timeout,
                      fail(Errc::no_peers, "nobody who has it was found in time; try again when its sharer is online"));
        }
        look_for_peers();
    }
    return number;
}

void Share::resolved(const Result<>& result) {
    for (auto& [number, waiting] : std::exchange(waiting_, {})) waiting.done(result);
}

// --- store -----------------------------------------------------------------------------------------------------------

void Share::start(Placing wish, Started done) {
    SHOAL_REQUIRE(!store_ && !placing_ && manifest());
    placing_ = true;
    reopen_timer_.reset();
    if (wish.change.paused.value_or(false)) set_paused(true);
    if (unkept_) keep_manifest();
    if (!record_ || record_->directory.empty())
        fetch_early(wish.change.selection.value_or(record_ ? record_->selection : FileSelection{}));
    auto placed = [this, alive = std::weak_ptr{alive_}, done = std::move(done)](auto record) mutable {
        if (alive.expired()) return done(fail(Errc::closed, "the engine is stopping"));
        placing_ = false;
        if (!record) {
            give_up_early();
            return opening_ended(std::unexpected{record.error()}, std::move(done));
        }
        unkept_.reset();
        take_record(std::move(*record));
        apply_record();
        open(std::move(done));
    };
    auto clear = [this, alive = std::weak_ptr{alive_}] {
        if (!alive.expired() && early_) swarm_.ask_early();
    };
    around_.library.place(tag(), std::move(wish), std::move(placed), std::move(clear));
}

/// The disk takes its time to remember where the share goes, and the network need not wait for that.
void Share::fetch_early(const FileSelection& selection) {
    early_ = std::make_unique<EarlyChunks>(manifest(), selection);
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
    was_complete_ = store_->is_complete();
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
    reads_.look_again();
    opening_ended({}, std::move(done));
}

void Share::opening_ended(Result<> result, Started done) {
    auto all = std::exchange(also_, {});
    all.insert(all.begin(), std::move(done));
    for (auto& one : all) one(result);
}

// --- selection -------------------------------------------------------------------------------------------------------

void Share::set_selection(FileSelection selection, Started done) {
    const auto number = next_waiting_++;
    selecting_[number] = std::move(done);
    ShareChange change;
    change.selection = std::move(selection);
    around_.library.update(tag(), std::move(change), [this, alive = std::weak_ptr{alive_}, number](auto record) {
        if (alive.expired()) return;
        if (!record) {
            auto asked = selecting_.extract(number);
            return asked.mapped()(std::unexpected{record.error()});
        }
        take_record(std::move(*record));
        selection_remembered(number);
    });
}

/// A store that was made of the record before, open or not, is told; one that is made later knows.
void Share::selection_remembered(std::uint64_t number) {
    const auto answer = [this, number] {
        if (auto asked = selecting_.extract(number)) asked.mapped()({});
    };
    auto taken = [this, alive = std::weak_ptr{alive_}, answer] {
        if (alive.expired()) return;
        selection_taken();
        answer();
    };
    if (store_) store_->select(record_->selection, std::move(taken));
    if (!store_open_) answer();  // whether it can be opened is another matter
}

void Share::selection_taken() {
    if (!store_open_) return;
    swarm_.selection_changed();
    if (!store_->is_complete()) look_for_more();
    changed();
}

/// Peers that had nothing for us, as they had all and so did we, have something now.
void Share::look_for_more() {
    if (std::exchange(complete_, false)) {
        book_.wanted_again(now());
        was_complete_ = false;
        note_completed({});
    }
    if (lan_watch_) lan_watch_->set_wanted(true);
    discovery_.wake();
    seek_at(now());
}

/// It is remembered when there is time; nobody waits for that.
void Share::note_completed(WallTime when) {
    if (record_->completed == when) return;
    record_->completed = when;
    around_.library.update(tag(), ShareChange{.completed = when},
                           [this, alive = std::weak_ptr{alive_}, when](const Result<ShareRecord>& record) {
                               if (!alive.expired() && record) record_->completed = when;
                           });
}

void Share::recheck(Task done) {
    SHOAL_REQUIRE(store_open_);
    store_->recheck([this, alive = std::weak_ptr{alive_}, done = std::move(done)]() mutable {
        if (alive.expired()) return;
        if (!store_->is_complete()) look_for_more();
        changed();
        done();
    });
    changed();
}

// --- what the store says ---------------------------------------------------------------------------------------------

Store::Events Share::store_events() {
    return {
        .on_lost =
            [this](ChunkIndex chunk) {
                swarm_.chunk_lost(chunk);
                changed();
            },
        .on_found =
            [this](ChunkIndex chunk) {
                swarm_.chunk_found(chunk);
                reads_.look_again();
                changed();
            },
        .on_changed = [this](const std::string& path) { around_.observer.share_file_changed(tag(), path); },
        .on_progress = [this] { changed(); },
        .on_complete =
            [this] {
                complete_ = true;
                // When something that was found complete became so is known from before, if at all.
                const bool is_news = !was_complete_ && !record_->shared_here;
                if (is_news && record_->completed == WallTime{}) note_completed(around_.world.timers.wall());
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

void Share::look(Mending mending, std::move_only_function<void(std::string changed)> done) {
    SHOAL_REQUIRE(store_open_);
    store_->look(mending, [this, alive = std::weak_ptr{alive_}, done = std::move(done)](std::string file) mutable {
        if (alive.expired()) return;
        if (!store_->is_complete()) look_for_more();
        changed();
        done(std::move(file));
    });
}

void Share::troubled(const Error& error) {
    trouble_ = error;
    reads_.look_again();
    around_.observer.share_troubled(tag(), error);
    changed();
}

void Share::chunk_arrived() {
    reads_.look_again();
    changed();
}

// --- reading ---------------------------------------------------------------------------------------------------------

std::unique_ptr<Reading> Share::read(const ReadWish& wish, ContentReads::Done done) {
    return reads_.read(manifest(), wish, std::move(done));
}

/// Asked when a chunk is missing, or the store is not open.
std::optional<Error> Share::never_comes() const {
    if (trouble_) return trouble_;
    if (store_open_) {
        if (!record_->shared_here && !store_->is_complete()) return std::nullopt;
        return Error{Errc::mismatch, "this part of the file is not what it was when it was shared"};
    }
    if (is_opening() || (record_ && !record_->directory.empty())) return std::nullopt;
    return Error{Errc::usage, "it is not being fetched; say where to first"};
}

std::string Share::why_late() const {
    if (paused_) return "the share is paused";
    if (!store_open_) return "the share is not open yet";
    if (swarm_.peers().empty()) return "nobody who has them is connected";
    return "no peer has sent them in time";
}

}  // namespace shoal::transfer
