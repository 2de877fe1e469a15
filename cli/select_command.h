#pragma once
// shoal select: which files of a share are fetched.

#include "cli/command_line.h"
#include "cli/console.h"

namespace shoal::cli {

[[nodiscard]] ExitCode run_select(const CommandLine& line, const Environment& environment, Console& console);

}  // namespace shoal::cli
