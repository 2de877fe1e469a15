#pragma once
// A DHT of thousands of nodes, in the same world as the engines: each one the real service over simulated datagrams.

#include <memory>
#include <vector>

#include "core/time.h"

namespace shoal::sim {

struct DhtOptions {
    std::uint64_t seed = 1;
    std::size_t nodes = 10'000;
    std::size_t keys = 200;      ///< announced, each by one node
    std::size_t lookups = 2000;  ///< each for a drawn key, from a drawn node
    Duration join_within = 10min;
    Duration settle = 10min;  ///< upkeep, before anything is announced
};

struct DhtVerdict {
    std::size_t nodes = 0;
    std::size_t connected = 0;
    std::size_t lookups = 0;
    std::size_t found = 0;  ///< lookups that named the announcer
    std::uint64_t queries = 0;
    std::vector<Duration> first;  ///< until the announcer was named, ascending
    std::vector<Duration> took;   ///< until the lookup ended, ascending
    std::uint64_t contacts = 0;  ///< in the tables of all
    std::uint64_t datagrams = 0;
    Duration lasted{};
    std::uint64_t trace = 0;
};

/// One at a time in a process.
[[nodiscard]] DhtVerdict run_dht(const DhtOptions& options);

}  // namespace shoal::sim
