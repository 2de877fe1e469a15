#pragma once
// How many nodes the network has, from how near to their targets finished lookups came.

#include <optional>
#include <span>
#include <vector>

#include "dht/node_id.h"

namespace shoal::dht {

/// Ids are uniform, so the 8th nearest node to any point is 8 gaps between neighbours away, give or take a third; the
/// logarithm of that gap is averaged over lookups, each new one weighing 1/16. Value type, bounded.
class SizeEstimate {
public:
    static constexpr std::size_t sample_size = 8;  ///< nearest nodes of a lookup that count
    static constexpr std::int64_t memory = 16;     ///< lookups; half the error would take four times as many
    /// A lookup counts as at most this many octaves off the average: an outage of ours, or liars, move it little.
    static constexpr std::int64_t max_surprise = 2;
    static constexpr std::int64_t free_lookups = 4;    ///< the first ones count in full; there is no average yet
    static constexpr std::size_t distinct_among = 64;  ///< a target counts once among so many lookups

    /// `nearest`: ids of the nodes that answered, nearest first, all of them if there were fewer than 8. A target
    /// that was counted lately is not counted again: who crowds around one key must not make the network look large.
    void add(const NodeId& target, std::span<const NodeId> nearest);

    [[nodiscard]] bool is_known() const { return lookups_ > 0; }
    [[nodiscard]] std::uint64_t nodes() const;  ///< 0 while unknown
    /// One standard deviation of nodes(), in percent of it; 100 while unknown.
    [[nodiscard]] unsigned error_percent() const;
    /// The distance at which the `rank`-th nearest node to any target is expected, if there are at least `at_least`
    /// nodes; nothing while unknown. Precondition: rank > 0.
    [[nodiscard]] std::optional<Distance> expected(unsigned rank, std::size_t at_least) const;

private:
    [[nodiscard]] std::uint64_t gap() const;

    std::int64_t octaves_ = 0;  // binary logarithm of the gap, of 2^64 around, in 1/65536
    std::int64_t lookups_ = 0;
    std::vector<NodeId> counted_;  // ring of targets
    std::size_t next_counted_ = 0;
};

}  // namespace shoal::dht
