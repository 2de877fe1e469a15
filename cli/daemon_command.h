#pragma once
// shoal daemon: starts, stops and asks the engine that runs as a service.

#include "cli/command_line.h"
#include "cli/console.h"
#include "cli/exit_code.h"

namespace shoal::cli {

[[nodiscard]] ExitCode run_daemon_start(const CommandLine& line, const Environment& environment, Console& console);
[[nodiscard]] ExitCode run_daemon_stop(const CommandLine& line, const Environment& environment, Console& console);
[[nodiscard]] ExitCode run_daemon_restart(const CommandLine& line, const Environment& environment, Console& console);
[[nodiscard]] ExitCode run_daemon_reload(const CommandLine& line, const Environment& environment, Console& console);
[[nodiscard]] ExitCode run_daemon_status(const CommandLine& line, const Environment& environment, Console& console);

}  // namespace shoal::cli
