#pragma once
// shoal recheck: hashes what is on the disk again.

#include "cli/command_line.h"
#include "cli/console.h"

namespace shoal::cli {

/// Mismatch (8) if less is right than was before.
[[nodiscard]] ExitCode run_recheck(const CommandLine& line, const Environment& environment, Console& console);

}  // namespace shoal::cli
