// What a person is told of a share.

#include <algorithm>

#include "core/engine.h"
#include "transfer/share.h"

namespace shoal::transfer {

ShareState Share::state() const {
    if (trouble_) return ShareState::trouble;
    if (!manifest()) return paused_ ? ShareState::paused : ShareState::resolving;
    if (!store_) return ShareState::resolved;
    if (!store_open_ || store_->checking()) return ShareState::checking;
    if (paused_) return ShareState::paused;
    return complete_ ? ShareState::seeding : ShareState::downloading;
}

std::uint64_t Share::pending_bytes() const {
    if (store_) return store_->pending_bytes();
    return early_ ? early_->pending_bytes() : 0;
}

/// Verified bytes of all files and of those that are wanted. Chunks are counted already; what the last one of a file
/// lacks to a whole one is not.
Share::Amounts Share::amounts() const {
    Amounts out;
    const auto& known = *manifest();
    const std::size_t files = known.files().size();
    const FileSelection everything;
    const auto& selection = record_ ? record_->selection : everything;
    out.wanted_files = selection.count(files);
    const Bitmap* have = store_ && store_->have().size() != 0 ? &store_->have() : nullptr;
    if (selection.is_all() && (have == nullptr || have->none() || have->all())) {
        out.wanted = known.total_bytes();
        out.have = out.wanted_have = have != nullptr && have->all() ? out.wanted : 0;
        return out;
    }
    if (have != nullptr) {
        out.have = std::uint64_t{have->count()} * crypto::chunk_size;
        out.wanted_have = std::uint64_t{store_->wanted().count() - store_->missing()} * crypto::chunk_size;
    }
    for (std::uint32_t f = 0; f < files; ++f) {
        const bool wanted = selection.has(FileIndex{f});
        if (wanted) out.wanted += known.files()[f].size;
        const std::uint32_t chunks = known.chunks_of(FileIndex{f});
        if (chunks == 0 || have == nullptr) continue;
        const ChunkIndex last{raw(known.first_chunk(FileIndex{f})) + chunks - 1};
        if (!have->test(last)) continue;
        const std::uint64_t lacking = crypto::chunk_size - known.size_of(last);
        out.have -= lacking;
        if (wanted) out.wanted_have -= lacking;
    }
    return out;
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
    if (manifest()) {
        const auto amounts = this->amounts();
        out.bytes_have = amounts.have;
        out.files_wanted = amounts.wanted_files;
        out.bytes_wanted = amounts.wanted;
        out.bytes_wanted_have = amounts.wanted_have;
    }
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
        view.wanted = !record_ || record_->selection.has(FileIndex{f});
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
