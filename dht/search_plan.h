#pragma once
// How each kind of search walks: how many paths, how wide, how patiently.

#include "dht/care.h"
#include "dht/disjoint_lookup.h"
#include "dht/results.h"
#include "dht/size_estimate.h"

namespace shoal::dht {

inline constexpr std::size_t refresh_parallel = 2;  ///< in flight for upkeep, which is in no hurry
/// In flight on each of several paths. More than a plain lookup: what is asked before a crowd around the key has
/// named all of itself reaches the honest nodes that the crowd then hides.
inline constexpr std::size_t careful_parallel_at_first = 5;
inline constexpr std::size_t careful_parallel = 8;
/// The region of an announcement and of a careful search: all nodes as near as the 12th is expected to be. Wider than
/// the nearest 8, so that ids placed beside the key push no honest node out of it.
inline constexpr unsigned region_rank = 12;
/// An honest region of 12 holds at most 24 (but once in a thousand). More are a crowd around the key, and the farther
/// ones count: then the region goes as far as the 32nd is expected.
inline constexpr std::size_t region_crowd = 24;
inline constexpr unsigned wide_region_rank = 32;
inline constexpr std::size_t crowded_region_most = 96;
/// Error of the estimate of the network's size below which it is believed; above it, a crowd may be our mistake.
inline constexpr unsigned sure_percent = 15;
/// Shares announced within 45 minutes up to which each announcement takes two paths: 500 of about 70 messages every
/// 15 minutes are 20 kB/s, both ways together. With more of them a single path has to do.
inline constexpr std::size_t max_two_path_shares = 500;
/// Shares up to which a single path is followed by the region: 3,000 of about 25 messages every 15 minutes are 30 kB/s.
/// With more of them only the nearest 8 are told.
inline constexpr std::size_t max_region_shares = 3000;
inline constexpr std::size_t seeds_per_path = 16;  ///< of our table; half of them may be dead

struct SearchPlan {
    std::size_t paths = 1;
    // In flight, each path: see LookupRules.
    std::size_t parallel_at_first = lookup_parallel_at_first;
    std::size_t parallel = lookup_parallel;
    std::size_t parallel_at_end = lookup_parallel_at_end;
    unsigned region = 0;   ///< rank that bounds it; 0: none
    bool patient = false;  ///< waits for slow nodes that are near enough
    /// What the search costs, in plain ones.
    std::int64_t cost = 1;

    [[nodiscard]] std::size_t seeds() const { return paths * seeds_per_path; }
    [[nodiscard]] DisjointLookup walk(const NodeId& target, const NodeId& own, bool enforce_ids) const;
    /// The region by what is known of the network, and by the nodes that we know; nothing where that is nothing.
    [[nodiscard]] std::optional<LookupRegion> surroundings(const SizeEstimate& size, std::size_t known) const;
};

/// `shares`: how many we announce.
[[nodiscard]] SearchPlan plan_of(SearchKind kind, Care care, std::size_t shares);

}  // namespace shoal::dht
