#include <algorithm>

#include "core/names.h"
#include "core/selection_rules.h"
#include "transfer/background.h"
#include "transfer/dht_report.h"
#include "transfer/link_of.h"
#include "transfer/share_selector.h"
#include "transfer/working_engine.h"

namespace shoal::transfer {
namespace {

std::uint64_t unix_ms(WallTime at) {
    return static_cast<std::uint64_t>(std::max<std::int64_t>(at.unix_ms, 0));
}

/// A share that is remembered and not run.
ShareView stopped_view(const ShareRecord& record) {
    ShareView out;
    out.tag = record.tag.str();
    out.name = record.manifest->name();
    out.state = ShareState::stopped;
    out.files = record.manifest->files().size();
    out.bytes = record.manifest->total_bytes();
    out.path = record.path();
    out.number = record.number;
    out.labels = record.labels;
    out.paused = record.paused;
    out.temporary = record.temporary;
    out.limit_up = record.limit_up;
    out.limit_down = record.limit_down;
    out.shared_here = record.shared_here;
    out.added_ms = unix_ms(record.added);
    out.completed_ms = unix_ms(record.shared_here ? record.added : record.completed);
    out.files_wanted = record.selection.count(out.files);
    for (std::uint32_t f = 0; f < out.files; ++f) {
        if (record.selection.has(FileIndex{f})) out.bytes_wanted += record.manifest->files()[f].size;
    }
    // As it was recorded; nothing looks at the files while it is not run.
    if (out.completed_ms > 0) out.bytes_have = out.bytes_durable = out.bytes_wanted_have = out.bytes_wanted;
    return out;
}

std::vector<FileRange> ranges_of(const FileSelection& selection, std::size_t files) {
    std::vector<FileRange> out;
    for (std::uint32_t f = 0; f < files; ++f) {
        if (!selection.has(FileIndex{f})) continue;
        if (!out.empty() && out.back().last + 1 == f) {
            out.back().last = f;
        } else {
            out.push_back({f, f});
        }
    }
    return out;
}

}  // namespace

ShareList WorkingEngine::all_shares() const {
    // Views are large: they are made in their order instead of being sorted.
    std::map<std::pair<std::uint32_t, Tag>, const Share*> by_number;
    for (const auto& [tag, share] : shares_) {
        const std::uint32_t number = share->record() ? share->record()->number : 0;
        by_number.emplace(std::pair{number, tag}, share.get());
    }
    for (const auto& [tag, record] : dormant_) by_number.emplace(std::pair{record.number, tag}, nullptr);
    ShareList list;
    list.shares.reserve(by_number.size());
    for (const auto& [place, share] : by_number)
        list.shares.push_back(share ? share->view() : stopped_view(dormant_.at(place.second)));
    return list;
}

std::vector<ShareView> WorkingEngine::views_of(const std::vector<Tag>& tags) const {
    std::vector<ShareView> out;
    for (const auto& tag : tags) {
        if (const auto share = shares_.find(tag); share != shares_.end()) out.push_back(share->second->view());
        if (const auto asleep = dormant_.find(tag); asleep != dormant_.end())
            out.push_back(stopped_view(asleep->second));
    }
    return out;
}

/// Also of a share that is not run, without running it.
Result<std::shared_ptr<const Manifest>> WorkingEngine::manifest_of(const std::string& text) const {
    const auto tag = Tag::from(text);
    if (!tag) return std::unexpected{no_such_share(text)};
    if (const auto asleep = dormant_.find(*tag); asleep != dormant_.end()) return asleep->second.manifest;
    const auto share = shares_.find(*tag);
    if (share == shares_.end()) return std::unexpected{no_such_share(text)};
    if (!share->second->manifest()) return std::unexpected{not_resolved()};
    return share->second->manifest();
}

void WorkingEngine::handle(Number number, const ListShares& request) {
    auto selected = select_shares(all_shares().shares, request.select);
    if (!selected) return refuse(number, selected.error());
    answer(number, Reply{ShareList{std::move(*selected)}});
}

void WorkingEngine::handle(Number number, const ShowShare& request) {
    const auto* share = find(request.tag);
    if (share == nullptr) return refuse(number, no_such_share(request.tag));
    answer(number, Reply{ShareDetails{.share = share->view(), .peers = share->peer_views()}});
}

void WorkingEngine::handle(Number number, const ListPeers& request) {
    const auto* share = find(request.tag);
    if (share == nullptr) return refuse(number, no_such_share(request.tag));
    answer(number, Reply{PeerList{.known = share->known_peer_views(), .linked = share->peer_views()}});
}

void WorkingEngine::handle(Number number, const GetDht&) {
    answer(number, Reply{report_of(dht_, lan_.get(), world_.timers.now())});
}

void WorkingEngine::handle(Number number, const ListFiles& request) {
    const auto* share = find(request.tag);
    if (share == nullptr) return refuse(number, no_such_share(request.tag));
    if (!share->manifest()) return refuse(number, not_resolved());
    answer(number, Reply{FileList{share->file_views()}});
}

void WorkingEngine::handle(Number number, const ListSources& request) {
    const auto* share = find(request.tag);
    if (share == nullptr) return refuse(number, no_such_share(request.tag));
    answer(number, Reply{SourceList{share->source_views()}});
}

void WorkingEngine::handle(Number number, const GetChunkMap& request) {
    if (request.cells == 0 || request.cells > max_map_cells) {
        return refuse(number, Error{Errc::usage, "a chunk map has 1 to 4096 cells"});
    }
    const auto* share = find(request.tag);
    if (share == nullptr) return refuse(number, no_such_share(request.tag));
    if (!share->manifest()) return refuse(number, not_resolved());
    map_chunks(number, share->tag(), ChunkTally{share->manifest()->chunk_count(), request.cells});
}

/// Takes a stretch of it and has it counted, and so on until all is.
void WorkingEngine::map_chunks(Number number, const Tag& tag, ChunkTally tally) {
    if (tally.counted() == tally.chunks()) return answer(number, Reply{tally.map()});
    const auto share = shares_.find(tag);
    if (share == shares_.end()) return refuse(number, no_such_share(tag.str()));
    if (!asks_.contains(number)) return;  // nobody waits any more
    auto slice =
        share->second->chunk_slice(tally.counted(), std::min(chunks_per_slice, tally.chunks() - tally.counted()));
    run_behind(
        world_.workers, alive_.watch(),
        [tally = std::move(tally), slice = std::move(slice)]() mutable {
            tally.add(slice);
            return std::move(tally);
        },
        [this, number, tag](ChunkTally counted) { map_chunks(number, tag, std::move(counted)); });
}

void WorkingEngine::handle(Number number, const GetLink& request) {
    const auto manifest = manifest_of(request.tag);
    if (!manifest) return refuse(number, manifest.error());
    auto link = link_of(**manifest);
    if (!request.rules.empty()) {
        const auto selection = first_selection(**manifest, request.rules);
        if (!selection) return refuse(number, selection.error());
        link.files = ranges_of(*selection, (*manifest)->files().size());
    }
    answer(number, Reply{LinkView{.link = link.str(), .short_link = link.short_form()}});
}

/// Who has an HTTP port answers this itself and does not ask us.
void WorkingEngine::handle(Number number, const GetStreamUrl&) {
    refuse(number,
           Error{Errc::unsupported, "the HTTP port is off; start shoald with http.listen = \"127.0.0.1:4780\""});
}

}  // namespace shoal::transfer
