#pragma once
// What a node does unasked: joins, keeps its table fresh, drops what is over. It decides; the node acts.

#include <deque>
#include <optional>
#include <vector>

#include "dht/routing_table.h"

namespace shoal::dht {

inline constexpr Duration upkeep_interval = 5s;  ///< +-20 %; spreads the pings of a full table
/// A ping is sent so often, whatever the size of the table, to who was silent longest: 80 B/s with the answers, and 357
/// contacts (a full table among a million nodes) get theirs in 14 min.
inline constexpr Duration ping_spacing = 2400ms;
inline constexpr Duration ping_after = 2min;  ///< silence; before it there is nothing to ask
/// Contacts silent for so long are asked sooner, up to 4 each time, or they would become questionable.
inline constexpr Duration hasty_ping_after = 13min + 30s;
inline constexpr std::size_t max_hasty_pings = 4;
/// While a bucket has room, nodes that others named are pinged instead of contacts silent for less than this.
inline constexpr Duration calm_ping_after = 10min;
inline constexpr std::size_t max_named = 256;        ///< remembered; the newest count
inline constexpr Duration refresh_interval = 15min;  ///< of a bucket nothing happened to (BEP 5)
/// Ends before the buckets that it covers are due: nearer than the 8th nearest node there is none that it does not meet.
inline constexpr Duration self_lookup_interval = 12min;
/// In a small network (see small_network).
inline constexpr Duration small_self_lookup_interval = 5min;
/// In a small network the first such look comes after this, and each later one after twice the time: many nodes that
/// start in one moment are told nothing by a meeting point that knows nobody yet.
inline constexpr Duration first_self_lookup = 4s;
inline constexpr Duration expiry_interval = 1min;  ///< of the peer store and our announcements

inline constexpr Duration first_bootstrap_retry = 1s;
inline constexpr Duration max_bootstrap_retry = 1min;  ///< the retry doubles up to this
/// A small network may split when its meeting point restarts: while the table has fewer nodes than this, bootstrap
/// endpoints that are not in it are asked again every minute.
inline constexpr std::size_t small_network = 32;
inline constexpr std::size_t remembered_at_once = 100;
inline constexpr Duration remembered_every = 1s;
inline constexpr std::size_t max_bootstrap = 64;  ///< endpoints; more are ignored

/// Lives as long as its node; time and table are arguments.
class Maintenance {
public:
    /// `self`: our own endpoint, never asked.
    Maintenance(std::vector<Endpoint> bootstrap, const Endpoint& self, crypto::Random& random);

    void start(Instant now);
    /// Nodes of an earlier run: all are asked, a hundred a second, before anything is waited for.
    void remember(const std::vector<NodeInfo>& nodes);
    /// Somebody named a node: it may be pinged to fill the table.
    void heard_of(const NodeInfo& node);
    /// The table was filled, or may be: nothing to be patient about any more.
    void joined() { retry_ = first_bootstrap_retry; }
    /// The table lost its last node.
    void emptied(Instant now) { next_join_ = std::min(next_join_, now + retry_); }
    /// There is somebody to ask when the table is empty.
    [[nodiscard]] bool can_join(const RoutingTable& table) const {
        return !bootstrap_.empty() || !remembered_.empty() || !table.former().empty();
    }

    struct Work {
        std::vector<Endpoint> join{};  ///< ask for nodes near us; what lives there is not known
        std::vector<NodeInfo> ping{};
        std::vector<NodeInfo> meet{};      ///< strangers to ping: the table has room for them
        std::optional<NodeId> look_for{};  ///< look up this id to fill the table
        bool expire = false;
    };
    [[nodiscard]] Work due(const RoutingTable& table, Instant now);
    /// When due() should be called next. Precondition: started.
    [[nodiscard]] Instant deadline(const RoutingTable& table) const;

private:
    [[nodiscard]] Duration jittered(Duration interval);
    void due_pings(const RoutingTable& table, Instant now, Work& work);
    [[nodiscard]] std::vector<NodeInfo> due_strangers(const RoutingTable& table, std::size_t count);
    void due_remembered(const RoutingTable& table, Work& work);
    void due_joins(const RoutingTable& table, Instant now, Work& work);

    std::vector<Endpoint> bootstrap_;
    std::vector<Endpoint> remembered_;  // not asked yet; the nearest to us last
    std::deque<NodeInfo> named_;        // oldest first
    crypto::Random& random_;
    Duration retry_ = first_bootstrap_retry;
    Instant next_join_{};
    Instant next_upkeep_{};
    Instant next_ping_{};
    Instant next_self_{};
    Duration self_wait_ = first_self_lookup;  // while the network is small
    Instant next_expiry_{};
};

}  // namespace shoal::dht
