#pragma once
// A network at one moment: all its nodes by id, and what each has in its routing table, made up when somebody asks.

#include <span>
#include <vector>

#include "dht/routing_table.h"
#include "tests/dht_sim/draw.h"

namespace shoal::dht_sim {

enum class Kind : std::uint8_t { honest, dead, colluder };

struct Member {
    NodeId id;
    std::uint32_t number = 0;   ///< its name for good, whoever comes and goes
    std::uint32_t address = 0;  ///< IPv4
    Kind kind = Kind::honest;

    [[nodiscard]] dht::NodeInfo info() const;
};

struct PopulationOptions {
    std::size_t nodes = 1000;              ///< alive
    std::uint64_t stale_permille = 0;      ///< of all that tables name: dead
    std::uint64_t colluders_permille = 0;  ///< of those alive
    /// At global addresses under ids that those grant (BEP 42); else all in 10/8, where any id will do.
    bool is_global = false;
    std::uint64_t seed = 1;
};

class Population {
public:
    explicit Population(const PopulationOptions& options);

    [[nodiscard]] std::span<const Member> members() const { return members_; }
    [[nodiscard]] const Member& find(const NodeId& id) const;  ///< one there is
    [[nodiscard]] const Member& draw_honest(Draw& draw) const;
    /// One that shares exactly `prefix` bits with `id`, or nullptr.
    [[nodiscard]] const Member* draw_at(const NodeId& id, unsigned prefix, Draw& draw) const;

    /// The `count` nearest to `target` of a kind, nearest first; fewer if there are fewer.
    [[nodiscard]] std::vector<Member> nearest(const NodeId& target, std::size_t count, Kind kind) const;

    /// What `owner` finds in its table: dht::RoutingTable's own choice among buckets that hold as many nodes as its
    /// buckets do, drawn from all of their part of the id space.
    [[nodiscard]] std::vector<dht::NodeInfo> closest(const Member& owner, const NodeId& target,
                                                     std::size_t count) const;

    /// How many nodes `owner` has in its table.
    [[nodiscard]] std::size_t table_size(const Member& owner) const;

    /// Colluders under ids nearer to `target` than any other node; until take_crowd_out().
    void bring_crowd(const NodeId& target, std::size_t count, Draw& draw);
    void take_crowd_out();

private:
    struct Range {
        std::size_t begin = 0;
        std::size_t end = 0;
    };
    [[nodiscard]] std::size_t lower_bound(const NodeId& id) const;
    [[nodiscard]] std::vector<Range> buckets_of(const Member& owner) const;
    [[nodiscard]] std::size_t split(Range range, unsigned bit) const;
    void fill_bucket(const Member& owner, unsigned index, Range range, std::vector<dht::NodeInfo>& out) const;

    std::vector<Member> members_;  // by id
    std::uint64_t seed_;
    std::uint32_t next_number_ = 0;
    std::size_t colluders_ = 0;
    Range crowd_;
};

}  // namespace shoal::dht_sim
