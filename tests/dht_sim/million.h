#pragma once
// A large network around one whole node: its members answer from tables that are made up when they are asked.

#include <set>

#include "tests/dht/virtual_network.h"
#include "tests/dht_sim/population.h"

namespace shoal::dht_sim {

class Million {
public:
    /// `nodes` are there at any time; `stale_permille` of those that tables name are not.
    Million(std::size_t nodes, std::uint64_t stale_permille, std::uint64_t seed);

    /// Lets the members answer in `network`. This outlives it.
    void serve(dht::testing::VirtualNetwork& network);

    [[nodiscard]] Endpoint contact(Instant now);  ///< somebody who is there
    [[nodiscard]] Endpoint free_place();          ///< where nobody lives
    [[nodiscard]] Draw& draw() { return draw_; }

    /// From now on, notes who answers questions about `key`.
    void watch(const InfoHash& key);
    struct Met {
        std::size_t met = 0;  ///< of the `count` nearest that are there
        bool is_nearest_met = false;
    };
    [[nodiscard]] Met of_nearest(std::size_t count, Instant now) const;

    /// From now on, each question that `node` asks of somebody who is there is asked of it by somebody as far from it:
    /// all nodes are alike, so on average each is asked as much as it asks.
    void return_questions(const Endpoint& node) { returning_to_ = node; }

    struct Traffic {
        std::size_t own = 0;     ///< bytes with headers, both ways, of the node's questions
        std::size_t others = 0;  ///< of those that it is asked
    };
    Traffic take_traffic() { return std::exchange(traffic_, {}); }

private:
    [[nodiscard]] bool is_there(const Member& member, Instant now) const;
    [[nodiscard]] const Member* at(const Endpoint& endpoint) const;
    void count(const Endpoint& from, BytesView bytes);
    void arrived(const Endpoint& from, const Endpoint& to, BytesView bytes);
    void answer(const dht::krpc::Query& query, const Member& member, const Endpoint& from);
    void ask_back(const dht::krpc::Query& query, const Member& member, const Endpoint& node);

    Duration away_;
    Population population_;
    Draw draw_;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> by_address_;  // address, place among the members
    dht::testing::VirtualNetwork* network_ = nullptr;
    InfoHash watched_{};
    std::set<NodeId> answered_;
    std::optional<Endpoint> returning_to_;
    Traffic traffic_;
};

}  // namespace shoal::dht_sim
