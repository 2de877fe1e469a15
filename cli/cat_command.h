#pragma once
// shoal cat: a file of a share to stdout, verified and in order, while it arrives.

#include <string>
#include <vector>

#include "cli/command_line.h"
#include "cli/console.h"
#include "cli/exit_code.h"
#include "core/requests.h"

namespace shoal::cli {

/// With --json the one object about it, or about its failure, goes to stderr: stdout is content.
[[nodiscard]] ExitCode run_cat(const CommandLine& line, const Environment& environment, Console& console);

}  // namespace shoal::cli
