#pragma once
// shoal verify: a folder or file compared with what a link stands for.

#include <string>
#include <vector>

#include "cli/command_line.h"
#include "cli/console.h"
#include "cli/exit_code.h"
#include "core/requests.h"

namespace shoal::cli {

/// mismatch (8) if any file differs or is missing.
[[nodiscard]] ExitCode run_verify(const CommandLine& line, const Environment& environment, Console& console);

/// A line each bad file.
[[nodiscard]] std::vector<std::string> describe_bad_files(const VerifyReport& report);

}  // namespace shoal::cli
