#include "dht/lan_beacons.h"

#include <algorithm>

namespace shoal::dht {
namespace {

constexpr std::array first_waits{Duration{0}, Duration{1s}, Duration{2s}};  // 0, 1 and 3 s after the start
constexpr Duration shortest_interval = 60s;
constexpr Duration longest_interval = 10min;
constexpr std::uint64_t heard_per_second = 16;  // bytes, of all neighbours together; there are two address families
constexpr std::uint64_t headers = 28;           // bytes of IP and UDP
constexpr Duration soon = 500ms;                // at the latest, for news
constexpr Duration news_every = 2s;
constexpr Duration forget_after = 3 * longest_interval;
constexpr std::size_t own_nonces = 64;  // more than fit in the longest queue of a socket

}  // namespace

LanContent LanBeacons::add(const crypto::Hash& lan_key, bool wanted, Instant now) {
    const LanContent number = next_content_++;
    contents_[number] = {.key = lan_key, .wanted = wanted};
    (wanted ? wanted_ : others_).insert(number);
    if (first_beacons_ == 0 && !next_) {
        send_by(now);
    } else {
        news(now);
    }
    return number;
}

void LanBeacons::set_wanted(LanContent content, bool wanted, Instant now) {
    const auto at = contents_.find(content);
    if (at == contents_.end() || at->second.wanted == wanted) return;
    at->second.wanted = wanted;
    (wanted ? others_ : wanted_).erase(content);
    (wanted ? wanted_ : others_).insert(content);
    if (wanted) news(now);
}

void LanBeacons::remove(LanContent content) {
    contents_.erase(content);
    wanted_.erase(content);
    others_.erase(content);
}

std::optional<Instant> LanBeacons::named_at(LanContent content) const {
    const auto at = contents_.find(content);
    return at == contents_.end() ? std::nullopt : at->second.named;
}

void LanBeacons::send_by(Instant when) {
    if (!next_ || when < *next_) next_ = when;
}

/// Something that others should hear of soon, but not all of us in the same moment, and not again and again.
void LanBeacons::news(Instant now) {
    const auto jitter =
        Duration{static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>(soon / 1us)))} * 1000;
    const Instant free_at = last_sent_ ? *last_sent_ + news_every : now;
    send_by(std::max(now, free_at) + jitter);
}

// --- in --------------------------------------------------------------------------------------------------------------

std::vector<LanBeacons::Sighting> LanBeacons::receive(const Endpoint& from, BytesView datagram, Instant now) {
    std::vector<Sighting> out;
    const auto beacon = parse_beacon(datagram);
    if (!beacon || std::ranges::find(own_, beacon->nonce) != own_.end()) return out;
    const Endpoint peer{.address = from.address, .port = beacon->port};
    if (!peer.is_dialable() || !beacons_.take(1, now)) return out;
    note(peer, datagram.size(), now);
    const std::set<BeaconTag> named(beacon->tags.begin(), beacon->tags.end());
    std::vector<LanContent> seen;
    compare(wanted_, beacon->nonce, named, now, seen);
    compare(others_, beacon->nonce, named, now, seen);
    for (const auto content : seen) out.push_back({content, peer});
    return out;
}

void LanBeacons::note(const Endpoint& peer, std::size_t bytes, Instant now) {
    beacon_bytes_ = (15 * beacon_bytes_ + bytes + headers) / 16;
    const auto [at, is_new] = neighbours_.try_emplace(peer, now);
    at->second = now;
    if (!is_new) return;
    if (!contents_.empty()) news(now);
    if (neighbours_.size() <= lan_neighbours) return;
    neighbours_.erase(std::ranges::min_element(neighbours_, {}, [](const auto& entry) { return entry.second; }));
}

void LanBeacons::compare(const std::set<LanContent>& contents, const BeaconNonce& nonce,
                         const std::set<BeaconTag>& named, Instant now, std::vector<LanContent>& out) {
    if (contents.empty() || named.empty()) return;
    if (!comparisons_.take(static_cast<std::int64_t>(contents.size()), now)) return;
    for (const auto content : contents) {
        if (named.contains(beacon_tag(contents_.at(content).key, nonce))) out.push_back(content);
    }
}

// --- out -------------------------------------------------------------------------------------------------------------

std::vector<Bytes> LanBeacons::take_due(Instant now) {
    std::vector<Bytes> out;
    if (!next_ || *next_ > now) return out;
    next_.reset();
    std::erase_if(neighbours_, [&](const auto& entry) { return entry.second + forget_after <= now; });
    const auto named = next_named();
    for (std::size_t first = 0; first < named.size(); first += tags_per_beacon) {
        Beacon beacon{.port = port_, .nonce = random_.bytes<16>(), .tags = {}};
        const auto count = std::min(tags_per_beacon, named.size() - first);
        for (std::size_t i = first; i < first + count; ++i) {
            auto& content = contents_.at(named[i]);
            beacon.tags.push_back(beacon_tag(content.key, beacon.nonce));
            content.named = now;
        }
        own_.push_back(beacon.nonce);
        if (own_.size() > own_nonces) own_.pop_front();
        out.push_back(encode(beacon));
    }
    if (contents_.empty()) return out;
    last_sent_ = now;
    ++first_beacons_;
    const bool is_start = first_beacons_ < first_waits.size();
    next_ = now + (is_start ? first_waits[first_beacons_] : interval());
    return out;
}

/// The wanted ones, and then others, each kind from where the last beacon ended.
std::vector<LanContent> LanBeacons::next_named() {
    std::vector<LanContent> out;
    const auto take = [&](const std::set<LanContent>& from, LanContent& last) {
        const auto count = std::min(from.size(), tags_at_once - out.size());
        auto at = from.upper_bound(last);
        for (std::size_t i = 0; i < count; ++i) {
            if (at == from.end()) at = from.begin();
            last = *at++;
            out.push_back(last);
        }
    };
    take(wanted_, last_wanted_);
    take(others_, last_other_);
    return out;
}

Duration LanBeacons::interval() {
    const auto all = static_cast<std::int64_t>(neighbours_.size() * beacon_bytes_ / heard_per_second);
    const auto wait = std::clamp<Duration>(1s * all, shortest_interval, longest_interval);
    return wait * static_cast<std::int64_t>(80 + random_.below(41)) / 100;
}

}  // namespace shoal::dht
