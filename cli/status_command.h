#pragma once
// shoal status, shoal list: questions to an engine that runs elsewhere.

#include "cli/arguments.h"
#include "cli/console.h"
#include "cli/exit_code.h"

namespace shoal::cli {

[[nodiscard]] ExitCode run_status(const StatusArguments& arguments, const Environment& environment, Console& console);
[[nodiscard]] ExitCode run_list(const ListArguments& arguments, const Environment& environment, Console& console);

/// Lines for a person.
[[nodiscard]] std::vector<std::string> describe_status(const StatusView& status);
/// A table: a head and a line a share, or one sentence if there is none. At most `columns` wide.
[[nodiscard]] std::vector<std::string> describe_shares(const std::vector<ShareView>& shares, std::size_t columns);

}  // namespace shoal::cli
