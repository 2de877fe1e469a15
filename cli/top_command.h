#pragma once
// shoal top: the shares of an engine, live.

#include "cli/command_line.h"
#include "cli/console.h"
#include "cli/exit_code.h"

namespace shoal::cli {

/// Redrawn when the engine says that something changed, and never else.
[[nodiscard]] ExitCode run_top(const CommandLine& line, const Environment& environment, Console& console);

}  // namespace shoal::cli
