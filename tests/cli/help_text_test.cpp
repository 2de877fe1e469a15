#include "cli/help_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/terminal.h"

namespace shoal::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> out{""};
    for (const char c : text) {
        if (c == '\n')
            out.emplace_back();
        else
            out.back() += c;
    }
    return out;
}

TEST(HelpText, IsNoWiderThanTheTerminalButForExamples) {
    for (const std::size_t columns : {70U, 80U, 120U}) {
        for (const auto& command : shoal_commands()) {
            for (const auto& line : lines_of(help_of_command("shoal", command, columns))) {
                const bool is_example = line.starts_with("  shoal ") || line.starts_with("Usage: ");
                EXPECT_TRUE(is_example || display_width(line) <= columns) << line;
            }
        }
    }
}

TEST(HelpText, FitsEightyColumnsWithItsExamples) {
    for (const auto& command : shoal_commands()) {
        for (const auto& line : lines_of(help_of_command("shoal", command, 80))) EXPECT_LE(line.size(), 80U) << line;
    }
    for (const auto& line : lines_of(help_of_shoal("", 80))) EXPECT_LE(line.size(), 80U) << line;
}

TEST(HelpText, NamesEveryOptionWithItsDefaultAndItsRange) {
    for (const auto& command : shoal_commands()) {
        const auto text = help_of_command("shoal", command, 80);
        for (const auto& option : command.options) EXPECT_THAT(text, HasSubstr("--" + std::string{option.name}));
        for (const auto& example : command.examples) EXPECT_THAT(text, HasSubstr(std::string{example.command}));
    }
    const auto demo = help_of_shoal("demo", 80);
    EXPECT_THAT(demo, HasSubstr("From 1 to 64."));
    EXPECT_THAT(demo, HasSubstr("Default: 7."));
}

TEST(HelpText, SaysOfASettingWhatItsTableSays) {
    const auto text = help_of_shoal("get", 100);
    for (const auto& info : setting_table()) {
        if (info.key != "limits.up") continue;
        EXPECT_THAT(text, HasSubstr(std::string{info.meaning}));
    }
}

TEST(HelpText, OfTheProgramNamesEveryCommandOnce) {
    const auto text = help_of_shoal("", 80);
    for (const auto& command : shoal_commands()) {
        const auto word = command.name.substr(0, command.name.find(' '));
        const auto count = std::ranges::count_if(lines_of(text), [&](const std::string& line) {
            return line.starts_with("  " + std::string{word} + " ") || line.starts_with("  " + std::string{word} + ",");
        });
        EXPECT_EQ(count, 1) << word;
    }
}

TEST(HelpText, OfAFirstWordNamesItsCommands) {
    const auto text = help_of_shoal("peer", 80);
    EXPECT_THAT(text, HasSubstr("peer list"));
    EXPECT_THAT(text, Not(HasSubstr("status")));
}

TEST(Wrap, BreaksAtBlanksAndKeepsParagraphs) {
    EXPECT_THAT(wrap("aa bb cc", 5), ElementsAre("aa bb", "cc"));
    EXPECT_THAT(wrap("aa\n\nbb", 5), ElementsAre("aa", "", "bb"));
    EXPECT_THAT(wrap("overlong a", 5), ElementsAre("overlong", "a"));
    EXPECT_THAT(wrap("", 5), ElementsAre());
}

}  // namespace
}  // namespace shoal::cli
