#include "cli/manual.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "cli/command_table_parts.h"
#include "cli/help_text.h"
#include "cli/roff.h"
#include "core/setting_entry.h"
#include "core/settings_edit.h"

namespace shoal::cli {
namespace {

std::string trimmed(std::string text) {
    text.erase(0, text.find_first_not_of(' '));
    return text;
}

std::string list_of(const Options& options) {
    std::string out;
    for (const auto& option : options) out += roff_entry(trimmed(spelling_of(option)), explanation_of(option));
    return out;
}

bool contains(const Options& options, const OptionInfo& option) {
    return std::ranges::find(options, option.name, &OptionInfo::name) != options.end();
}

Options without(Options options, const Options& others) {
    std::erase_if(options, [&](const OptionInfo& option) { return contains(others, option); });
    return options;
}

std::string general_options_text() {
    return list_of(general_options()) + roff_entry("--version", "Print the version. It stands before any command.");
}

std::string engine_options_text() {
    return list_of(without(engine_options(), connection_options()));
}

/// Which of the lists that are printed once it has, too.
std::string more_options_of(const CommandInfo& command) {
    const bool connects = contains(command.options, connection_options().front());
    const bool runs = contains(command.options, engine_options().front());
    if (runs) return "It takes the options of commands that run or find an engine, too.";
    return connects ? "It takes the options of commands that find an engine, too." : "";
}

std::string exit_codes_of(const CommandInfo& command) {
    std::string out;
    for (const auto code : command.exit_codes) out += (out.empty() ? "" : ", ") + std::to_string(raw(code));
    return "Exit codes: " + out + ".";
}

std::string command_text(const CommandInfo& command) {
    std::string usage = usage_of("shoal", command);
    usage.resize(usage.size() - std::string_view{" [OPTIONS]"}.size());  // said below
    std::string out = roff_heading(".SS", usage) + roff_paragraphs(fmt::format("{}.", command.summary)) +
                      roff_paragraphs(command.description);
    if (!command.alias.empty()) out += roff_paragraphs(fmt::format("Also called {}.", command.alias));
    for (const auto& operand : command.operands) out += roff_entry(operand.name, operand.meaning);
    const auto common = options_of({engine_options()});
    out += list_of(without(command.options, common));
    out += roff_paragraphs(more_options_of(command));
    for (const auto& example : command.examples)
        out += roff_paragraphs(example.meaning) + roff_example(example.command);
    return out + roff_paragraphs(exit_codes_of(command));
}

std::string commands_text() {
    std::string out;
    std::string_view section;
    for (const auto& command : shoal_commands()) {
        if (command.section != section) out += roff_heading(".SH", section = command.section);
        out += command_text(command);
    }
    return out;
}

std::string daemon_options_text() {
    return list_of(shoald_command().options) + roff_entry("--version", "Print the version.");
}

std::string exit_codes_text() {
    std::vector<ExitCode> codes;
    for (const auto& command : shoal_commands())
        codes.insert(codes.end(), command.exit_codes.begin(), command.exit_codes.end());
    codes.insert(codes.end(), shoald_command().exit_codes.begin(), shoald_command().exit_codes.end());
    std::ranges::sort(codes);
    codes.erase(std::ranges::unique(codes).begin(), codes.end());
    std::string out;
    for (const auto code : codes) out += roff_entry(std::to_string(raw(code)), meaning_of(code));
    return out;
}

std::string settings_text() {
    std::string out;
    for (const auto& info : setting_table()) {
        out += roff_entry(info.key, fmt::format("{} May be: {}. Default: {}. In the environment: {}.", info.meaning,
                                                describe_range(info), info.preset, setting_variable(info.key)));
    }
    return out;
}

struct Part {
    std::string_view name;
    std::string (*text)();
};

constexpr std::array<Part, 8> parts{{{"@COMMANDS@", commands_text},
                                     {"@GENERAL_OPTIONS@", general_options_text},
                                     {"@CONNECTION_OPTIONS@", [] { return list_of(connection_options()); }},
                                     {"@ENGINE_OPTIONS@", engine_options_text},
                                     {"@DAEMON_OPTIONS@", daemon_options_text},
                                     {"@EXIT_CODES@", exit_codes_text},
                                     {"@SETTINGS@", settings_text},
                                     {"@SETTINGS_TOML@", reference_toml}}};

}  // namespace

Result<std::string> fill_manual(std::string_view text) {
    constexpr std::string_view version = "@VERSION@";
    std::string out;
    while (!text.empty()) {
        std::string line{text.substr(0, text.find('\n'))};
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        if (const auto at = line.find(version); at != line.npos) line.replace(at, version.size(), SHOAL_VERSION);
        const bool is_part = line.size() > 1 && line.starts_with('@') && line.ends_with('@');
        const auto part = std::ranges::find(parts, line, &Part::name);
        if (is_part && part == parts.end()) return fail(Errc::usage, fmt::format("the manual has no part {}", line));
        out += is_part ? part->text() : line + "\n";
    }
    return out;
}

}  // namespace shoal::cli
