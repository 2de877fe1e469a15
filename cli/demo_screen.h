#pragma once
// A demo's nodes as rows of text.

#include <string>
#include <vector>

#include "cli/demo_node.h"
#include "core/time.h"

namespace shoal::cli {

struct DemoScene {
    std::vector<const DemoNodeView*> nodes;
    std::string seeder_address;
    std::uint64_t bytes = 0;  ///< of the content
    Duration elapsed{};       ///< since the first downloader was started
};

/// A head, a row a node and a line of sums; each at most `columns` wide.
[[nodiscard]] std::vector<std::string> demo_rows(const DemoScene& scene, std::size_t columns, bool color);

/// The same in one line: "4.2 s: 3 of 7 complete, 61.0%, 512 MiB/s, seeder sent 1.2x".
[[nodiscard]] std::string demo_line(const DemoScene& scene);

}  // namespace shoal::cli
