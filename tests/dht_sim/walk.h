#pragma once
// One search of one node, in virtual time: the product decides whom to ask and when it is over, the model answers.

#include <set>

#include "dht/search_plan.h"
#include "tests/dht_sim/population.h"

namespace shoal::dht_sim {

struct Question {
    const Population& population;
    const Member& asker;
    NodeId target;
    dht::SearchPlan plan;
    const dht::SizeEstimate& size;
    std::set<std::uint32_t> holders{};  ///< numbers of the nodes that an announcement was left with
};

struct WalkReport {
    std::size_t queries = 0;
    Duration took{};
    std::optional<unsigned> hops{};   ///< depth of the first of the 8 honest nearest that answered; our own table's: 1
    std::optional<Duration> first{};  ///< when that was
    std::size_t of_nearest = 0;       ///< how many of the 8 honest nearest answered
    std::optional<Duration> peer_at{};  ///< when the first holder answered
    std::vector<NodeId> nearest{};
    std::vector<dht::NodeInfo> stores{};
};

[[nodiscard]] WalkReport walk(const Question& question, Draw& draw);

}  // namespace shoal::dht_sim
