#include "cli/help_text.h"

#include <algorithm>

#include <fmt/format.h>

#include "cli/terminal.h"

namespace shoal::cli {
namespace {

constexpr std::size_t left_columns = 26;    // what is explained; a longer one has a line of its own
constexpr std::size_t code_columns = 7;     // an exit code
constexpr std::size_t fewest_columns = 40;  // narrower is no help
constexpr std::size_t most_columns = 100;   // wider is hard to read

/// One for the text of a whole help page.
class Page {
public:
    explicit Page(std::size_t columns) : columns_{std::clamp(columns, fewest_columns, most_columns)} {}

    void paragraph(std::string_view text) {
        for (const auto& one : wrap(text, columns_)) line(one);
    }
    void heading(std::string_view text) {
        line("");
        line(text);
    }
    void line(std::string_view text) {
        text_ += text;
        while (text_.ends_with(' ')) text_.pop_back();
        text_ += '\n';
    }
    /// `left` is explained by `right`.
    void entry(std::string_view left, std::string_view right, std::size_t left_wide = left_columns) {
        std::string before = fmt::format("  {}", left);
        auto lines = wrap(right, columns_ - left_wide);
        if (lines.empty()) return line(before);
        if (display_width(before) + 2 > left_wide) {
            line(before);
            before.clear();
        }
        for (const auto& one : lines) {
            line(pad_to(before, left_wide) + one);
            before.clear();
        }
    }
    [[nodiscard]] std::string str() && {
        while (text_.ends_with('\n')) text_.pop_back();
        return std::move(text_);
    }

private:
    std::size_t columns_;
    std::string text_;
};

/// " One of a, b, c."; nothing for no choices.
std::string one_of(std::string_view choices) {
    std::string out;
    for (const char c : choices) out += c == '|' ? std::string{", "} : std::string{c};
    return out.empty() ? out : fmt::format(" One of {}.", out);
}

std::string_view first_word(std::string_view name) {
    return name.substr(0, name.find(' '));
}

const CommandInfo* find_command(std::string_view words) {
    const auto commands = shoal_commands();
    const auto found = std::ranges::find(commands, words, &CommandInfo::name);
    return found == commands.end() ? nullptr : &*found;
}

std::string name_of(const CommandInfo& command) {
    return std::string{command.name} + (command.alias.empty() ? "" : fmt::format(", {}", command.alias));
}

std::string help_of_group(std::string_view word, std::size_t columns) {
    Page page{columns};
    page.paragraph(fmt::format("{}.", group_summary(word)));
    page.heading("Commands:");
    for (const auto& command : shoal_commands()) {
        if (first_word(command.name) == word) page.entry(name_of(command), std::string{command.summary} + ".");
    }
    page.heading(fmt::format("shoal {} COMMAND --help explains a command.", word));
    return std::move(page).str();
}

std::string help_of_program(std::size_t columns) {
    Page page{columns};
    page.paragraph(std::string{shoal_summary()} + ".");
    page.heading("Usage: shoal COMMAND [OPTIONS]");
    std::string_view section;
    std::string_view group;
    for (const auto& command : shoal_commands()) {
        if (command.section != section) page.heading(fmt::format("{}:", section = command.section));
        const auto word = first_word(command.name);
        const bool is_grouped = word != command.name;
        if (is_grouped && word == group) continue;
        group = is_grouped ? word : std::string_view{};
        page.entry(is_grouped ? std::string{word} + " ..." : name_of(command),
                   std::string{is_grouped ? group_summary(word) : command.summary} + ".");
    }
    page.heading("Options:");
    page.entry("-h, --help", "Print this help.");
    page.entry("    --version", "Print the version.");
    page.heading("shoal COMMAND --help explains a command.");
    return std::move(page).str();
}

}  // namespace

std::vector<std::string> wrap(std::string_view text, std::size_t columns) {
    std::vector<std::string> out;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        std::string_view rest = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        std::string line;
        while (!rest.empty()) {
            const auto word = rest.substr(0, rest.find(' '));
            rest.remove_prefix(std::min(word.size() + 1, rest.size()));
            if (!line.empty() && display_width(line) + 1 + display_width(word) > columns)
                out.push_back(std::exchange(line, {}));
            line += line.empty() ? "" : " ";
            line += word;
        }
        out.push_back(std::move(line));
    }
    return out;
}

std::string usage_of(std::string_view program, const CommandInfo& command) {
    std::string out{program};
    if (!command.name.empty()) out += fmt::format(" {}", command.name);
    for (const auto& operand : command.operands) {
        const std::string name = fmt::format("{}{}", operand.name, operand.most > 1 ? "..." : "");
        out += operand.fewest == 0 ? fmt::format(" [{}]", name) : " " + name;
    }
    return out + " [OPTIONS]";
}

std::string spelling_of(const OptionInfo& option) {
    return fmt::format("{}--{}{}{}", option.letter == 0 ? "    " : fmt::format("-{}, ", option.letter), option.name,
                       option.is_flag() ? "" : " ", option.value);
}

std::string explanation_of(const OptionInfo& option) {
    std::string out{option.meaning};
    if (option.unit == "bytes/s") out += " As 500k, 10M, 1.5GiB or off.";
    if (option.choices != option.value) out += one_of(option.choices);
    if (option.is_repeatable) out += " Repeatable.";
    if (option.is_number()) out += fmt::format(" From {} to {}.", option.lowest, option.highest);
    if (!option.preset.empty()) out += fmt::format(" Default: {}.", option.preset);
    return out;
}

std::string help_of_command(std::string_view program, const CommandInfo& command, std::size_t columns) {
    Page page{columns};
    page.paragraph(std::string{command.summary} + ".");
    page.heading("Usage: " + usage_of(program, command));
    if (!command.description.empty()) {
        page.line("");
        page.paragraph(command.description);
    }
    if (!command.operands.empty()) page.line("");
    for (const auto& operand : command.operands)
        page.entry(operand.name, std::string{operand.meaning} + one_of(operand.choices));
    page.heading("Options:");
    for (const auto& option : command.options) page.entry(spelling_of(option), explanation_of(option));
    if (!command.examples.empty()) page.heading("Examples:");
    for (const auto& example : command.examples) {
        page.line(fmt::format("  {}", example.command));
        page.line(fmt::format("      {}", example.meaning));
    }
    page.heading("Exit codes:");
    for (const auto code : command.exit_codes)
        page.entry(fmt::format("{:>3}", raw(code)), meaning_of(code), code_columns);
    return std::move(page).str();
}

std::string help_of_shoal(std::string_view words, std::size_t columns) {
    if (words.empty()) return help_of_program(columns);
    if (const auto* command = find_command(words)) return help_of_command("shoal", *command, columns);
    return help_of_group(words, columns);
}

}  // namespace shoal::cli
