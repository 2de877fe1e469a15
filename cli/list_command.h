#pragma once
// shoal list: shares as a table.

#include "cli/command_line.h"
#include "cli/console.h"

namespace shoal::cli {

[[nodiscard]] ExitCode run_list(const CommandLine& line, const Environment& environment, Console& console);

/// The width of stdout where it is a terminal; a pipe gets whole lines.
[[nodiscard]] std::size_t columns_of_stdout(const Environment& environment);

}  // namespace shoal::cli
