#pragma once
// What the files of the command table share: its sections, and options that several commands have.

#include "cli/command_table.h"

namespace shoal::cli {

using Options = std::vector<OptionInfo>;
using ExitCodes = std::vector<ExitCode>;

[[nodiscard]] std::vector<CommandInfo> transfer_commands();  ///< share, get and what looks into a link
[[nodiscard]] std::vector<CommandInfo> share_commands();     ///< what manages shares
[[nodiscard]] std::vector<CommandInfo> engine_commands();    ///< what looks at an engine, and the program's own

/// What finds a daemon, or the data directory.
[[nodiscard]] Options connection_options();
/// What an engine runs with, connection_options() included. A command logs less than a service.
[[nodiscard]] Options engine_options(std::string_view log_level = "warn");
[[nodiscard]] OptionInfo progress_option();
[[nodiscard]] OptionInfo standalone_option();
[[nodiscard]] OptionInfo timeout_option();
/// --json and --help.
[[nodiscard]] Options general_options();
/// One list after the other, general_options() at the end.
[[nodiscard]] Options options_of(std::initializer_list<Options> parts);

/// SHARE, as every command that works on remembered shares takes it.
[[nodiscard]] OperandInfo share_operand();
[[nodiscard]] OperandInfo shares_operand();

/// Those that any command can give that finds an engine, and `more`; ascending.
[[nodiscard]] ExitCodes exit_codes_of(std::initializer_list<ExitCode> more);

}  // namespace shoal::cli
