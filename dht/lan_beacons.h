#pragma once
// What a node tells its local network and learns there, sans-IO: beacons that name contents only to those who know
// them. docs/lan.md tells the format.
//
// A beacon goes out at the start (three times), then every minute or less often, and soon when a node is heard for the
// first time or something new is wanted. It names at most 300 contents, the wanted ones first and the others in turn.
// Whoever hears one of its own contents has found a peer. All of it is bounded: beacons and comparisons per second,
// nodes remembered, and in a crowd the time between two beacons grows so that listening costs about the same.

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "core/time.h"
#include "crypto/random.h"
#include "dht/beacon.h"
#include "dht/token_bucket.h"

namespace shoal::dht {

using LanContent = std::uint64_t;  ///< a number given by add()

inline constexpr std::size_t tags_at_once = 300;  ///< in the datagrams of one beacon
inline constexpr std::size_t lan_neighbours = 4096;

/// Lives on the loop; `random` outlives it. After each call of a method that is not const, look at deadline() again.
class LanBeacons {
public:
    /// `port`: TCP, where links are taken.
    LanBeacons(crypto::Random& random, std::uint16_t port) : random_{random}, port_{port} {}

    /// A content that we have (or, `wanted`, look for) and its LAN key.
    LanContent add(const crypto::Hash& lan_key, bool wanted, Instant now);
    void set_wanted(LanContent content, bool wanted, Instant now);
    void remove(LanContent content);

    struct Sighting {
        LanContent content = 0;
        Endpoint peer;
        friend bool operator==(const Sighting&, const Sighting&) = default;
    };
    /// A datagram came; peers that it names.
    [[nodiscard]] std::vector<Sighting> receive(const Endpoint& from, BytesView datagram, Instant now);
    /// What is to be sent to the group now.
    [[nodiscard]] std::vector<Bytes> take_due(Instant now);
    [[nodiscard]] std::optional<Instant> deadline() const { return next_; }

    /// When a beacon last named it.
    [[nodiscard]] std::optional<Instant> named_at(LanContent content) const;

    [[nodiscard]] std::size_t neighbours() const { return neighbours_.size(); }  ///< nodes heard lately

private:
    struct Content {
        crypto::Hash key;
        bool wanted = false;
        std::optional<Instant> named{};  // when last
    };
    void send_by(Instant when);
    void news(Instant now);
    void note(const Endpoint& from, std::size_t bytes, Instant now);
    void compare(const std::set<LanContent>& contents, const BeaconNonce& nonce, const std::set<BeaconTag>& named,
                 Instant now, std::vector<LanContent>& out);
    [[nodiscard]] std::vector<LanContent> next_named();
    [[nodiscard]] Duration interval();

    crypto::Random& random_;
    std::uint16_t port_;
    std::map<LanContent, Content> contents_;
    std::set<LanContent> wanted_;
    std::set<LanContent> others_;
    LanContent next_content_ = 1;
    LanContent last_wanted_ = 0;  // named last, of each kind: the next beacon goes on behind it
    LanContent last_other_ = 0;
    unsigned first_beacons_ = 0;  // sent of those at the start
    std::optional<Instant> next_;
    std::optional<Instant> last_sent_;
    std::deque<BeaconNonce> own_;  // of our last datagrams, which we hear too
    std::map<Endpoint, Instant> neighbours_;
    std::uint64_t beacon_bytes_ = 100;  // of an average beacon here, headers counted
    TokenBucket beacons_{60, 300, {}};
    TokenBucket comparisons_{20'000, 40'000, {}};
};

}  // namespace shoal::dht
