#pragma once
// shoal remove: forgets shares, and with --data deletes their files.

#include "cli/command_line.h"
#include "cli/console.h"

namespace shoal::cli {

[[nodiscard]] ExitCode run_remove(const CommandLine& line, const Environment& environment, Console& console);

}  // namespace shoal::cli
