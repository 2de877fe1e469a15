#include "cli/suggestions.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/format.h>

#include "cli/help_text.h"
#include "core/names.h"

namespace shoal::cli {
namespace {

using Words = std::span<const std::string>;

std::string first_sentence(std::string_view text) {
    return std::string{text.substr(0, std::min(text.find(". "), text.find(';')))};
}

/// Collects what begins as the word under the cursor does.
class Collection {
public:
    Collection(std::string before, std::string_view begun) : before_{std::move(before)}, begun_{begun} {}

    void add(std::string_view word, std::string_view meaning) {
        if (!word.starts_with(begun_) || out_.words.size() == max_suggestions) return;
        out_.words.push_back({before_ + std::string{word}, std::string{meaning}});
    }
    void add_choices(std::string_view choices) {
        while (!choices.empty()) {
            const auto choice = choices.substr(0, choices.find('|'));
            add(choice, "");
            choices.remove_prefix(std::min(choice.size() + 1, choices.size()));
        }
    }
    void set_paths(SuggestedPaths paths) { out_.paths = paths; }
    [[nodiscard]] std::string_view begun() const { return begun_; }
    [[nodiscard]] Suggestions take() && { return std::move(out_); }

private:
    std::string before_;  // of the same word: "--progress="
    std::string_view begun_;
    Suggestions out_;
};

// --- shares ----------------------------------------------------------------------------------------------------------

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> selectors{{{"all", "Every share"},
                                                                                  {"active", "What fetches or shares"},
                                                                                  {"paused", "What was paused"},
                                                                                  {"error", "What is in trouble"}}};

/// Whether a share can be called by its whole name: nothing else may be meant, and a terminal shows it as it is.
bool can_be_called(const std::string& name) {
    const bool is_number = std::ranges::all_of(name, [](char c) { return c >= '0' && c <= '9'; });
    const bool is_selector =
        std::ranges::find(selectors, name, [](const auto& one) { return one.first; }) != selectors.end();
    const bool is_other = name.find('/') != name.npos || name.starts_with('-') || name.starts_with("label:");
    return !is_number && !is_selector && !is_other && printable(name) == name;
}

void add_shares(const std::vector<ShareView>& shares, Collection& to) {
    std::map<std::string_view, std::size_t> names;
    for (const auto& share : shares) ++names[share.name];
    for (const auto& share : shares) {
        const bool by_name = can_be_called(share.name) && names[share.name] == 1;
        if (by_name) to.add(share.name, fmt::format("{} {}", printable(share.tag), to_string(share.state)));
        // A tag that is begun is meant; unasked it would only stand beside its name.
        if (!by_name || !to.begun().empty()) to.add(printable(share.tag), printable(share.name));
    }
}

std::set<std::string> labels_of(const std::vector<ShareView>& shares) {
    std::set<std::string> out;
    for (const auto& share : shares) {
        for (const auto& label : share.labels) {
            if (printable(label) == label) out.insert(label);
        }
    }
    return out;
}

void add_selectors(const std::vector<ShareView>& shares, Collection& to) {
    for (const auto& [word, meaning] : selectors) to.add(word, meaning);
    for (const auto& label : labels_of(shares)) to.add("label:" + label, "Those with this label");
}

bool looks_like_path(std::string_view word) {
    return word.starts_with('.') || word.starts_with('~') || word.find('/') != word.npos;
}

// --- one word --------------------------------------------------------------------------------------------------------

/// The command line as far as it stands.
struct Begun {
    const CommandInfo* command = nullptr;
    CommandLine::Values options{};
    std::vector<std::string> operands{};
    const OptionInfo* awaits = nullptr;  ///< the word under the cursor is its value
    bool only_operands = false;          ///< after "--"
};

void add_value(Completion kind, std::string_view choices, bool takes_several, const Begun& begun,
               const RememberedShares& remembered, Collection& to) {
    const auto shares = [&] { return remembered(CommandLine{*begun.command, begun.options, {}}); };
    switch (kind) {
    case Completion::nothing:
        break;
    case Completion::choice:
        to.add_choices(choices);
        break;
    case Completion::file:
        to.set_paths(SuggestedPaths::files);
        break;
    case Completion::directory:
        to.set_paths(SuggestedPaths::directories);
        break;
    case Completion::share: {
        if (looks_like_path(to.begun())) return to.set_paths(SuggestedPaths::files);
        const auto known = shares();
        add_shares(known, to);
        if (takes_several) add_selectors(known, to);
        break;
    }
    case Completion::label:
        for (const auto& label : labels_of(shares())) to.add(label, "");
        break;
    case Completion::setting:
        for (const auto& setting : setting_table()) to.add(setting.key, first_sentence(setting.meaning));
        break;
    }
}

void add_options(const Begun& begun, Collection& to) {
    for (const auto& option : begun.command->options) {
        if (begun.options.contains(option.name) && !option.is_repeatable) continue;
        to.add(fmt::format("--{}", option.name), first_sentence(option.meaning));
    }
}

/// The operand that the next word would be; nothing if there are enough.
const OperandInfo* next_operand(const Begun& begun) {
    std::size_t taken = begun.operands.size();
    for (const auto& operand : begun.command->operands) {
        if (operand.most > taken) return &operand;
        taken -= operand.most;
    }
    return nullptr;
}

const OptionInfo* option_called(const CommandInfo& command, std::string_view word) {
    if (word.starts_with("--")) return find_option(command, word.substr(2));
    if (word.size() != 2 || word[0] != '-') return nullptr;
    const auto found = std::ranges::find(command.options, word[1], &OptionInfo::letter);
    return found == command.options.end() ? nullptr : &*found;
}

/// Takes one more word that stands before the cursor.
void take(Begun& begun, const std::string& word) {
    if (begun.awaits != nullptr) {
        begun.options[std::string{begun.awaits->name}].push_back(word);
        begun.awaits = nullptr;
        return;
    }
    if (begun.only_operands || word.size() < 2 || word[0] != '-') return begun.operands.push_back(word);
    if (word == "--") {
        begun.only_operands = true;
        return;
    }
    const auto equals = word.find('=');
    const OptionInfo* option = option_called(*begun.command, word.substr(0, equals));
    if (option == nullptr) return;
    if (option->is_flag()) {
        begun.options[std::string{option->name}] = {"on"};
    } else if (equals == word.npos) {
        begun.awaits = option;
    } else {
        begun.options[std::string{option->name}].push_back(word.substr(equals + 1));
    }
}

Suggestions suggest_word(const Begun& begun, std::string_view word, const RememberedShares& remembered) {
    const OptionInfo* option = begun.awaits;
    std::string_view value = word;
    const auto equals = word.find('=');
    if (option == nullptr && !begun.only_operands && word.starts_with("--") && equals != word.npos) {
        option = option_called(*begun.command, word.substr(0, equals));
        if (option == nullptr || option->is_flag()) return {};
        value = word.substr(equals + 1);
    }
    Collection to{std::string{word.substr(0, word.size() - value.size())}, value};
    if (option != nullptr) {
        add_value(option->completes, option->choices, false, begun, remembered, to);
    } else if (word.starts_with('-') && !begun.only_operands) {
        add_options(begun, to);
    } else if (const OperandInfo* operand = next_operand(begun)) {
        add_value(operand->completes, operand->choices, operand->most > 1, begun, remembered, to);
    } else if (!begun.only_operands) {
        add_options(begun, to);
    }
    return std::move(to).take();
}

// --- commands --------------------------------------------------------------------------------------------------------

/// Of the commands that begin with `group` (empty: of all) the next word, each once.
Suggestions suggest_command(std::string_view group, std::string_view word) {
    Collection to{"", word};
    std::set<std::string_view> seen;
    for (const auto& command : shoal_commands()) {
        std::string_view name = command.name;
        if (!group.empty()) {
            if (!name.starts_with(group) || name.substr(group.size(), 1) != " ") continue;
            name.remove_prefix(group.size() + 1);
        }
        const auto first = name.substr(0, name.find(' '));
        if (seen.insert(first).second) to.add(first, first == name ? command.summary : group_summary(first));
    }
    if (group.empty() && word.starts_with('-')) {
        to.add("--help", "Print this help");
        to.add("--version", "Print the version");
    }
    return std::move(to).take();
}

const CommandInfo* command_called(std::string_view name) {
    const auto commands = shoal_commands();
    const auto found = std::ranges::find_if(commands, [&](const CommandInfo& command) {
        return command.name == name || (!command.alias.empty() && command.alias == name);
    });
    return found == commands.end() ? nullptr : &*found;
}

}  // namespace

Suggestions suggest(std::span<const std::string> words, const RememberedShares& remembered) {
    if (words.empty()) return {};
    const auto& cursor = words.back();
    const Words before = words.first(words.size() - 1);
    if (before.empty()) return suggest_command("", cursor);

    std::size_t used = 1;
    Begun begun{.command = command_called(before[0])};
    if (begun.command == nullptr) {
        if (before.size() == 1) return suggest_command(before[0], cursor);
        begun.command = command_called(before[0] + " " + before[1]);
        used = 2;
    }
    if (begun.command == nullptr) return {};
    for (const auto& word : before.subspan(used)) take(begun, word);
    return suggest_word(begun, cursor, remembered);
}

}  // namespace shoal::cli
