#include "transfer/swarm.h"

#include <algorithm>

#include "dht/contact.h"
#include "transfer/limits.h"

namespace shoal::transfer {
namespace {

// Only what we wait for shows that a peer works on it: whoever swallows our requests can still chatter.
bool is_owed(const SwarmPeer& peer, const wire::Hashes& message) {
    return peer.hashes_asked.contains({message.blob, message.block.block});
}

bool is_owed(const SwarmPeer& peer, wire::Space space, std::uint32_t chunk) {
    return space == wire::Space::files ? peer.in_flight.contains(chunk) : peer.manifest_parts.contains(chunk);
}

void answered(Instant now, SwarmPeer& peer) {
    peer.waits_since = now;
    peer.silent = false;
}

}  // namespace

Swarm::Swarm(const ContentId& id, Host& host, crypto::Random& random, RateLimit& up, RateLimit& down)
    : id_{id}, host_{host}, random_{random}, up_limit_{up}, down_limit_{down} {}

std::optional<ManifestShape> Swarm::shape() const {
    if (!manifest_) return std::nullopt;
    return ManifestShape{.size = manifest_->bytes().size(), .tree = manifest_->tree()};
}

void Swarm::learn(std::shared_ptr<const Manifest> manifest) {
    if (manifest_) return;
    manifest_ = std::move(manifest);
    uploads_.emplace(manifest_, random_, up_limit_);
    if (manifest_fetch_) end_manifest_fetch();
    for (auto& [link, peer] : peers_) peer.have = Bitmap{manifest_->chunk_count()};
    host_.settle_soon();
}

void Swarm::attach(Store& store, bool fetch) {
    SHOAL_REQUIRE(manifest_ && store_ == nullptr);
    const bool goes_on = is_early() && fetch && store.have().none();
    if (is_early() && !goes_on) give_up_early();
    store_ = &store;
    sink_ = &store;
    fetches_ = fetch;
    if (!goes_on) awaits_first_ = true;
    if (fetch && store.missing() > 0 && !goes_on) begin_fetching();
    if (goes_on) selection_changed();  // another one may have been remembered meanwhile
    host_.settle_soon();
}

void Swarm::expect(ChunkSink& early) {
    SHOAL_REQUIRE(manifest_ && sink_ == nullptr);
    sink_ = &early;
    asks_early_ = false;
    awaits_first_ = true;
    if (early.missing() > 0) begin_fetching();
    host_.settle_soon();
}

void Swarm::ask_early() {
    asks_early_ = true;
    host_.settle_soon();
}

void Swarm::give_up_early() {
    SHOAL_REQUIRE(is_early());
    sink_ = nullptr;
    if (!downloads_) return;
    for (auto& [link, peer] : peers_) {
        hash_fetch_->left(peer);
        std::vector<std::uint32_t> chunks;
        for (auto& [chunk, flight] : peer.in_flight) {
            if (!std::exchange(flight.cancelled, true)) chunks.push_back(chunk);
        }
        cancel(peer, chunks);
    }
    hash_fetch_.reset();
    // For what comes of them all the same.
    downloads_.emplace(*manifest_, random_, Bitmap{manifest_->chunk_count()});
    for (const auto& [link, peer] : peers_) count_peer(peer, true);
}

/// Whoever was asked for a part that another gave owes it no longer.
void Swarm::end_manifest_fetch() {
    for (auto& [link, peer] : peers_) manifest_fetch_->left(peer);
    manifest_fetch_.reset();
}

void Swarm::begin_fetching() {
    downloads_.emplace(*manifest_, random_, sink_->wanted());
    hash_fetch_.emplace(*manifest_);
    for (std::uint32_t f = 0; !priorities_.are_all_normal() && f < manifest_->files().size(); ++f)
        prioritise(FileIndex{f});
    for (auto& [link, peer] : peers_) {
        count_peer(peer, true);
        peer.fruitless.forget();  // said of an earlier picker
    }
    for (std::uint32_t f = 0; f < manifest_->files().size(); ++f) {
        const FileIndex file{f};
        const std::uint32_t chunks = manifest_->chunks_of(file);
        for (std::uint32_t first = 0; first < chunks; first += chunks_per_hash_block) {
            block_known(file, first / chunks_per_hash_block);
        }
    }
    hurry_hashes();
}

void Swarm::cancel(SwarmPeer& peer, const std::vector<std::uint32_t>& chunks) {
    for (auto& some : wire::in_messages(chunks)) {
        host_.send(peer.link, wire::Cancel{peer.handle, wire::Space::files, std::move(some)});
    }
}

/// Everything is here: what is still under way is of no use any more.
void Swarm::end_fetching() {
    for (auto& [link, peer] : peers_) {
        waste(&Totals::wasted_late, downloads_->left(peer));
        if (hash_fetch_) hash_fetch_->left(peer);
    }
    downloads_.reset();
    hash_fetch_.reset();
}

/// Offers the missing chunks of a block if they can be verified; else has its hashes fetched.
void Swarm::block_known(FileIndex file, std::uint32_t block) {
    const std::uint32_t base = raw(manifest_->first_chunk(file));
    const std::uint32_t first = block * chunks_per_hash_block;
    const std::uint32_t end = std::min(manifest_->chunks_of(file), first + chunks_per_hash_block);
    for (std::uint32_t i = first; i < end; ++i) {
        const ChunkIndex chunk{base + i};
        if (!lacks(chunk)) continue;
        if (!sink_->check_of(chunk)) return hash_fetch_->want(file, block);
        downloads_->want(chunk);
    }
}

bool Swarm::lacks(ChunkIndex chunk) const {
    return sink_->wanted().test(chunk) && !sink_->have().test(chunk);
}

void Swarm::selection_changed() {
    if (store_ == nullptr || !fetches_) return;
    host_.settle_soon();
    if (!downloads_) {
        if (store_->missing() > 0) begin_fetching();
        return;
    }
    const Bitmap before = downloads_->wanted();
    downloads_->set_wanted(store_->wanted());
    for (auto& [link, peer] : peers_) cancel(peer, downloads_->cancel_unwanted(peer));
    if (!hash_fetch_) return begin_fetching();  // all that was left of an earlier fetch came in vain
    hash_fetch_->keep_if([this](FileIndex file, std::uint32_t) {
        return store_->wanted().test(manifest_->first_chunk(file));  // files are wanted as a whole
    });
    want_chunks_new_in(before);
}

void Swarm::want_chunks_new_in(const Bitmap& before) {
    for (std::uint32_t f = 0; f < manifest_->files().size(); ++f) {
        const FileIndex file{f};
        const std::uint32_t chunks = manifest_->chunks_of(file);
        if (chunks == 0 || before.test(manifest_->first_chunk(file))) continue;
        for (std::uint32_t first = 0; first < chunks; first += chunks_per_hash_block) {
            block_known(file, first / chunks_per_hash_block);
        }
    }
}

void Swarm::chunk_lost(ChunkIndex chunk) {
    if (!fetches_ || store_->is_complete() || !store_->wanted().test(chunk)) return;
    if (!downloads_) {
        begin_fetching();  // all were here, and the disk did not keep them
    } else if (store_->check_of(chunk)) {
        downloads_->want(chunk);
    }
    host_.settle_soon();
}

void Swarm::chunk_found(ChunkIndex chunk) {
    news_.add(host_.now(), chunk);
    host_.settle_soon();
}

void Swarm::set_paused(bool paused) {
    paused_ = paused;
    if (!paused) host_.settle_soon();
}

void Swarm::set_priorities(const FilePriorities& priorities) {
    const auto before = std::exchange(priorities_, priorities);
    if (before == priorities_ || !downloads_) return;
    for (std::uint32_t f = 0; f < manifest_->files().size(); ++f) {
        if (before.of(FileIndex{f}) != priorities_.of(FileIndex{f})) prioritise(FileIndex{f});
    }
    host_.settle_soon();
}

void Swarm::prioritise(FileIndex file) {
    const std::uint32_t first = raw(manifest_->first_chunk(file));
    for (std::uint32_t i = 0; i < manifest_->chunks_of(file); ++i)
        downloads_->picker().prioritise(ChunkIndex{first + i}, priorities_.of(file));
}

void Swarm::set_urgent(const std::vector<Urgent>& chunks) {
    SHOAL_REQUIRE(chunks.size() <= limits::urgent_chunks);
    urgency_.set(chunks);
    hurry_hashes();
    host_.settle_soon();
}

/// A chunk can be asked for when it can be verified.
void Swarm::hurry_hashes() {
    if (!hash_fetch_) return;
    std::vector<std::pair<FileIndex, std::uint32_t>> blocks;
    for (const auto& urgent : urgency_.in_order()) {
        const auto file = manifest_->file_of(urgent.chunk);
        const auto block = (raw(urgent.chunk) - raw(manifest_->first_chunk(file))) / chunks_per_hash_block;
        if (blocks.empty() || blocks.back() != std::pair{file, block}) blocks.emplace_back(file, block);
    }
    hash_fetch_->set_urgent(std::move(blocks));
}

void Swarm::joined(Instant now, Newcomer newcomer) {
    auto& peer = peers_[newcomer.link];
    peer.link = newcomer.link;
    peer.handle = newcomer.handle;
    peer.remote = newcomer.remote;
    peer.listens_at = newcomer.listens_at;
    peer.incoming = newcomer.incoming;
    peer.was_told = newcomer.was_told;
    peer.waits_since = now;
    if (manifest_) peer.have = Bitmap{manifest_->chunk_count()};
    schedule_peer_news(now, peers_, newcomer.link);
    host_.settle_soon();
    host_.peers_changed();
}

void Swarm::left(LinkId link) {
    const auto found = peers_.find(link);
    if (found == peers_.end()) return;
    auto& peer = found->second;
    if (manifest_fetch_) manifest_fetch_->left(peer);
    if (hash_fetch_) hash_fetch_->left(peer);
    if (downloads_) {
        waste(&Totals::wasted_cut, downloads_->left(peer));
        count_peer(peer, false);
    }
    peers_.erase(found);
    host_.settle_soon();
    host_.peers_changed();
}

void Swarm::received(Instant now, LinkId link, wire::Message& message) {
    const auto found = peers_.find(link);
    if (found == peers_.end()) return;
    const auto handled = std::visit(
        [&](auto& m) -> Result<> {
            if constexpr (requires { on(now, found->second, m); }) return on(now, found->second, m);
            return {};
        },
        message);
    if (!handled) host_.punish(link, handled.error(), handled.error().code == Errc::mismatch);
}

// --- what peers have -------------------------------------------------------------------------------------------------

/// Adds what a peer that is not complete has to the availability of chunks, or takes it off.
void Swarm::count_peer(const SwarmPeer& peer, bool in) {
    if (peer.have.size() == 0 || peer.is_complete() || peer.have.none()) return;
    for (std::uint32_t i = 0; i < peer.have.size(); ++i) {
        if (!peer.have.test(ChunkIndex{i})) continue;
        if (in) {
            downloads_->picker().appeared(ChunkIndex{i});
        } else {
            downloads_->picker().vanished(ChunkIndex{i});
        }
    }
}

void Swarm::peer_has(SwarmPeer& peer, ChunkIndex chunk) {
    if (peer.have.test(chunk)) return;
    if (uploads_) uploads_->announced(host_.now(), peer.link, chunk);
    if (!downloads_) {
        const bool from_us = peer.given.size() != 0 && peer.given.test(chunk);
        if (!from_us) peer.elsewhere.add(host_.now(), manifest_->size_of(chunk));
        peer.have.set(chunk);
        return;
    }
    if (peer.have.count() + 1 == peer.have.size()) {
        count_peer(peer, false);
        peer.have.set(chunk);
    } else {
        peer.have.set(chunk);
        downloads_->picker().appeared(chunk);
    }
    peer.fruitless.forget();
}

void Swarm::peer_lacks(SwarmPeer& peer, ChunkIndex chunk) {
    if (!peer.have.test(chunk)) return;
    const bool was_complete = peer.is_complete();
    peer.have.clear(chunk);
    if (was_complete) {
        count_peer(peer, true);
    } else {
        downloads_->picker().vanished(chunk);
    }
}

Result<> Swarm::on(Instant, SwarmPeer& peer, wire::Opened& message) {
    if (message.manifest_size == 0) return {};
    SHOAL_TRY(const auto shape, check_shape(id_, message.manifest_size, message.manifest_tree));
    peer.knows_manifest = true;
    if (!manifest_ && !manifest_fetch_) manifest_fetch_.emplace(shape);
    host_.settle_soon();
    return {};
}

Result<> Swarm::on(Instant, SwarmPeer& peer, wire::HaveMap& message) {
    if (!manifest_) return {};
    Bitmap added{peer.have.size()};
    std::vector<ChunkIndex> fresh;
    const bool fits = added.merge(message.first, message.bits, [&](ChunkIndex chunk) { fresh.push_back(chunk); });
    if (!fits) return fail(Errc::malformed, "a have map does not fit the share");
    if (added.all() && peer.have.none()) {
        peer.have = std::move(added);  // the usual seeder: no counting up and down again
        peer.fruitless.forget();
    } else {
        for (const auto chunk : fresh) peer_has(peer, chunk);
    }
    if (peer.is_complete()) host_.peers_changed();
    host_.settle_soon();
    return {};
}

Result<> Swarm::on(Instant, SwarmPeer& peer, wire::Have& message) {
    if (!manifest_) return {};
    std::uint64_t named = 0;
    for (const auto& range : message.ranges) {
        named += range.count;
        if (named > std::uint64_t{peer.have.size()} + limits::have_ranges) {
            return fail(Errc::malformed, "a have names the same chunks over and over");
        }
        if (std::uint64_t{range.first} + range.count > peer.have.size()) {
            return fail(Errc::malformed, "a have names chunks that are not there");
        }
        for (std::uint32_t i = 0; i < range.count; ++i) peer_has(peer, ChunkIndex{range.first + i});
    }
    if (peer.is_complete()) host_.peers_changed();
    host_.settle_soon();
    return {};
}

/// Hints are cheap to make and cost us dials: a peer gives so many and no more, and nobody sends us from the outside
/// into our own network.
Result<> Swarm::on(Instant now, SwarmPeer& peer, wire::Peers& message) {
    heard_at_ = now;
    for (const auto& endpoint : message.endpoints) {
        if (!dht::may_tell(peer.remote.address, endpoint)) continue;
        if (peer.hints_paid_until >= now + limits::hints_at_once * limits::hint_every) break;
        peer.hints_paid_until = std::max(peer.hints_paid_until, now) + limits::hint_every;
        host_.heard_of(endpoint);
    }
    return {};
}

// --- fetching --------------------------------------------------------------------------------------------------------

Result<> Swarm::on(Instant now, SwarmPeer& peer, wire::Hashes& message) {
    if (is_owed(peer, message)) answered(now, peer);
    host_.settle_soon();
    if (message.blob == 0) return manifest_fetch_ ? manifest_fetch_->received(peer, std::move(message)) : Result<>{};
    if (!hash_fetch_) return {};
    const FileIndex file{message.blob - 1};
    SHOAL_TRY(auto block, hash_fetch_->received(peer, std::move(message)));
    if (!block) return {};
    const std::uint32_t number = block->block;
    sink_->learn(file, std::move(*block));
    block_known(file, number);
    return {};
}

Result<> Swarm::on(Instant now, SwarmPeer& peer, wire::Data& message) {
    if (is_owed(peer, message.space, message.chunk)) answered(now, peer);
    host_.settle_soon();
    if (message.space == wire::Space::manifest) {
        if (!manifest_fetch_) return {};
        SHOAL_CHECK(manifest_fetch_->received(peer, message));
        if (manifest_fetch_->is_complete()) {
            auto bytes = manifest_fetch_->take();
            end_manifest_fetch();
            host_.manifest_arrived(std::move(bytes));
        }
        return {};
    }
    if (!downloads_) {
        waste(&Totals::wasted_late, message.bytes.size());
        return {};
    }
    std::uint64_t late = 0;
    SHOAL_TRY(auto arrived, downloads_->received(now, peer, peers_, message, late));
    waste(&Totals::wasted_late, late);
    if (arrived) chunk_arrived(peer.link, std::move(*arrived));
    return {};
}

void Swarm::chunk_arrived(LinkId from, Downloads::Arrived arrived) {
    for (const auto link : arrived.cancel) {
        const auto& other = peers_.at(link);
        host_.send(link, wire::Cancel{other.handle, wire::Space::files, {raw(arrived.chunk)}});
    }
    if (sink_->have().test(arrived.chunk)) {  // it was found on disk meanwhile
        waste(&Totals::wasted_late, arrived.data.size());
        return downloads_->settled(arrived.chunk, true);
    }
    // A person waits for it, and all workers may be busy: 0.3 ms on the loop, once. Whoever lies is found out below.
    if (awaits_first_ && sink_->check_of(arrived.chunk)->matches(arrived.data)) {
        awaits_first_ = false;
        host_.content_arrives();
    }
    const auto size = static_cast<std::uint32_t>(arrived.data.size());
    const bool is_near = peers_.at(from).remote.address.is_private();
    const auto done = [this, alive = std::weak_ptr{alive_}, from, is_near, chunk = arrived.chunk, size,
                       began = host_.now()](Accepted accepted) {
        if (alive.expired()) return;
        host_.totals().writes.add(host_.now() - began);
        chunk_settled(from, is_near, chunk, size, accepted);
    };
    sink_->accept(arrived.chunk, std::move(arrived.data), done);
}

void Swarm::waste(std::uint64_t Totals::*reason, std::uint64_t bytes) {
    counters_.wasted += bytes;
    host_.totals().*reason += bytes;
}

void Swarm::chunk_settled(LinkId from, bool is_near, ChunkIndex chunk, std::uint32_t size, Accepted accepted) {
    const Instant now = host_.now();
    auto& totals = host_.totals();
    totals.hashed_received += size;
    downloads_->settled(chunk, accepted == Accepted::stored || sink_->have().test(chunk));
    host_.settle_soon();
    if (accepted == Accepted::stored) {
        ++counters_.chunks_good;
        down_meter_.add(now, size);
        totals.rate_down.add(now, size);
        moved_at_ = now;
        (is_near ? totals.received.lan : totals.received.wan) += size;
        if (const auto peer = peers_.find(from); peer != peers_.end()) peer->second.down.add(now, size);
        news_.add(now, chunk);
        host_.chunk_arrived();
        return;
    }
    waste(accepted == Accepted::failed ? &Totals::wasted_unkept : &Totals::wasted_wrong, size);
    if (accepted == Accepted::failed) return;
    ++counters_.chunks_bad;
    ++totals.wrong_chunks;
    host_.punish(from, Error{Errc::mismatch, "it sent a chunk that is wrong"}, true);
}

Result<> Swarm::on(Instant now, SwarmPeer& peer, wire::Reject& message) {
    if (is_owed(peer, message.space, message.chunk)) answered(now, peer);
    host_.settle_soon();
    if (message.space == wire::Space::manifest) {
        if (manifest_fetch_) manifest_fetch_->rejected(peer, message.chunk);
        return {};
    }
    if (!downloads_ || !peer.in_flight.contains(message.chunk)) return {};
    if (message.reason == wire::Refusal::not_here) peer_lacks(peer, ChunkIndex{message.chunk});
    const bool is_awaited = urgency_.is_awaited(ChunkIndex{message.chunk});
    const Instant again = now + (is_awaited ? limits::urgent_refused_for : limits::refused_for);
    downloads_->rejected(peer, message.chunk, again);
    if (!retry_at_ || again < *retry_at_) retry_at_ = again;
    return {};
}

// --- serving ---------------------------------------------------------------------------------------------------------

Result<> Swarm::on(Instant, SwarmPeer& peer, wire::WantHashes& message) {
    // Hashes are answered at once; who asks faster than it reads is not worth the memory.
    if (host_.queued(peer.link) > 8 * limits::send_queue_bytes) {
        return fail(Errc::limit, "it asks for hashes faster than it reads them");
    }
    wire::Hashes answer{.handle = peer.handle, .blob = message.blob, .block = {}};
    answer.block.block = message.block;
    if (message.blob == 0 && manifest_ && manifest_->bytes().size() > crypto::chunk_size) {
        if (manifest_blocks_.empty()) manifest_blocks_ = make_hash_blocks(chunk_roots_of(manifest_->bytes()));
        if (message.block < manifest_blocks_.size()) answer.block = manifest_blocks_[message.block];
    } else if (message.blob != 0 && store_ != nullptr && message.blob <= manifest_->files().size()) {
        if (const auto* block = store_->hashes(FileIndex{message.blob - 1}, message.block)) answer.block = *block;
    }
    host_.send(peer.link, answer);
    return {};
}

Result<> Swarm::on(Instant, SwarmPeer& peer, wire::Ask& message) {
    if (!uploads_ || (message.space == wire::Space::files && store_ == nullptr)) {
        for (const auto chunk : message.chunks) {
            host_.send(peer.link, wire::Reject{peer.handle, message.space, chunk, wire::Refusal::not_here});
        }
        return {};
    }
    if (!uploads_->asked(peer, message, *this)) return fail(Errc::limit, "it asks for what is not there, or too much");
    host_.settle_soon();
    return {};
}

Result<> Swarm::on(Instant, SwarmPeer& peer, wire::Cancel& message) {
    if (uploads_) uploads_->cancelled(peer, message, *this);
    return {};
}

void Swarm::send_data(const SwarmPeer& peer, const wire::Data& data) {
    if (data.space == wire::Space::files) {
        auto& sent = host_.totals().sent;
        (peer.remote.address.is_private() ? sent.lan : sent.wan) += data.bytes.size();
        const Instant now = host_.now();
        up_meter_.add(now, data.bytes.size());
        host_.totals().rate_up.add(now, data.bytes.size());
        moved_at_ = now;
    }
    host_.send_data(peer.link, data);
}

void Swarm::read(LinkId link, ChunkIndex chunk) {
    store_->read(chunk, [this, alive = std::weak_ptr{alive_}, link, chunk, began = host_.now()](auto data) {
        if (alive.expired()) return;
        host_.totals().reads.add(host_.now() - began);
        uploads_->was_read(host_.now(), peers_, link, chunk, std::move(data), store_->have(), *this);
        host_.settle_soon();
    });
}

}  // namespace shoal::transfer
