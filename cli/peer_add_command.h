#pragma once
// shoal peer add: a peer to dial from now on.

#include "cli/command_line.h"
#include "cli/console.h"

namespace shoal::cli {

[[nodiscard]] ExitCode run_peer_add(const CommandLine& line, const Environment& environment, Console& console);

}  // namespace shoal::cli
