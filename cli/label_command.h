#pragma once
// shoal label: words that put shares together.

#include "cli/command_line.h"
#include "cli/console.h"

namespace shoal::cli {

[[nodiscard]] ExitCode run_label_add(const CommandLine& line, const Environment& environment, Console& console);
[[nodiscard]] ExitCode run_label_remove(const CommandLine& line, const Environment& environment, Console& console);
[[nodiscard]] ExitCode run_label_list(const CommandLine& line, const Environment& environment, Console& console);

}  // namespace shoal::cli
