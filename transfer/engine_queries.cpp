#include <algorithm>

#include "core/names.h"
#include "core/process_stats.h"
#include "core/selection_rules.h"
#include "transfer/dht_report.h"
#include "transfer/link_of.h"
#include "transfer/share_selector.h"
#include "transfer/working_engine.h"

namespace shoal::transfer {
namespace {

void add_share(StatusView& out, const Share& share) {
    const auto view = share.view();
    const auto counters = share.counters();
    out.chunks_good += counters.chunks_good;
    out.chunks_bad += counters.chunks_bad;
    out.bytes_wasted += counters.wasted;
    out.bytes_received += view.received;
    out.bytes_sent += view.sent;
    out.rate_down += view.rate_down;
    out.rate_up += view.rate_up;
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
    out.added_ms = static_cast<std::uint64_t>(std::max<std::int64_t>(record.added.unix_ms, 0));
    out.files_wanted = record.selection.count(out.files);
    for (std::uint32_t f = 0; f < out.files; ++f) {
        if (record.selection.has(FileIndex{f})) out.bytes_wanted += record.manifest->files()[f].size;
    }
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
    ShareList list;
    for (const auto& [tag, share] : shares_) list.shares.push_back(share->view());
    for (const auto& [tag, record] : dormant_) list.shares.push_back(stopped_view(record));
    std::ranges::stable_sort(list.shares, {}, &ShareView::number);
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

void WorkingEngine::handle(Number number, const GetStatus&) {
    const Instant now = world_.timers.now();
    auto& links = exchange_.links();
    StatusView out;
    for (const auto& endpoint : listening_) out.listen.push_back(endpoint.str());
    out.uptime_ms = static_cast<std::uint64_t>((now - began_) / 1ms);
    out.shares = shares_.size();
    out.links = links.ready_count();
    out.half_open = links.half_open_count();
    out.handshakes_good = links.counters().handshakes_good;
    out.handshakes_bad = links.counters().handshakes_bad;
    out.records_refused = links.counters().records_refused;
    out.opens_refused = exchange_.opens_refused();
    out.bans = links.bans().total();
    for (const auto& [tag, share] : shares_) add_share(out, *share);
    const auto dht = dht_.stats();
    out.dht_nodes = dht.nodes;
    out.dht_in = dht.in;
    out.dht_out = dht.out;
    out.dht_dropped = dht.dropped;
    out.dht_lookups = dht.lookups;
    const auto process = read_process_stats();
    out.descriptors = process.descriptors;
    out.resident_bytes = process.resident_bytes;
    out.log_suppressed = log_.suppressed();
    out.last_error = last_error_;
    out.limit_up = up_limit_.rate();
    out.limit_down = down_limit_.rate();
    out.pid = process.pid;
    out.version = options_.version;
    answer(number, Reply{std::move(out)});
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
