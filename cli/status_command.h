#pragma once
// shoal status: what an engine that runs elsewhere is doing.

#include "cli/command_line.h"
#include "cli/console.h"
#include "cli/exit_code.h"
#include "core/requests.h"

namespace shoal::cli {

[[nodiscard]] ExitCode run_status(const CommandLine& line, const Environment& environment, Console& console);

/// Lines for a person.
[[nodiscard]] std::vector<std::string> describe_status(const StatusView& status);

}  // namespace shoal::cli
