#pragma once
// shoal dht: how others are found, in words.

#include "cli/arguments.h"
#include "cli/console.h"
#include "cli/exit_code.h"

namespace shoal::cli {

[[nodiscard]] ExitCode run_dht(const DhtArguments& arguments, const Environment& environment, Console& console);

/// Lines for a person.
[[nodiscard]] std::vector<std::string> describe_dht(const DhtView& dht);

}  // namespace shoal::cli
