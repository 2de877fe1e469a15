#include "cli/command_table.h"

#include <algorithm>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/command_line.h"

namespace shoal::cli {
namespace {

std::vector<CommandInfo> every_command() {
    const auto commands = shoal_commands();
    std::vector<CommandInfo> out(commands.begin(), commands.end());
    out.push_back(shoald_command());
    return out;
}

TEST(CommandTable, SaysEverythingAboutEveryCommand) {
    for (const auto& command : every_command()) {
        EXPECT_FALSE(command.summary.empty()) << command.name;
        EXPECT_FALSE(command.summary.ends_with('.')) << command.name;
        EXPECT_FALSE(command.examples.empty()) << command.name;
        EXPECT_NE(command.run, nullptr) << command.name;
        for (const auto& option : command.options) {
            EXPECT_FALSE(option.meaning.empty()) << command.name << " --" << option.name;
            EXPECT_TRUE(option.meaning.ends_with('.')) << command.name << " --" << option.name;
        }
    }
}

TEST(CommandTable, HasNoNameTwice) {
    std::set<std::string_view> words;
    for (const auto& command : shoal_commands()) {
        EXPECT_TRUE(words.insert(command.name).second) << command.name;
        if (!command.alias.empty()) {
            EXPECT_TRUE(words.insert(command.alias).second) << command.alias;
        }
        std::set<std::string_view> names;
        std::set<char> letters;
        for (const auto& option : command.options) {
            EXPECT_TRUE(names.insert(option.name).second) << command.name << " --" << option.name;
            if (option.letter != 0) {
                EXPECT_TRUE(letters.insert(option.letter).second) << command.name;
            }
        }
    }
}

TEST(CommandTable, EndsEveryListOfOptionsWithJsonAndHelp) {
    for (const auto& command : every_command()) {
        ASSERT_GE(command.options.size(), 2U);
        EXPECT_EQ(command.options.end()[-2].name, "json");
        EXPECT_EQ(command.options.end()[-1].name, "help");
    }
}

TEST(CommandTable, HasExitCodesInOrderWithDoneAndUsageAmongThem) {
    for (const auto& command : every_command()) {
        EXPECT_TRUE(std::ranges::is_sorted(command.exit_codes)) << command.name;
        EXPECT_EQ(std::ranges::adjacent_find(command.exit_codes), command.exit_codes.end()) << command.name;
        EXPECT_TRUE(std::ranges::count(command.exit_codes, ExitCode::done) == 1) << command.name;
        EXPECT_TRUE(std::ranges::count(command.exit_codes, ExitCode::usage) == 1) << command.name;
    }
}

TEST(CommandTable, CompletesWhatHasChoicesAndNeverALink) {
    for (const auto& command : every_command()) {
        for (const auto& option : command.options)
            EXPECT_EQ(option.completes == Completion::choice, !option.choices.empty()) << option.name;
        for (const auto& operand : command.operands)
            EXPECT_EQ(operand.completes == Completion::choice, !operand.choices.empty()) << operand.name;
    }
    for (const auto& command : shoal_commands()) {
        if (command.name != "get") continue;
        EXPECT_EQ(command.operands.front().completes, Completion::nothing);
    }
}

TEST(CommandTable, OverridesOnlySettingsThatThereAre) {
    const auto settings = setting_table();
    for (const auto& command : every_command()) {
        for (const auto& option : command.options) {
            if (option.setting.empty()) continue;
            EXPECT_NE(std::ranges::find(settings, option.setting, &SettingInfo::key), settings.end()) << option.name;
        }
    }
}

TEST(CommandTable, SummarisesEveryFirstWordOfTwo) {
    for (const auto& command : shoal_commands()) {
        const auto blank = command.name.find(' ');
        if (blank == std::string_view::npos) continue;
        EXPECT_FALSE(group_summary(command.name.substr(0, blank)).empty()) << command.name;
    }
}

TEST(CommandLineDeathTest, OfAnotherCommandsOptionIsOurMistake) {
    const CommandLine line{shoal_commands().front(), {}, {}};
    EXPECT_DEATH((void)line.has("no such option"), "found != nullptr");
}

}  // namespace
}  // namespace shoal::cli
