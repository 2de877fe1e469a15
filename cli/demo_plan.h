#pragma once
// Which commands the nodes of a demo run.

#include <cstddef>
#include <string>

#include "cli/demo_node.h"

namespace shoal::cli {

/// The DHT's first node: a shoald, beside our own program.
[[nodiscard]] DemoNodePlan bootstrap_plan(const std::string& shoald);
[[nodiscard]] DemoNodePlan seeder_plan(const std::string& shoal, const std::string& source,
                                       const std::string& bootstrap);
/// The link goes into the environment, where other users cannot read it. `folder` gets the files.
[[nodiscard]] DemoNodePlan downloader_plan(const std::string& shoal, std::size_t number, const std::string& folder,
                                           const std::string& bootstrap, const std::string& link);

}  // namespace shoal::cli
