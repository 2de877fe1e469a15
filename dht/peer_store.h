#pragma once
// What others announced to us: peers by key, with limits that one network cannot use up alone.

#include <map>
#include <vector>

#include "core/endpoint.h"
#include "core/ids.h"
#include "core/time.h"
#include "crypto/random.h"
#include "dht/bloom_filter.h"

namespace shoal::dht {

inline constexpr std::size_t max_store_keys = 2000;      ///< a node's fair part of a large network (libtorrent: same)
inline constexpr std::size_t max_peers_per_key = 500;    ///< more than any reply samples well
inline constexpr std::size_t max_store_peers = 100'000;  ///< of all keys; 40 bytes each: 4 MB
inline constexpr Duration peer_life = 45min;             ///< three announce intervals
/// One network (/24, /64) of global addresses gets at most this part of a key's peers and of the keys.
inline constexpr std::size_t network_share = 8;
/// The keys that we tell of in one such time (BEP 51: its longest), so that the store is not read out by asking often.
inline constexpr Duration sample_interval = 6h;
inline constexpr std::size_t max_sampled_keys = 20;

class PeerStore {
public:
    PeerStore(const NodeId& own, crypto::Random& random) : own_{own}, random_{random} {}

    /// Keeps `peer` under `key` until 45 minutes from now. False: no room for it; nothing changed.
    bool add(const InfoHash& key, const Endpoint& peer, bool seed, Instant now);

    /// A random sample of at most `count` peers; without seeds if `no_seeds`.
    [[nodiscard]] std::vector<Endpoint> sample(const InfoHash& key, std::size_t count, bool no_seeds, Instant now);
    /// Everything kept under `key`, in the order of endpoints.
    [[nodiscard]] std::vector<Endpoint> all(const InfoHash& key, Instant now);

    /// The filters of a scrape (BEP 33): who has all of it, and the others.
    struct Scrape {
        BloomFilter seeds;
        BloomFilter peers;
    };
    /// Nothing if nobody announced `key`.
    [[nodiscard]] std::optional<Scrape> scrape(const InfoHash& key, Instant now);

    /// At most 20 of our keys (BEP 51), the same for 6 hours once there are so many.
    [[nodiscard]] const std::vector<InfoHash>& sample_keys(Instant now);

    void rename(const NodeId& own) { own_ = own; }  ///< what is near us has changed
    void expire(Instant now);                       ///< drops what is over; call about once a minute
    [[nodiscard]] std::size_t keys() const { return keys_.size(); }
    [[nodiscard]] std::size_t peers() const { return peers_; }

private:
    struct Stored {
        Endpoint peer;
        bool seed = false;
        Instant until{};
    };
    struct Entry {
        std::vector<Stored> peers;           // sorted by endpoint
        std::optional<IpAddress> network{};  // of the global address that brought the key
    };
    using Keys = std::map<InfoHash, Entry>;

    [[nodiscard]] std::int64_t worth(const InfoHash& key, std::size_t announcers) const;
    [[nodiscard]] Keys::iterator entry_for(const InfoHash& key, const Endpoint& peer);
    bool make_room_for_key(const InfoHash& key);
    bool make_room_for_peer(Entry& entry, const Endpoint& peer);
    void drop_expired(Entry& entry, Instant now);
    void drop_oldest(Entry& entry);
    void erase(Keys::iterator at);

    NodeId own_;
    crypto::Random& random_;
    Keys keys_;
    std::map<IpAddress, std::size_t> keys_by_network_;
    std::size_t peers_ = 0;
    std::vector<InfoHash> sampled_;
    Instant sampled_until_{};
};

}  // namespace shoal::dht
