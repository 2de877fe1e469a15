#pragma once
// shoal demo [PATH]: a whole swarm of real processes on loopback, in one terminal, that proves itself.

#include "cli/command_line.h"
#include "cli/console.h"
#include "cli/exit_code.h"

namespace shoal::cli {

/// Ends by itself within the time limit, leaves nothing behind, and is done only if every byte was the same everywhere.
[[nodiscard]] ExitCode run_demo(const CommandLine& line, const Environment& environment, Console& console);

}  // namespace shoal::cli
