#pragma once
// shoal config: what holds, from where, and how to change it.

#include "cli/command_line.h"
#include "cli/console.h"
#include "cli/exit_code.h"

namespace shoal::cli {

[[nodiscard]] ExitCode run_config_get(const CommandLine& line, const Environment& environment, Console& console);
[[nodiscard]] ExitCode run_config_set(const CommandLine& line, const Environment& environment, Console& console);
[[nodiscard]] ExitCode run_config_unset(const CommandLine& line, const Environment& environment, Console& console);
[[nodiscard]] ExitCode run_config_list(const CommandLine& line, const Environment& environment, Console& console);
[[nodiscard]] ExitCode run_config_path(const CommandLine& line, const Environment& environment, Console& console);
[[nodiscard]] ExitCode run_config_check(const CommandLine& line, const Environment& environment, Console& console);
[[nodiscard]] ExitCode run_config_reference(const CommandLine& line, const Environment& environment, Console& console);

}  // namespace shoal::cli
