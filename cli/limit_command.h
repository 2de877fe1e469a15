#pragma once
// shoal limit: how fast is fetched and shared, of one share or of all traffic.

#include "cli/command_line.h"
#include "cli/console.h"

namespace shoal::cli {

[[nodiscard]] ExitCode run_limit(const CommandLine& line, const Environment& environment, Console& console);

}  // namespace shoal::cli
