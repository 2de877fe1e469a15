#pragma once
// The rows of the tables: many searches in one population.

#include <string>
#include <vector>

#include "tests/dht_sim/walk.h"

namespace shoal::dht_sim {

/// In thousandths where it says so; times in virtual time.
struct Row {
    std::string name;
    std::size_t nodes = 0;
    std::uint64_t stale_permille = 0;

    std::size_t lookups = 0;
    std::vector<Duration> took{};
    std::vector<Duration> first{};
    std::vector<std::size_t> queries{};
    std::vector<std::size_t> hops{};
    std::size_t of_nearest = 0;  ///< of 8 times the lookups
    std::size_t met_honest = 0;  ///< lookups that met one of the 8 honest nearest, searching again as planned
    std::size_t met_plain = 0;   ///< at the first try

    std::size_t announcements = 0;
    std::vector<std::size_t> announce_queries{};
    std::vector<Duration> announce_took{};
    std::vector<std::size_t> stored{};
    std::size_t found_plain = 0;  ///< the announced peer, by a plain search
    std::size_t found = 0;        ///< by any

    std::uint64_t size = 0;  ///< of the network, as estimated in the end
};

struct Scene {
    std::string name{};
    std::size_t nodes = 1000;
    std::uint64_t stale_permille = 0;
    std::uint64_t colluders_permille = 0;
    std::size_t crowd = 0;  ///< colluding ids beside each key
    std::size_t lookups = 1000;
    std::size_t announcements = 1000;  ///< each searched for by another node
    std::uint64_t seed = 1;
};

[[nodiscard]] Row play(const Scene& scene);

/// The value below which `percent` of them are; sorts. 0 of none.
template <class Value>
[[nodiscard]] Value quantile(std::vector<Value>& values, std::size_t percent) {
    if (values.empty()) return Value{};
    std::ranges::sort(values);
    return values[std::min(values.size() - 1, values.size() * percent / 100)];
}

}  // namespace shoal::dht_sim
