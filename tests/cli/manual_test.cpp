#include "cli/manual.h"

#include <gmock/gmock.h>

#include "cli/command_table.h"
#include "cli/roff.h"
#include "core/settings_edit.h"

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

TEST(Manual, TheConfigurationHasEverySetting) {
    const auto text = fill_manual("@SETTINGS_TOML@\n");
    ASSERT_TRUE(text);
    EXPECT_EQ(*text, reference_toml());
}

}  // namespace
}  // namespace shoal::cli
