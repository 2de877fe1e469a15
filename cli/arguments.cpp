#include "cli/arguments.h"

#include <algorithm>
#include <charconv>
#include <deque>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "cli/help_text.h"
#include "cli/nearest_word.h"
#include "core/names.h"

namespace shoal::cli {
namespace {

using Outcome = std::variant<CommandLine, Answer>;
using Words = std::vector<std::string>;

// --- words that CLI11 would take for something else ------------------------------------------------------------------

/// Stands before such a word until it is parsed. No option begins with it.
constexpr char mark = '\x01';

/// The entry that the first words call; nothing if there is none.
const CommandInfo* called_by(std::span<const CommandInfo> commands, const Words& words) {
    for (const auto& command : commands) {
        const std::string name{command.name};
        const bool one = !words.empty() && (words[0] == name || words[0] == command.alias);
        if (one || (words.size() > 1 && words[0] + " " + words[1] == name)) return &command;
    }
    return nullptr;
}

bool is_option_of(const CommandInfo& command, std::string_view word) {
    return std::ranges::any_of(command.options, [&](const OptionInfo& option) {
        const std::string whole = "--" + std::string{option.name};
        const bool is_letter = word.size() > 1 && word[0] == '-' && option.letter != 0 && word[1] == option.letter;
        return is_letter || word == whole || word.starts_with(whole + "=");
    });
}

/// CLI11 takes "[a,b]" for a list of two, and "-raw/**" for options.
void mark_texts(Words& words, const CommandInfo* command) {
    const bool takes_dashes =
        command != nullptr && std::ranges::any_of(command->operands, &OperandInfo::may_begin_with_dash);
    for (auto& word : words) {
        if (word == "--") return;
        const bool is_list = word.starts_with('[') && word.ends_with(']');
        const bool is_text = takes_dashes && word.starts_with('-') && word.size() > 1 && !is_option_of(*command, word);
        if (is_list || is_text || word.starts_with(mark)) word.insert(0, 1, mark);
    }
}

Words without_marks(const Words& values) {
    Words out = values;
    for (auto& value : out) {
        if (value.starts_with(mark)) value.erase(0, 1);
    }
    return out;
}

// --- one command of CLI11 --------------------------------------------------------------------------------------------

/// A command as CLI11 knows it, and what it found.
struct Spoken {
    const CommandInfo* info = nullptr;
    CLI::App* app = nullptr;
    std::map<std::string, Words, std::less<>> options;
    std::map<std::string, Words, std::less<>> operands;
    std::map<std::string, std::int64_t, std::less<>> flags;
};

void add_options(Spoken& to) {
    for (const auto& option : to.info->options) {
        if (option.name == "help") continue;  // CLI11 has its own
        const std::string name{option.name};
        const std::string spelled = (option.letter != 0 ? fmt::format("-{},", option.letter) : "") + "--" + name;
        if (option.is_flag()) {
            to.app->add_flag(spelled, to.flags[name]);
        } else {
            to.app->add_option(spelled, to.options[name])->expected(1)->allow_extra_args(false)->take_all();
        }
    }
    for (const auto& operand : to.info->operands) {
        auto* added = to.app->add_option(std::string{operand.name}, to.operands[std::string{operand.name}]);
        const bool is_open = operand.most == any_number;
        added->expected(static_cast<int>(std::max<std::size_t>(operand.fewest, 1)),
                        is_open ? -1 : static_cast<int>(operand.most));
        added->allow_extra_args(is_open);  // else the first operand takes what is meant for the next
        if (operand.fewest > 0) added->required();
    }
}

// --- what the table allows -------------------------------------------------------------------------------------------

bool is_one_of(std::string_view choices, std::string_view value) {
    while (!choices.empty()) {
        const auto choice = choices.substr(0, choices.find('|'));
        if (choice == value) return true;
        choices.remove_prefix(std::min(choice.size() + 1, choices.size()));
    }
    return false;
}

Result<> check_number(const OptionInfo& option, const std::string& value) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    const bool is_whole = error == std::errc{} && end == value.data() + value.size();
    if (is_whole && number >= option.lowest && number <= option.highest) return {};
    return fail(Errc::usage, fmt::format("--{}: '{}' is no whole number from {} to {}", option.name, printable(value),
                                         option.lowest, option.highest));
}

Result<> check_option(const OptionInfo& option, const Words& values) {
    if (values.size() > 1 && !option.is_repeatable && !option.is_flag())
        return fail(Errc::usage, fmt::format("--{} can be given once only", option.name));
    for (const auto& value : values) {
        if (option.is_number()) SHOAL_CHECK(check_number(option, value));
        // A setting says itself what is wrong with it.
        if (option.setting.empty() && !option.choices.empty() && !is_one_of(option.choices, value))
            return fail(Errc::usage,
                        fmt::format("--{}: '{}' is none of {}", option.name, printable(value), option.choices));
    }
    return {};
}

Result<> check_operand(const OperandInfo& operand, const Words& values) {
    for (const auto& value : values) {
        if (!operand.choices.empty() && !is_one_of(operand.choices, value))
            return fail(Errc::usage,
                        fmt::format("{}: '{}' is none of {}", operand.name, printable(value), operand.choices));
    }
    return {};
}

Result<CommandLine> command_line_of(const Spoken& spoken) {
    CommandLine::Values options;
    CommandLine::Values operands;
    for (const auto& option : spoken.info->options) {
        if (const auto flag = spoken.flags.find(option.name); flag != spoken.flags.end() && flag->second > 0)
            options[std::string{option.name}] = {"on"};
        if (const auto given = spoken.options.find(option.name); given != spoken.options.end())
            options[std::string{option.name}] = without_marks(given->second);
        if (const auto found = options.find(option.name); found != options.end())
            SHOAL_CHECK(check_option(option, found->second));
    }
    for (const auto& operand : spoken.info->operands) {
        const auto given = spoken.operands.find(operand.name);
        if (given == spoken.operands.end()) continue;
        operands[std::string{operand.name}] = without_marks(given->second);
        SHOAL_CHECK(check_operand(operand, operands[std::string{operand.name}]));
    }
    return CommandLine{*spoken.info, std::move(options), std::move(operands)};
}

// --- which command ---------------------------------------------------------------------------------------------------

/// What may stand as the next word: of all commands, or behind the first word of several.
Words command_words(std::string_view group) {
    Words out;
    for (const auto& command : shoal_commands()) {
        std::string_view name = command.name;
        if (!group.empty() && !(name.starts_with(group) && name.substr(group.size()).starts_with(' '))) continue;
        if (!group.empty()) name.remove_prefix(group.size() + 1);
        const std::string word{name.substr(0, name.find(' '))};
        if (std::ranges::find(out, word) == out.end()) out.push_back(word);
        if (!command.alias.empty() && word == name) out.emplace_back(command.alias);
    }
    if (group.empty()) out.emplace_back("help");
    return out;
}

/// Errors: usage, if the first words call no command. Options before it are left to the parser.
Result<> check_command(const Words& words) {
    std::string group;
    for (const auto& word : words) {
        if (word.starts_with('-') || called_by(shoal_commands(), words) != nullptr) return {};
        const auto known = command_words(group);
        if (std::ranges::find(known, word) == known.end()) {
            const auto before = group.empty() ? "" : group + " ";
            const auto meant = nearest_word(word, known);
            const auto advice = meant.empty() ? "" : fmt::format("; did you mean '{}{}'?", before, meant);
            return fail(Errc::usage, fmt::format("there is no command '{}{}'{}", before, printable(word), advice));
        }
        if (!group.empty()) return {};
        group = word;
    }
    return {};
}

/// "help peer list" as "peer list --help"; "--version --json" as the command that has an object to show.
Words spelled_out(Words words) {
    const bool with_json = wants_json(words);
    if (!words.empty() && words[0] == "help") {
        words.erase(words.begin());
        words.emplace_back("--help");
    } else if (with_json && words.size() == 2 && std::ranges::find(words, "--version") != words.end()) {
        words = {"version", "--json"};
    }
    return words;
}

// --- a whole program -------------------------------------------------------------------------------------------------

/// Parses, and turns CLI11's exceptions into values. `help` and `version` are asked when they are wanted.
template <class Taken, class Help>
Result<Outcome> parse_with(CLI::App& app, Words words, Taken taken, Help help) {
    std::reverse(words.begin(), words.end());  // CLI11 takes them from the back
    try {
        app.parse(std::move(words));
        return taken();
    } catch (const CLI::CallForVersion& version) {
        return Outcome{Answer{version.what()}};
    } catch (const CLI::CallForHelp&) {
        return Outcome{Answer{help()}};
    } catch (const CLI::ParseError& error) {
        std::string what = error.what();
        std::replace(what.begin(), what.end(), '\n', ' ');
        std::erase(what, mark);
        return fail(Errc::usage, what);
    }
}

Error with_advice(Error error, const std::string& call) {
    if (error.code == Errc::usage) error.what += fmt::format(" (see {} --help)", call);
    return error;
}

/// The words of the subcommands that were chosen: "peer list".
std::string chosen_words(const CLI::App& app) {
    std::string out;
    for (auto chosen = app.get_subcommands(); !chosen.empty(); chosen = chosen.front()->get_subcommands()) {
        out += (out.empty() ? "" : " ") + chosen.front()->get_name();
    }
    return out;
}

/// A subcommand for every entry; those of two words below one for the first.
void add_commands(CLI::App& app, std::deque<Spoken>& to) {
    std::map<std::string, CLI::App*> groups;
    for (const auto& command : shoal_commands()) {
        const std::string name{command.name};
        const auto blank = name.find(' ');
        CLI::App* parent = &app;
        if (blank != std::string::npos) {
            auto& group = groups[name.substr(0, blank)];
            if (group == nullptr) group = app.add_subcommand(name.substr(0, blank))->require_subcommand(1);
            parent = group;
        }
        auto& spoken = to.emplace_back();
        spoken.info = &command;
        spoken.app = parent->add_subcommand(blank == std::string::npos ? name : name.substr(blank + 1));
        if (!command.alias.empty()) spoken.app->alias(std::string{command.alias});
        add_options(spoken);
    }
}

}  // namespace

Result<Outcome> parse_shoal(Words words, std::size_t columns) {
    CLI::App app{"", "shoal"};
    app.set_version_flag("--version", std::string{"shoal "} + SHOAL_VERSION);
    app.set_help_flag("-h,--help");
    app.require_subcommand(1);
    std::deque<Spoken> spoken;
    add_commands(app, spoken);
    if (words.empty()) return fail(Errc::usage, "a command is needed (see shoal --help)");
    words = spelled_out(std::move(words));
    if (auto known = check_command(words); !known) return std::unexpected{with_advice(known.error(), "shoal")};
    mark_texts(words, called_by(shoal_commands(), words));
    auto outcome = parse_with(
        app, std::move(words),
        [&]() -> Result<Outcome> {
            const auto chosen = std::ranges::find_if(spoken, [](const Spoken& one) { return one.app->parsed(); });
            SHOAL_TRY(auto line, command_line_of(*chosen));
            return Outcome{std::move(line)};
        },
        [&] { return help_of_shoal(chosen_words(app), columns); });
    const auto chosen = chosen_words(app);
    if (!outcome) return std::unexpected{with_advice(outcome.error(), "shoal" + (chosen.empty() ? "" : " " + chosen))};
    return outcome;
}

Result<Outcome> parse_shoald(Words words, std::size_t columns) {
    CLI::App app{"", "shoald"};
    app.set_version_flag("--version", std::string{"shoald "} + SHOAL_VERSION);
    app.set_help_flag("-h,--help");
    Spoken spoken;
    spoken.info = &shoald_command();
    spoken.app = &app;
    add_options(spoken);
    mark_texts(words, spoken.info);
    auto outcome = parse_with(
        app, std::move(words),
        [&]() -> Result<Outcome> {
            SHOAL_TRY(auto line, command_line_of(spoken));
            return Outcome{std::move(line)};
        },
        [&] { return help_of_command("shoald", *spoken.info, columns); });
    if (!outcome) return std::unexpected{with_advice(outcome.error(), "shoald")};
    return outcome;
}

bool wants_json(const Words& words) {
    return std::find(words.begin(), words.end(), "--json") != words.end();
}

}  // namespace shoal::cli
