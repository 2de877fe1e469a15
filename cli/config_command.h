#pragma once
// shoal config: what holds, from where, and how to change it.

#include <string>
#include <vector>

#include "cli/command_line.h"
#include "cli/console.h"
#include "cli/exit_code.h"

namespace shoal::cli {

[[nodiscard]] ExitCode run_config_get(const CommandLine& line, const Environment& environment, Console& console);
[[nodiscard]] ExitCode run_config_set(const CommandLine& line, const Environment& environment, Console& console);
[[nodiscard]] ExitCode run_config_unset(const CommandLine& line, const Environment& environment, Console& console);
[[nodiscard]] ExitCode run_config_list(const CommandLine& line, const Environment& environment, Console& console);
[[nodiscard]] ExitCode run_config_path(const CommandLine& line, const Environment& environment, Console& console);
[[nodiscard]] ExitCode run_config_check(const CommandLine& line, const Environment& environment, Console& console);
[[nodiscard]] ExitCode run_config_reference(const CommandLine& line, const Environment& environment, Console& console);

/// A setting as it holds, and who says so.
struct EffectiveSetting {
    std::string key;
    std::string value;   ///< as apply_value reads it
    std::string source;  ///< "default", the path of a file, the name of a variable, or "data_dir" (it follows that)
};

/// All of them in the order of the table, from defaults, the files in their order, and the environment. Error:
/// configuration.
[[nodiscard]] Result<std::vector<EffectiveSetting>> effective_settings(const std::vector<std::string>& files,
                                                                       const Environment& environment);

}  // namespace shoal::cli
