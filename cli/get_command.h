#pragma once
// shoal get LINK -o DIR

#include "cli/arguments.h"
#include "cli/console.h"
#include "cli/exit_code.h"

namespace shoal::cli {

[[nodiscard]] ExitCode run_get(const GetArguments& arguments, const Environment& environment, Console& console);

}  // namespace shoal::cli
