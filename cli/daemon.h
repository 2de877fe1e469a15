#pragma once
// shoald: the engine as a service, in the foreground of its terminal or unit.

#include "cli/command_line.h"
#include "cli/console.h"
#include "cli/exit_code.h"

namespace shoal::cli {

/// Serves until SIGTERM or SIGINT; a clean stop is done (0).
[[nodiscard]] ExitCode run_daemon(const CommandLine& line, const Environment& environment, Console& console);

}  // namespace shoal::cli
