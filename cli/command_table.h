#pragma once
// Every command of shoal, and shoald, as data. The command line (cli/arguments.h), --help (cli/help_text.h), man pages
// and completion all come from here; nothing about a command is said twice.

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/exit_code.h"
#include "core/settings.h"

namespace shoal::cli {

class CommandLine;
struct Console;

/// What a command does with what was typed. Blocking.
using RunCommand = ExitCode (*)(const CommandLine&, const Environment&, Console&);

/// What may complete a word. A link is never suggested: it is a secret.
enum class Completion : std::uint8_t { nothing, choice, file, directory, share, label, setting };

struct OptionInfo {
    std::string_view name;          ///< "output", without dashes
    char letter = 0;                ///< 'o' where -o is the same; 0: none
    std::string_view value = "";    ///< what its value is called: "DIR"; empty: a flag
    std::string_view meaning = "";  ///< sentences
    std::string_view preset = "";   ///< the default, as it would be typed; empty: none
    std::string_view choices = "";  ///< "bar|line": what may be given; empty: anything
    std::string_view unit = "";     ///< of a number
    std::uint64_t lowest = 0;       ///< of a whole number. Both 0: no number
    std::uint64_t highest = 0;
    bool is_repeatable = false;
    Completion completes = Completion::nothing;
    std::string_view setting = "";  ///< the key of the setting that it overrides (core/settings.h); empty: none

    [[nodiscard]] bool is_flag() const { return value.empty(); }
    [[nodiscard]] bool is_number() const { return highest != 0; }
};

struct OperandInfo {
    std::string_view name;  ///< "PATH"
    std::string_view meaning = "";
    std::size_t fewest = 1;
    std::size_t most = 1;
    Completion completes = Completion::nothing;
    std::string_view choices = "";     ///< as in OptionInfo
    bool may_begin_with_dash = false;  ///< "-raw/**" is meant as a value here unless an option is called so
};

inline constexpr std::size_t any_number = std::numeric_limits<std::size_t>::max();

struct ExampleInfo {
    std::string_view command;  ///< a whole line for a shell
    std::string_view meaning;
};

struct CommandInfo {
    std::string_view name;          ///< the words that call it: "share", "peer list"; of shoald: empty
    std::string_view alias = "";    ///< another word for the last of them: "ls"
    std::string_view section = "";  ///< the heading that it stands under
    std::string_view summary;       ///< one line, without a full stop
    std::string_view description;   ///< paragraphs with an empty line between them
    std::vector<OperandInfo> operands;
    std::vector<OptionInfo> options;  ///< those that every command has (--json, --help) stand last
    std::vector<ExampleInfo> examples;
    std::vector<ExitCode> exit_codes;  ///< which it can give, ascending
    RunCommand run = nullptr;
};

/// In the order in which people should read them.
[[nodiscard]] std::span<const CommandInfo> shoal_commands();
[[nodiscard]] const CommandInfo& shoald_command();

/// One line about each program, and about the commands that share a first word ("peer"); empty for other words.
[[nodiscard]] std::string_view shoal_summary();
[[nodiscard]] std::string_view group_summary(std::string_view word);

/// Nothing if there is no such option.
[[nodiscard]] const OptionInfo* find_option(const CommandInfo& command, std::string_view name);

}  // namespace shoal::cli
