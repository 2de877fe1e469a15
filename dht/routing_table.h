#pragma once
// The nodes we know, near ones densely: bucket i holds those that share exactly i leading bits with our id.
//
// Only nodes that answered us are taken, so that nobody is in it by being named. Diversity: of global addresses one
// node an address, and in a bucket one node a network (/24, /64); loopback and LAN addresses are told apart by
// port only, so that networks there work. Eviction: a node that answers is never pushed out by a new one, unless its
// id is not one that BEP 42 grants to its global address, and the new one's is.

#include <map>
#include <vector>

#include "crypto/random.h"
#include "dht/bucket.h"
#include "dht/node_id.h"

namespace shoal::dht {

/// Nodes in a bucket and in a reply (BEP 5).
inline constexpr std::size_t k = 8;

/// How many live contacts bucket `index` holds. The first four cover 15/16 of all targets: more room there saves most
/// of a hop.
[[nodiscard]] std::size_t bucket_capacity(std::size_t index);

/// Sorts the part from `from` on as far as it matters for the first `count`.
void sort_by_distance(const NodeId& target, std::vector<NodeInfo>& nodes, std::size_t from, std::size_t count);

/// The `count` nearest to `target`, nearest first, of a table of `depth` buckets of which `home` is the target's.
/// `collect(index, out)` appends what bucket `index` holds.
template <class Collect>
[[nodiscard]] std::vector<NodeInfo> closest_in(unsigned home, unsigned depth, const NodeId& target, std::size_t count,
                                               Collect collect) {
    // Bucket p, where p bits of the target are ours, is nearest; all deeper ones come next, together; then those
    // before p, each farther than the one after it.
    std::vector<NodeInfo> out;
    collect(home, out);
    sort_by_distance(target, out, 0, count);
    if (out.size() < count) {
        const std::size_t from = out.size();
        for (unsigned i = home + 1; i < depth; ++i) collect(i, out);
        sort_by_distance(target, out, from, count);
    }
    for (unsigned i = home; i-- > 0 && out.size() < count;) {
        const std::size_t from = out.size();
        collect(i, out);
        sort_by_distance(target, out, from, count);
    }
    if (out.size() > count) out.resize(count);
    return out;
}

class RoutingTable {
public:
    /// `enforce_ids`: nodes of global addresses whose id does not fit (BEP 42) give way to others.
    RoutingTable(const NodeId& own, Instant now, bool enforce_ids = true);

    [[nodiscard]] const NodeId& own() const { return own_; }
    [[nodiscard]] std::size_t size() const { return by_endpoint_.size(); }
    [[nodiscard]] bool has_global() const { return !by_address_.empty(); }  ///< a node at a global address is in it

    enum class Admitted : std::uint8_t { added, refreshed, waiting, refused, id_changed };
    /// A node answered a question of ours after `round_trip`. `id_changed`: another id lived at that endpoint; it is
    /// out, and the new one is not in (it has to answer once more under that id).
    Admitted answered(const NodeInfo& node, Instant now, Duration round_trip);
    /// We are `own` from now on. Contacts are sorted anew; where they are too many for a bucket now, some wait.
    void rename(const NodeId& own, Instant now);
    /// A node of the table left a question unanswered.
    void failed(const NodeInfo& node, Instant now);
    /// Whatever lives at `endpoint` is not what we took it for.
    void remove(const Endpoint& endpoint);

    [[nodiscard]] const Contact* find(const Endpoint& endpoint) const;
    /// A stranger at this address and with this id might get a place, or wait for one.
    [[nodiscard]] bool wants(const NodeInfo& node) const;
    [[nodiscard]] bool has_room_for(const NodeInfo& node) const;  ///< it would get a place at once
    /// It is worth a ping of its own. Not so if it waits already or enough others do: two nodes without a place for
    /// each other would answer each ping with one.
    [[nodiscard]] bool is_curious_about(const NodeInfo& node, Instant now) const;

    /// The `count` nearest to `target`, nearest first: with `good_only` those that answered within 15 minutes and
    /// have not failed since.
    [[nodiscard]] std::vector<NodeInfo> closest(const NodeId& target, std::size_t count, Instant now,
                                                bool good_only) const;

    /// Up to `count` contacts silent for longer than `silence`, the most silent first; failing ones wait a minute
    /// between two tries.
    [[nodiscard]] std::vector<NodeInfo> stale(Instant now, Duration silence, std::size_t count) const;
    /// A bucket that neither changed nor was looked through for `age`, no deeper than the table reaches. Full ones in
    /// which nobody fails have nothing to gain.
    [[nodiscard]] std::optional<unsigned> due_for_refresh(Instant now, Duration age) const;
    /// A lookup of `target` goes through its bucket; one of our own id through all that are nearer than our 8th nearest.
    void looked_through(const NodeId& target, Instant now);

    /// Endpoints of nodes that were in and left, the newest 16: where to begin again when the table is empty.
    [[nodiscard]] const std::vector<Endpoint>& former() const { return former_; }

private:
    Admitted admit(const Contact& contact, Instant now);
    [[nodiscard]] unsigned index_of(const NodeId& id) const;
    void entered(const NodeInfo& node);
    void left(const NodeInfo& node);
    void take_out(const NodeInfo& node);
    [[nodiscard]] bool has_place(const NodeInfo& node) const;
    void apply(const Bucket::Change& change);
    void collect(const Bucket& bucket, Instant now, bool good_only, std::vector<NodeInfo>& out) const;

    NodeId own_;
    bool enforce_ids_;
    std::vector<Bucket> buckets_;
    std::map<Endpoint, NodeId> by_endpoint_;       // live contacts
    std::map<IpAddress, std::size_t> by_address_;  // live contacts of global addresses
    std::vector<Endpoint> former_;                 // oldest first
};

}  // namespace shoal::dht
