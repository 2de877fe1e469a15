#pragma once
// What a whole node costs that does nothing in a network of a million: joining, upkeep, memory.

#include "tests/dht_sim/targets.h"

namespace shoal::dht_sim {

struct IdleScene {
    std::size_t nodes = 1'000'000;  ///< alive at any time
    /// Of all that tables name, gone at the moment: each node is there for 200 min and then away for a while.
    std::uint64_t stale_permille = 200;
    Duration watched = std::chrono::hours{6};
    std::size_t joins = 100;  ///< by different nodes, each from one contact
    std::size_t idlers = 10;  ///< one after another
    std::uint64_t seed = 1;
};

/// Prints one row; holds it to 3 s, 250 B/s and 1 MiB.
void idle_table(const IdleScene& scene, Targets& targets);

}  // namespace shoal::dht_sim
