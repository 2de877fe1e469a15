// What a person is told of a share.

#include <algorithm>

#include "core/engine.h"
#include "transfer/share.h"

namespace shoal::transfer {
namespace {

std::uint64_t unix_ms(WallTime at) {
    return static_cast<std::uint64_t>(std::max<std::int64_t>(at.unix_ms, 0));
}

}  // namespace

ShareState Share::state() const {
    if (trouble_) return ShareState::trouble;
    if (!manifest()) return paused_ ? ShareState::paused : ShareState::resolving;
    if (!store_) return ShareState::resolved;
    if (!store_open_ || store_->checking()) return ShareState::checking;
    if (paused_) return ShareState::paused;
    return complete_ ? ShareState::seeding : ShareState::downloading;
}

WallTime Share::wall_at(Instant when) const {
    return {around_.world.timers.wall().unix_ms - (now() - when) / 1ms};
}

std::uint64_t Share::pending_bytes() const {
    if (store_) return store_->pending_bytes();
    return early_ ? early_->pending_bytes() : 0;
}

/// Sums of the list, which may be long, by a selection: views are asked for all the time.
void Share::count_wanted() {
    const auto& known = *manifest();
    const std::size_t files = known.files().size();
    const FileSelection everything;
    const auto& selection = record_ ? record_->selection : everything;
    wanted_ = {.files = selection.count(files), .bytes = selection.is_all() ? known.total_bytes() : 0};
    if (selection.is_all()) return;
    for (std::uint32_t f = 0; f < files; ++f)
        if (selection.has(FileIndex{f})) wanted_.bytes += known.files()[f].size;
}

bool Share::is_moving() const {
    const Instant at = now();
    return swarm_.down().per_second(at) > 0 || swarm_.up().per_second(at) > 0;
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
        out.added_ms = unix_ms(record_->added);
    }
    if (manifest()) {
        out.files_wanted = wanted_.files;
        out.bytes_wanted = wanted_.bytes;
    }
    if (store_) {
        out.bytes_have = store_->bytes_have();
        out.bytes_wanted_have = store_->wanted_bytes_have();
        out.bytes_durable = store_->durable_bytes();
    }
    if (complete_ && record_) out.completed_ms = unix_ms(record_->shared_here ? record_->added : record_->completed);
    if (const auto moved = swarm_.moved_at()) out.active_ms = unix_ms(wall_at(*moved));
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

ChunkSlice Share::chunk_slice(std::uint32_t first, std::uint32_t count) const {
    ChunkSlice out{.first = first, .count = count};
    if (store_ && store_->have().size() != 0) out.have = store_->have().segment(first, count);
    for (const auto& [link, peer] : swarm_.peers()) {
        if (peer.is_complete()) {
            ++out.complete;
        } else if (!peer.have.none()) {
            out.partial.push_back(peer.have.segment(first, count));
        }
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
        view.wanted = !record_ || record_->selection.has(FileIndex{f});
        if (record_) view.priority = record_->priorities.of(FileIndex{f});
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
