#pragma once
// From words to a command line that its command's table entry allows. CLI11 stays behind the .cpp.

#include <string>
#include <variant>
#include <vector>

#include "cli/command_line.h"
#include "core/result.h"

namespace shoal::cli {

/// Help or a version: to be printed on stdout, and that is all.
struct Answer {
    std::string text;
};

/// `words` without the program's name; help is at most `columns` wide. Error: usage.
[[nodiscard]] Result<std::variant<CommandLine, Answer>> parse_shoal(std::vector<std::string> words,
                                                                    std::size_t columns = 80);
[[nodiscard]] Result<std::variant<CommandLine, Answer>> parse_shoald(std::vector<std::string> words,
                                                                     std::size_t columns = 80);

/// True if --json stands among the words: also a command line that cannot be parsed is answered in JSON then.
[[nodiscard]] bool wants_json(const std::vector<std::string>& words);

}  // namespace shoal::cli
