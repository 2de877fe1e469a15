#pragma once
// What was typed for one command, by the names of its options and operands (cli/command_table.h).

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command_table.h"

namespace shoal::cli {

/// Made by cli/arguments.h; every value in it is one that the table allows. Asking for an option or operand that the
/// command does not have is a mistake of ours and ends the program.
class CommandLine {
public:
    using Values = std::map<std::string, std::vector<std::string>, std::less<>>;

    CommandLine(const CommandInfo& command, Values options, Values operands);

    [[nodiscard]] const CommandInfo& command() const { return *command_; }

    /// Whether it stands there.
    [[nodiscard]] bool has(std::string_view option) const;
    /// What was given, else the default, else nothing.
    [[nodiscard]] std::optional<std::string> value(std::string_view option) const;
    /// What was given, in order.
    [[nodiscard]] const std::vector<std::string>& values(std::string_view option) const;
    /// As value, of an option that is a number.
    [[nodiscard]] std::optional<std::uint64_t> number(std::string_view option) const;

    [[nodiscard]] std::optional<std::string> operand(std::string_view name) const;
    [[nodiscard]] const std::vector<std::string>& operands(std::string_view name) const;

private:
    [[nodiscard]] const OptionInfo& info(std::string_view option) const;

    const CommandInfo* command_;
    Values options_;
    Values operands_;
};

}  // namespace shoal::cli
