#include "tests/sim/referee.h"

#include <algorithm>
#include <cstring>
#include <fmt/format.h>

#include "transfer/limits.h"
#include "transfer/placement.h"
#include "transfer/share_layout.h"

namespace shoal::sim {
namespace {

constexpr std::size_t most_violations = 50;  // the first ones tell the story

Tag tag_of(const Content& content) {
    return ContentKeys::derive(content.manifest->id()).tag;
}

transfer::ShareLayout layout_of(Site& site, const Wish& wish) {
    return {site->disk(), wish.content->manifest, wish.directory, wish.is_share, false, tag_of(*wish.content)};
}

bool is_equal(BytesView a, BytesView b) {
    return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size()) == 0);
}

}  // namespace

Referee::Referee(Cluster& cluster) : cluster_{cluster} {
    cluster_.watch(this);
}

Referee::~Referee() {
    cluster_.watch(nullptr);
}

void Referee::blame(std::string what) {
    cluster_.universe().trace.say(cluster_.clock().now(), "VIOLATION", what);
    if (violations_.size() < most_violations) violations_.push_back(std::move(what));
}

void Referee::plant_bystanders(Site& site) {
    for (const auto* where : {"home/diary.txt", "down/.keep", "down/notes/own.txt", "data.bak/x", "elsewhere/y"}) {
        const auto path = site->path(where);
        bystanders_[path] = Bytes(100 + path.size(), Byte{0x5a});
        site->disk().put(path, bystanders_[path]);
    }
}

// --- what engines say ------------------------------------------------------------------------------------------------

void Referee::saw(Site& site, const Event& event) {
    if (const auto* ban = std::get_if<PeerBanned>(&event)) return check_ban(site, *ban);
    const auto* complete = std::get_if<ShareCompleted>(&event);
    if (complete == nullptr) return;
    for (const auto& wish : site.wishes) {
        if (wish.content->is_shared() && tag_of(*wish.content).str() == complete->tag)
            check_complete(site, wish, "as it was called complete");
    }
}

void Referee::started(Site& site) {
    check_claims(site);
}

void Referee::removed(Site& site, Wish& wish, bool is_all_gone) {
    if (site.has_rot || wish.was_spoilt) return;
    ++comparisons_;
    const auto layout = layout_of(site, wish);
    const auto below = [&](const std::string& path) { return site->disk().files_below(path); };
    const auto hidden = below(layout.root_path() + "/" + transfer::hidden_name(tag_of(*wish.content)));
    if (!hidden.empty()) blame(fmt::format("{} removed {} and left {}", site->name(), wish.content->name, hidden[0]));
    const auto left = below(wish.directory + "/" + wish.content->name);
    if (is_all_gone && !left.empty())
        blame(fmt::format("{} says that {} is removed with its data, and left {}", site->name(), wish.content->name,
                          left[0]));
}

void Referee::learnt(Site& stranger, const std::string& what) {
    blame(fmt::format("{}, a stranger, learnt something: {}", stranger->name(), what));
}

void Referee::check_ban(Site& site, const PeerBanned& ban) {
    const auto endpoint = Endpoint::parse(ban.endpoint);
    auto* other = endpoint ? cluster_.owner_of(endpoint->address) : nullptr;
    if (other == nullptr || other->is_hostile() || other->has_rot) return;
    blame(fmt::format("{} banned {}, which is honest: {}", site->name(), (*other)->name(), ban.reason));
}

void Referee::check_status(Site& site) {
    site->engine().ask(GetStatus{}, [this, &site](const Result<StatusView>& status) {
        if (!status) return;
        ++comparisons_;
        const auto within = [&](const char* what, std::uint64_t is, std::uint64_t most) {
            if (is > most) blame(fmt::format("{} has {} {}, and {} is the limit", site->name(), is, what, most));
        };
        namespace limits = transfer::limits;
        within("links", status->links, limits::links);
        within("half-open links", status->half_open, limits::half_open + limits::dials);
    });
}

void Referee::check_claims(Site& site) {
    const auto start = site->starts();
    site->engine().ask(ListShares{}, [this, &site, start](const Result<ShareList>& list) {
        if (list && start == site->starts()) compare_claims(site, *list);
    });
}

void Referee::compare_claims(Site& site, const ShareList& list) {
    if (site.has_rot) return;
    for (const auto& wish : site.wishes) {
        if (wish.is_share || !wish.content->is_shared() || wish.spoilers > 0) continue;
        const auto tag = tag_of(*wish.content).str();
        const auto view = std::ranges::find(list.shares, tag, &ShareView::tag);
        const bool is_known = view != list.shares.end();
        if (!is_known && wish.is_acknowledged)
            blame(fmt::format("{} forgot {}, which it had accepted", site->name(), wish.content->name));
        if (is_known && wish.is_removed)
            blame(fmt::format("{} has {} again, which was removed", site->name(), wish.content->name));
        if (is_known) check_mood(site, wish, *view);
        if (!is_known || view->path.empty()) continue;
        ++comparisons_;
        const auto truth = true_bytes(site, wish);
        if (view->bytes_have > truth) {
            blame(fmt::format("{} claims {} bytes of {} and {} of them are true", site->name(), view->bytes_have,
                              wish.content->name, truth));
        }
        if (view->known > transfer::limits::known_peers) {
            blame(fmt::format("{} knows {} peers of {}", site->name(), view->known, wish.content->name));
        }
    }
}

void Referee::check_mood(Site& site, const Wish& wish, const ShareView& view) {
    if (!wish.is_paused) return;
    if (!view.paused) blame(fmt::format("{} forgot that {} is paused", site->name(), wish.content->name));
    if (view.peers > 0) blame(fmt::format("{} has peers of {}, which is paused", site->name(), wish.content->name));
}

// --- what lies on disks ----------------------------------------------------------------------------------------------

// Chunk by chunk, under the final name or in the hidden folder.
std::uint64_t Referee::true_bytes(Site& site, const Wish& wish) const {
    const auto layout = layout_of(site, wish);
    const auto& manifest = *wish.content->manifest;
    std::uint64_t out = 0;
    for (std::uint32_t f = 0; f < manifest.files().size(); ++f) {
        const FileIndex file{f};
        if (manifest.chunks_of(file) == 0) continue;
        auto bytes = site->disk().read_whole(layout.root_path() + "/" + layout.final_path(file));
        if (!bytes) bytes = site->disk().read_whole(layout.root_path() + "/" + layout.partial_path(file));
        if (!bytes) continue;
        const auto first = static_cast<std::uint32_t>(manifest.first_chunk(file));
        for (std::uint32_t c = first; c < first + manifest.chunks_of(file); ++c) {
            const ChunkIndex chunk{c};
            const auto offset = manifest.offset_in_file(chunk);
            const auto size = manifest.size_of(chunk);
            if (bytes->size() < offset + size) break;
            if (is_equal(BytesView{*bytes}.subspan(offset, size), wish.content->chunk(chunk))) out += size;
        }
    }
    return out;
}

void Referee::check_complete(Site& site, const Wish& wish, const char* when) {
    if (site.has_rot || wish.spoilers > 0 || wish.is_reselecting) return;
    ++comparisons_;
    for (const auto& [path, bytes] : wish.content->files) {
        if (wish.chosen && !wish.chosen->contains(path)) continue;
        const auto place = wish.content->place(wish.directory, path);
        const auto there = site->disk().read_whole(place);
        if (there && is_equal(*there, bytes)) continue;
        return blame(fmt::format("{} {}: {} is {}", site->name(), when, place, there ? "wrong" : "missing"));
    }
}

void Referee::check_bystanders(Site& site) {
    for (const auto& [path, bytes] : bystanders_) {
        if (!path.starts_with(site->path(""))) continue;
        ++comparisons_;
        const auto there = site->disk().read_whole(path);
        if (!there || !is_equal(*there, bytes)) blame(path + " is somebody else's, and changed");
    }
}

void Referee::inspect() {
    for (auto& site : cluster_.sites()) {
        if (site.is_hostile() || !site->is_running()) continue;
        check_status(site);
        check_claims(site);
    }
}

void Referee::inspect_end() {
    for (auto& site : cluster_.sites()) {
        if (site.is_hostile()) continue;
        check_bystanders(site);
        for (const auto& wish : site.wishes) {
            if (wish.was_complete) check_complete(site, wish, "at the end");
        }
    }
}

}  // namespace shoal::sim
