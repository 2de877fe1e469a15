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
constexpr Duration patience_before_any_arrives = 30s;  // one chunk for each of eight peers at 70 kB/s
constexpr Duration patience_at_most = 60s;

}  // namespace

/// Bytes a second that arrive, by what receivers announce; 0: unknown.
std::uint64_t LoneOrigin::pace(Instant now) const {
    if (arrived_ == 0) return last_pace_;
    const auto busy = std::max<Duration>(now - busy_since_, 1s);
    return arrived_ * 1000 / static_cast<std::uint64_t>(busy / 1ms);
}

Duration LoneOrigin::patience(Instant now) const {
    const auto rate = pace(now);
    if (rate == 0) return patience_before_any_arrives;
    const auto ms = patience_factor * bytes_under_way_ * 1000 / rate;
    const auto most = static_cast<std::uint64_t>(patience_at_most / 1ms);
    return std::max<Duration>(1ms * static_cast<std::int64_t>(std::min(ms, most)), limits::origin_patience);
}

void LoneOrigin::began(Instant now, LinkId link, std::uint32_t chunk, std::uint32_t bytes) {
    const auto before = under_way_.find(chunk);
    if (before != under_way_.end() && before->second.to == link) return;  // asking again gives no more time
    drop(before);
    if (under_way_.empty()) {
        last_pace_ = pace(now);
        busy_since_ = now;
        arrived_ = 0;
    }
    under_way_[chunk] = {.to = link, .at = now, .bytes = bytes};
    bytes_under_way_ += bytes;
}

LoneOrigin::Ways::iterator LoneOrigin::drop(Ways::iterator way) {
    if (way == under_way_.end()) return way;
    bytes_under_way_ -= way->second.bytes;
    return under_way_.erase(way);
}

bool LoneOrigin::begin_turn(Instant now, const PeerMap& peers, const Bitmap& have) {
    const Duration waits = patience(now);
    for (auto way = under_way_.begin(); way != under_way_.end();) {
        if (peers.contains(way->second.to) && now < way->second.at + waits) {
            ++way;
            continue;
        }
        let_down_.set(ChunkIndex{way->first});
        way = drop(way);
    }
    return have.all() && std::ranges::none_of(peers, [](const auto& entry) { return entry.second.is_complete(); });
}

bool LoneOrigin::ask_others_first(Instant now, const PeerMap& peers, const SwarmPeer& peer, std::uint32_t chunk) {
    const auto found = under_way_.find(chunk);
    const bool is_under_way =
        found != under_way_.end() && found->second.to != peer.link && !let_down_.test(ChunkIndex{chunk});
    const bool is_first_round = !announced_.all();
    if (is_under_way && is_first_round) return true;
    const auto other_has_it = [&](const auto& entry) {
        return entry.first != peer.link && entry.second.have.size() != 0 && entry.second.have.test(ChunkIndex{chunk});
    };
    if (!is_under_way && !std::ranges::any_of(peers, other_has_it)) return false;
    // One request in a few goes through, so that a share that fell to nothing can rise again.
    if (random_.below(lets_through) == 0) return false;
    if (is_first_round) return true;
    return peer.elsewhere.per_second(now) >= std::max<std::uint64_t>(rate_.per_second(now) / peers.size(), 1);
}

bool LoneOrigin::has_room(const PeerMap& peers, const SwarmPeer& peer) const {
    if (peers.size() < 2 || under_way_.size() < window_) return true;  // nothing is to be passed on to nobody
    return std::ranges::none_of(under_way_, [&](const auto& entry) { return entry.second.to == peer.link; });
}

std::optional<Instant> LoneOrigin::room_at(Instant now) const {
    if (under_way_.empty()) return std::nullopt;
    const auto oldest = std::ranges::min_element(under_way_, {}, [](const auto& entry) { return entry.second.at; });
    return oldest->second.at + patience(now);
}

void LoneOrigin::announced(Instant now, LinkId link, ChunkIndex chunk) {
    announced_.set(chunk);
    const auto found = under_way_.find(raw(chunk));
    if (found == under_way_.end() || found->second.to != link) return;
    const Duration took = now - found->second.at;
    arrived_ += found->second.bytes;
    drop(found);
    window_ = took <= soon ? window_ + 1 : window_ - 1;
    window_ = std::clamp(window_, least_window, largest_window);
}

}  // namespace shoal::transfer
