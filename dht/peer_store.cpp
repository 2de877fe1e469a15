#include "dht/peer_store.h"

#include <algorithm>

#include "dht/node_id.h"

namespace shoal::dht {

namespace {

constexpr std::int64_t announcers_per_bit = 5;  // so many announcers are worth one bit of nearness

}  // namespace

std::int64_t PeerStore::worth(const InfoHash& key, std::size_t announcers) const {
    return std::int64_t{common_prefix(own_, as_target(key))} * announcers_per_bit +
           static_cast<std::int64_t>(announcers);
}

void PeerStore::erase(Keys::iterator at) {
    if (at->second.network) {
        const auto count = keys_by_network_.find(*at->second.network);
        if (--count->second == 0) keys_by_network_.erase(count);
    }
    peers_ -= at->second.peers.size();
    keys_.erase(at);
}

void PeerStore::drop_expired(Entry& entry, Instant now) {
    peers_ -= std::erase_if(entry.peers, [&](const Stored& stored) { return stored.until <= now; });
}

void PeerStore::drop_oldest(Entry& entry) {
    entry.peers.erase(std::ranges::min_element(entry.peers, {}, &Stored::until));
    --peers_;
}

bool PeerStore::make_room_for_key(const InfoHash& key) {
    if (keys_.size() < max_store_keys) return true;
    const auto least = std::ranges::min_element(
        keys_, {}, [&](const auto& entry) { return worth(entry.first, entry.second.peers.size()); });
    if (worth(key, 1) < worth(least->first, least->second.peers.size())) return false;
    erase(least);
    return true;
}

PeerStore::Keys::iterator PeerStore::entry_for(const InfoHash& key, const Endpoint& peer) {
    if (const auto known = keys_.find(key); known != keys_.end()) return known;
    std::optional<IpAddress> network;
    if (peer.address.is_global()) {
        network = network_of(peer.address);
        const auto count = keys_by_network_.find(*network);
        if (count != keys_by_network_.end() && count->second >= max_store_keys / network_share) return keys_.end();
    }
    if (!make_room_for_key(key)) return keys_.end();
    if (network) ++keys_by_network_[*network];
    return keys_.emplace(key, Entry{.peers = {}, .network = network}).first;
}

bool PeerStore::make_room_for_peer(Entry& entry, const Endpoint& peer) {
    if (peer.address.is_global()) {
        const auto network = network_of(peer.address);
        const auto count = std::ranges::count_if(
            entry.peers, [&](const Stored& stored) { return network_of(stored.peer.address) == network; });
        if (static_cast<std::size_t>(count) >= max_peers_per_key / network_share) return false;
    }
    if (entry.peers.size() >= max_peers_per_key) drop_oldest(entry);  // one that is over, if there is any
    if (peers_ >= max_store_peers) {
        const auto largest =
            std::ranges::max_element(keys_, {}, [](const auto& other) { return other.second.peers.size(); });
        drop_oldest(largest->second);
        if (largest->second.peers.empty() && &largest->second != &entry) erase(largest);
    }
    return true;
}

bool PeerStore::add(const InfoHash& key, const Endpoint& peer, bool seed, Instant now) {
    const auto at = entry_for(key, peer);
    if (at == keys_.end()) return false;
    Entry& entry = at->second;
    const auto find_place = [&] {
        return std::ranges::lower_bound(entry.peers, peer, {}, [](const Stored& s) { return s.peer; });
    };
    auto place = find_place();
    if (place != entry.peers.end() && place->peer == peer) {
        place->seed = seed;
        place->until = now + peer_life;
        return true;
    }
    if (!make_room_for_peer(entry, peer)) {
        if (entry.peers.empty()) erase(at);
        return false;
    }
    place = find_place();
    entry.peers.insert(place, Stored{.peer = peer, .seed = seed, .until = now + peer_life});
    ++peers_;
    return true;
}

std::vector<Endpoint> PeerStore::sample(const InfoHash& key, std::size_t count, bool no_seeds, Instant now) {
    std::vector<Endpoint> out;
    const auto at = keys_.find(key);
    if (at == keys_.end()) return out;
    drop_expired(at->second, now);
    std::uint64_t seen = 0;
    for (const auto& stored : at->second.peers) {  // reservoir sampling
        if (no_seeds && stored.seed) continue;
        ++seen;
        if (out.size() < count) {
            out.push_back(stored.peer);
        } else if (const auto slot = random_.below(seen); slot < count) {
            out[slot] = stored.peer;
        }
    }
    return out;
}

std::vector<Endpoint> PeerStore::all(const InfoHash& key, Instant now) {
    return sample(key, max_peers_per_key, false, now);
}

std::optional<PeerStore::Scrape> PeerStore::scrape(const InfoHash& key, Instant now) {
    const auto at = keys_.find(key);
    if (at == keys_.end()) return std::nullopt;
    drop_expired(at->second, now);
    if (at->second.peers.empty()) return std::nullopt;
    Scrape out;
    for (const auto& stored : at->second.peers) (stored.seed ? out.seeds : out.peers).insert(stored.peer.address);
    return out;
}

const std::vector<InfoHash>& PeerStore::sample_keys(Instant now) {
    if (sampled_.size() == max_sampled_keys && now < sampled_until_) return sampled_;
    sampled_until_ = now + sample_interval;
    sampled_.clear();
    std::uint64_t seen = 0;
    for (const auto& [key, entry] : keys_) {  // reservoir sampling
        ++seen;
        if (sampled_.size() < max_sampled_keys) {
            sampled_.push_back(key);
        } else if (const auto slot = random_.below(seen); slot < max_sampled_keys) {
            sampled_[slot] = key;
        }
    }
    return sampled_;
}

void PeerStore::expire(Instant now) {
    for (auto at = keys_.begin(); at != keys_.end();) {
        const auto here = at++;
        drop_expired(here->second, now);
        if (here->second.peers.empty()) erase(here);
    }
}

}  // namespace shoal::dht
