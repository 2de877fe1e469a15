#pragma once
// A network of whole nodes, packets and all, whose nodes come and go while peers are announced and looked for.

#include "tests/dht_sim/targets.h"

namespace shoal::dht_sim {

struct ChurnScene {
    std::size_t nodes = 1000;                  ///< alive at any time; beside them one that stays: the meeting point
    Duration median_session = 30min;           ///< exponential
    std::uint64_t loss_permille = 20;          ///< of all datagrams
    Duration announced_every = 15min;          ///< +-20 %; every node announces one key of its own
    Duration warm_up = 45min;                  ///< before lookups are counted; nodes come during its first 5 min
    Duration watched = std::chrono::hours{2};  ///< while they are
    std::size_t lookups = 12'000;              ///< spread over that time
    std::uint64_t seed = 1;
};

/// Prints one row; holds it to 99.9 % of the announced peers found.
void churn_table(const ChurnScene& scene, Targets& targets);

}  // namespace shoal::dht_sim
