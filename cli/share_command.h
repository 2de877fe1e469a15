#pragma once
// shoal share PATH...

#include "cli/arguments.h"
#include "cli/console.h"
#include "cli/exit_code.h"

namespace shoal::cli {

[[nodiscard]] ExitCode run_share(const ShareArguments& arguments, const Environment& environment, Console& console);

/// The command that fetches a link, quoted for a shell.
[[nodiscard]] std::string receiver_command(std::string_view link);

}  // namespace shoal::cli
