#pragma once
// What a node costs that announces thousands of shares in a network of a million.

#include "tests/dht_sim/targets.h"

namespace shoal::dht_sim {

struct AnnouncingScene {
    std::size_t shares = 10'000;
    std::size_t nodes = 1'000'000;
    std::uint64_t stale_permille = 200;
    Duration watched = std::chrono::hours{3};
    std::uint64_t seed = 1;
};

/// Prints one row; holds it to 40 kB/s, 2 % of a core and a turn for each share before others forget it.
void announcing_table(const AnnouncingScene& scene, Targets& targets);

}  // namespace shoal::dht_sim
