#include "transfer/lone_origin.h"

#include <algorithm>

#include "transfer/limits.h"

namespace shoal::transfer {
namespace {

constexpr std::uint64_t lets_through = 8;              // one in so many requests
constexpr Duration soon = 2s;                          // deliveries that take longer lie in buffers
constexpr std::size_t least_window = 2;                // one arrives, one is on its way
constexpr std::size_t largest_window = 4096;           // 1 GiB: no uplink needs more
constexpr std::uint64_t patience_factor = 2;           // times what all that is under way should take
constexpr unsigned doublings = 8;                      // of how many may have a chunk under way at once
constexpr Duration patience_before_any_arrives = 30s;  // one chunk for each of eight peers at 70 kB/s
constexpr Duration patience_at_most = 120s;
constexpr Duration asks_again_within = limits::origin_patience;  // whoever was told to ask others and got nothing there

}  // namespace

/// Bytes a second that arrive, by what receivers announce; 0: unknown.
std::uint64_t LoneOrigin::pace(Instant now) const {
    if (arrived_ == 0) return last_pace_;
    const auto busy = std::max<Duration>(now - busy_since_, 1s);
    return arrived_ * 1000 / static_cast<std::uint64_t>(busy / 1ms);
}

/// All that is under way may come first; and where links share the uplink evenly, each of them takes as much of it as
/// this one, while what came before on the same link goes out.
Duration LoneOrigin::patience(std::uint64_t rate, const Way& way) const {
    if (rate == 0) return patience_before_any_arrives;
    const auto bytes = std::max({way.ahead, bytes_under_way_, way.ahead_on_link * way.links});
    const auto ms = patience_factor * bytes * 1000 / rate;
    const auto most = static_cast<std::uint64_t>(patience_at_most / 1ms);
    return std::max<Duration>(1ms * static_cast<std::int64_t>(std::min(ms, most)), limits::origin_patience);
}

void LoneOrigin::began(Instant now, LinkId link, ChunkIndex chunk, std::uint32_t bytes) {
    auto& ways = under_way_[chunk];
    if (std::ranges::find(ways, link, &Way::to) != ways.end()) return;  // asking again gives no more time
    if (ways_ == 0) {
        last_pace_ = pace(now);
        busy_since_ = now;
        arrived_ = 0;
    }
    ++ways_;
    bytes_under_way_ += bytes;
    const bool is_another = !bytes_to_.contains(link);
    const auto on_link = bytes_to_[link] += bytes;
    ways.push_back({.to = link, .at = now, .bytes = bytes, .ahead = bytes_under_way_, .ahead_on_link = on_link});
    ways.back().links = bytes_to_.size();
    if (!is_another) return;
    for (auto& [other, theirs] : under_way_) {
        for (auto& way : theirs) way.links = std::max(way.links, bytes_to_.size());
    }
}

LoneOrigin::Ways::iterator LoneOrigin::remove(Ways& ways, Ways::iterator way) {
    --ways_;
    bytes_under_way_ -= way->bytes;
    if (const auto to = bytes_to_.find(way->to); (to->second -= way->bytes) == 0) bytes_to_.erase(to);
    return ways.erase(way);
}

void LoneOrigin::failed(LinkId link, ChunkIndex chunk) {
    const auto found = under_way_.find(chunk);
    if (found == under_way_.end()) return;
    const auto way = std::ranges::find(found->second, link, &Way::to);
    if (way != found->second.end()) remove(found->second, way);
    if (found->second.empty()) under_way_.erase(found);
}

void LoneOrigin::let_down(ChunkIndex chunk, LinkId by) {
    auto& times = failures_[chunk];
    times = std::min(times + 1, doublings);
    unreliable_.insert(by);
}

bool LoneOrigin::begin_turn(Instant now, const PeerMap& peers, const Bitmap& have) {
    const auto rate = pace(now);
    std::erase_if(unreliable_, [&](LinkId link) { return !peers.contains(link); });
    for (auto entry = under_way_.begin(); entry != under_way_.end();) {
        auto& ways = entry->second;
        for (auto way = ways.begin(); way != ways.end();) {
            if (peers.contains(way->to) && now < way->at + patience(rate, *way)) {
                ++way;
                continue;
            }
            let_down(entry->first, way->to);
            way = remove(ways, way);
        }
        entry = ways.empty() ? under_way_.erase(entry) : std::next(entry);
    }
    if (!have.all() || std::ranges::any_of(peers, [](const auto& entry) { return entry.second.is_complete(); }))
        return false;
    if (is_something_new_asked_for(peers)) first_round_until_ = now + asks_again_within;
    return true;
}

/// What is under way, or waits to be.
bool LoneOrigin::is_something_new_asked_for(const PeerMap& peers) const {
    const auto is_new = [&](ChunkIndex chunk) { return !announced_.test(chunk); };
    const auto counts = [&](const Way& way) { return !unreliable_.contains(way.to); };
    for (const auto& [chunk, ways] : under_way_)
        if (is_new(chunk) && std::ranges::any_of(ways, counts)) return true;
    for (const auto& [link, peer] : peers) {
        if (unreliable_.contains(link)) continue;
        for (const auto& [space, chunk] : peer.wants)
            if (space == wire::Space::files && is_new(ChunkIndex{chunk})) return true;
    }
    return false;
}

/// As many as may have it at once are about to.
bool LoneOrigin::is_held_up(LinkId link, ChunkIndex chunk) const {
    const auto found = under_way_.find(chunk);
    if (found == under_way_.end()) return false;
    const auto failures = failures_.find(chunk);
    const auto at_once = std::ptrdiff_t{1} << (failures == failures_.end() ? 0U : failures->second);
    return at_once <= std::ranges::count_if(found->second, [&](const Way& way) {
               return way.to != link && !unreliable_.contains(way.to);
           });
}

bool LoneOrigin::ask_others_first(Instant now, const PeerMap& peers, const SwarmPeer& peer, ChunkIndex chunk) {
    const bool is_under_way = is_held_up(peer.link, chunk);
    const bool is_first_round = now < first_round_until_;
    if (is_under_way && is_first_round) return true;
    const auto other_has_it = [&](const auto& entry) {
        return entry.first != peer.link && entry.second.have.size() != 0 && entry.second.have.test(chunk);
    };
    if (!is_under_way && !std::ranges::any_of(peers, other_has_it)) return false;
    // One request in a few goes through, so that a share that fell to nothing can rise again.
    if (random_.below(lets_through) == 0) return false;
    if (is_first_round) return true;
    return peer.elsewhere.per_second(now) >= std::max<std::uint64_t>(rate_.per_second(now) / peers.size(), 1);
}

bool LoneOrigin::has_room(const PeerMap& peers, const SwarmPeer& peer) const {
    if (peers.size() < 2 || ways_ < window_) return true;  // nothing is to be passed on to nobody
    return !bytes_to_.contains(peer.link);
}

std::optional<Instant> LoneOrigin::room_at(Instant now) const {
    std::optional<Instant> earliest;
    const auto rate = pace(now);
    for (const auto& [chunk, ways] : under_way_) {
        for (const auto& way : ways) {
            const Instant ends = way.at + patience(rate, way);
            if (!earliest || ends < *earliest) earliest = ends;
        }
    }
    return earliest;
}

void LoneOrigin::announced(Instant now, LinkId link, ChunkIndex chunk) {
    announced_.set(chunk);
    const auto found = under_way_.find(chunk);
    if (found == under_way_.end()) return;
    const auto way = std::ranges::find(found->second, link, &Way::to);
    if (way == found->second.end()) return;
    unreliable_.erase(link);
    arrived_ += way->bytes;
    window_ = now - way->at <= soon ? window_ + 1 : window_ - 1;
    window_ = std::clamp(window_, least_window, largest_window);
    remove(found->second, way);
    if (found->second.empty()) under_way_.erase(found);
}

}  // namespace shoal::transfer
