#pragma once
// shoal dht: how others are found, in words.

#include "cli/command_line.h"
#include "cli/console.h"
#include "cli/exit_code.h"
#include "core/dht_view.h"

namespace shoal::cli {

[[nodiscard]] ExitCode run_dht(const CommandLine& line, const Environment& environment, Console& console);

/// Lines for a person.
[[nodiscard]] std::vector<std::string> describe_dht(const DhtView& dht);

}  // namespace shoal::cli
