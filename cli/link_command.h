#pragma once
// shoal link: the one command that prints the secret of a share.

#include "cli/command_line.h"
#include "cli/console.h"

namespace shoal::cli {

[[nodiscard]] ExitCode run_link(const CommandLine& line, const Environment& environment, Console& console);

}  // namespace shoal::cli
