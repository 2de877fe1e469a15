#pragma once
// shoal get LINK -o DIR

#include "cli/command_line.h"
#include "cli/console.h"
#include "cli/exit_code.h"

namespace shoal::cli {

[[nodiscard]] ExitCode run_get(const CommandLine& line, const Environment& environment, Console& console);

}  // namespace shoal::cli
