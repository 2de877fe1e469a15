#pragma once
// shoal pause, shoal resume: shares that rest, and their end of rest.

#include "cli/command_line.h"
#include "cli/console.h"

namespace shoal::cli {

[[nodiscard]] ExitCode run_pause(const CommandLine& line, const Environment& environment, Console& console);
[[nodiscard]] ExitCode run_resume(const CommandLine& line, const Environment& environment, Console& console);

}  // namespace shoal::cli
