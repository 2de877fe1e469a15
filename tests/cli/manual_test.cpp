#include "cli/manual.h"

#include <sstream>

#include <gmock/gmock.h>

#include "cli/command_table.h"
#include "cli/roff.h"

namespace shoal::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Roff, WhatIsTypedIsPrintedAsItStands) {
    EXPECT_EQ(roff_text("a-b"), "a\\-b\n");
    EXPECT_EQ(roff_text("back\\slash ~/x"), "back\\eslash \\(ti/x\n");
    EXPECT_EQ(roff_text(".SH\n'br"), "\\&.SH\n\\&\\(aqbr\n");
    EXPECT_EQ(roff_heading(".SS", "say \"x\""), ".SS \"say \\(dqx\\(dq\"\n");
}

TEST(Roff, AnEmptyLinePartsParagraphs) {
    EXPECT_EQ(roff_paragraphs("one\n\ntwo"), ".PP\none\n.PP\ntwo\n");
    EXPECT_EQ(roff_entry("term", "one\n\ntwo"), ".TP\n\\fBterm\\fR\none\n.IP\ntwo\n");
    EXPECT_EQ(roff_paragraphs(""), "");
}

TEST(Manual, APartIsPutInAndTheRestStays) {
    const auto text = fill_manual("before @VERSION@\n@EXIT_CODES@\nafter\n");
    ASSERT_TRUE(text);
    EXPECT_THAT(*text, AllOf(testing::StartsWith("before "), testing::EndsWith("after\n"), Not(HasSubstr("@"))));
    EXPECT_THAT(*text, HasSubstr("\\fB78\\fR\nThe configuration is invalid.\n"));
}

TEST(Manual, APartThatDoesNotExistIsAnError) {
    const auto text = fill_manual("@NO_SUCH_PART@\n");
    ASSERT_FALSE(text);
    EXPECT_THAT(text.error().what, HasSubstr("@NO_SUCH_PART@"));
}

TEST(Manual, EveryCommandIsThere) {
    const auto text = fill_manual("@COMMANDS@\n");
    ASSERT_TRUE(text);
    for (const auto& command : shoal_commands()) {
        auto heading = roff_heading(".SS", "shoal " + std::string{command.name});
        heading.resize(heading.rfind('"'));  // operands follow
        EXPECT_THAT(*text, HasSubstr(heading));
    }
}

TEST(Manual, TheCommentedConfigurationChangesNothing) {
    Settings settings;
    const auto read = apply_toml(settings, "config_version = 1\n" + commented_settings(setting_table()), "x.toml");
    ASSERT_TRUE(read) << read.error().what;
    EXPECT_EQ(settings.log_level, Settings{}.log_level);
}

TEST(Manual, EveryLineOfTheCommentedConfigurationCanBeSwitchedOn) {
    std::istringstream lines{commented_settings(setting_table())};
    std::string text;
    std::size_t switched = 0;
    for (std::string line; std::getline(lines, line);) {
        const bool is_setting = line.starts_with('#') && !line.starts_with("# ");
        switched += is_setting ? 1U : 0U;
        text += (is_setting ? line.substr(1) : line) + "\n";
    }
    EXPECT_EQ(switched, setting_table().size());
    const Environment environment = [](std::string_view name) -> std::optional<std::string> {
        return name == "HOME" ? std::optional<std::string>{"/home/somebody"} : std::nullopt;
    };
    auto settings = default_settings(environment);
    ASSERT_TRUE(settings);
    const Settings usual = *settings;
    const auto read = apply_toml(*settings, text, "x.toml");
    ASSERT_TRUE(read) << read.error().what << "\n" << text;
    EXPECT_EQ(settings->listen, usual.listen);
    EXPECT_EQ(settings->lan, usual.lan);
    EXPECT_EQ(settings->limit_up, usual.limit_up);
    EXPECT_EQ(settings->log_format, usual.log_format);
    EXPECT_EQ(settings->bootstrap, usual.bootstrap);
}

}  // namespace
}  // namespace shoal::cli
