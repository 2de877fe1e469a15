#pragma once
// shoal list: the shares of an engine as a table.

#include "cli/command_line.h"
#include "cli/console.h"
#include "cli/exit_code.h"
#include "core/requests.h"

namespace shoal::cli {

[[nodiscard]] ExitCode run_list(const CommandLine& line, const Environment& environment, Console& console);

/// A table: a head and a line a share, or one sentence if there is none. At most `columns` wide.
[[nodiscard]] std::vector<std::string> describe_shares(const std::vector<ShareView>& shares, std::size_t columns);

/// The width of stdout where it is a terminal; a pipe gets whole lines.
[[nodiscard]] std::size_t columns_of_stdout(const Environment& environment);

}  // namespace shoal::cli
