#pragma once
// shoal doctor: why others cannot reach this node, and what to do.

#include <string>
#include <vector>

#include "cli/command_line.h"
#include "cli/console.h"
#include "cli/exit_code.h"
#include "core/requests.h"

namespace shoal::cli {

/// other (1) if anything it finds is an error.
[[nodiscard]] ExitCode run_doctor(const CommandLine& line, const Environment& environment, Console& console);

/// Two lines for each finding at most: what is, and what to do; wrapped to `columns`.
[[nodiscard]] std::vector<std::string> describe_findings(const std::vector<Finding>& findings, std::size_t columns);

/// What can be seen of a data directory and a control socket without an engine.
[[nodiscard]] std::vector<Finding> look_at_places(const Settings& settings);

}  // namespace shoal::cli
