#pragma once
// --help, from the command table. Pure functions; texts without a newline at the end.

#include <string>
#include <string_view>

#include "cli/command_table.h"

namespace shoal::cli {

/// `words` as typed after shoal: a command ("get", "peer list"), the first word of several ("peer"), or nothing.
[[nodiscard]] std::string help_of_shoal(std::string_view words, std::size_t columns);
/// `program` "shoal" or "shoald".
[[nodiscard]] std::string help_of_command(std::string_view program, const CommandInfo& command, std::size_t columns);

/// "shoal get [LINK] [OPTIONS]".
[[nodiscard]] std::string usage_of(std::string_view program, const CommandInfo& command);
/// "-o, --output DIR", "    --json".
[[nodiscard]] std::string spelling_of(const OptionInfo& option);
/// Its meaning, what may be given and its default, as sentences.
[[nodiscard]] std::string explanation_of(const OptionInfo& option);
/// Broken at blanks into lines of at most `columns`; a longer word stands alone. An empty line stays.
[[nodiscard]] std::vector<std::string> wrap(std::string_view text, std::size_t columns);

}  // namespace shoal::cli
