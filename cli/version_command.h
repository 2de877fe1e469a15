#pragma once
// shoal version: what this program is, and what is compiled in.

#include "cli/command_line.h"
#include "cli/console.h"
#include "cli/exit_code.h"

namespace shoal::cli {

[[nodiscard]] ExitCode run_version(const CommandLine& line, const Environment& environment, Console& console);

}  // namespace shoal::cli
