#pragma once
// shoal share PATH...

#include "cli/command_line.h"
#include "cli/console.h"
#include "cli/exit_code.h"

namespace shoal::cli {

[[nodiscard]] ExitCode run_share(const CommandLine& line, const Environment& environment, Console& console);

/// The command that fetches a link, quoted for a shell.
[[nodiscard]] std::string receiver_command(std::string_view link);

}  // namespace shoal::cli
