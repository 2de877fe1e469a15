#pragma once
// What a demo has shown, in figures.

#include <cstdint>
#include <string>
#include <vector>

#include "cli/demo_node.h"

namespace shoal::cli {

struct DemoSummary {
    std::uint64_t peers = 0;  ///< downloaders
    std::uint64_t bytes = 0;  ///< of the content
    std::uint64_t files = 0;
    std::uint64_t skipped = 0;
    double seconds = 0;       ///< from the start of the downloaders until the last one was complete
    std::uint64_t links = 0;  ///< the most that stood at once
    std::uint64_t seeder_sent = 0;
    std::uint64_t wasted = 0;       ///< content bytes that downloaders received and had no use for
    std::uint64_t dht_lookups = 0;  ///< of all nodes
    bool identical = false;

    /// Adds what a node counted.
    void add(const DemoNodeView& node);
    [[nodiscard]] std::uint64_t rate() const;  ///< bytes a second of all downloaders together
    [[nodiscard]] double seeder_ratio() const;
    [[nodiscard]] std::string json() const;
    [[nodiscard]] std::vector<std::string> lines() const;
};

}  // namespace shoal::cli
