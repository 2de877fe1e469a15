#pragma once
// shoal completion SHELL, and the answer to the script that it prints.

#include <string>
#include <vector>

#include "cli/command_line.h"
#include "cli/console.h"

namespace shoal::cli {

/// The first of the words with which a script asks: shoal __complete WORD...
inline constexpr std::string_view completion_question = "__complete";

[[nodiscard]] ExitCode run_completion(const CommandLine& line, const Environment& environment, Console& console);

/// Prints a line "WORD<tab>MEANING" for each suggestion and at last ":none", ":files" or ":directories": what else the
/// shell may suggest. `words` are those after the question. Blocking; where no engine answers it knows no shares.
[[nodiscard]] ExitCode answer_completion(const std::vector<std::string>& words, const Environment& environment,
                                         Console& console);

}  // namespace shoal::cli
