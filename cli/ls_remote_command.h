#pragma once
// shoal ls-remote: what a link stands for, without fetching any of it.

#include <string>
#include <vector>

#include "cli/command_line.h"
#include "cli/console.h"
#include "cli/exit_code.h"
#include "core/requests.h"

namespace shoal::cli {

[[nodiscard]] ExitCode run_ls_remote(const CommandLine& line, const Environment& environment, Console& console);

/// A line a file: size and path; '*' behind what may be executed.
[[nodiscard]] std::vector<std::string> list_files(const std::vector<FileView>& files);
/// The same as a tree below `name`. `files` as a manifest has them, in path order.
[[nodiscard]] std::vector<std::string> draw_file_tree(const std::string& name, const std::vector<FileView>& files);

}  // namespace shoal::cli
