#include "cli/terminal.h"

#include <gtest/gtest.h>

namespace shoal::cli {
namespace {

TEST(TextWidth, CountsColumnsAndNotBytes) {
    EXPECT_EQ(display_width("abc"), 3U);
    EXPECT_EQ(display_width("äöü"), 3U);
    EXPECT_EQ(display_width("日本"), 4U);
    EXPECT_EQ(display_width("e\xcc\x81"), 1U) << "a combining accent takes no column";
    EXPECT_EQ(display_width("\x1b[32mgreen\x1b[0m"), 5U);
    EXPECT_EQ(display_width("\xff\xfe"), 2U);
    EXPECT_EQ(display_width(""), 0U);
}

TEST(TextWidth, CutsAtCharactersAndSaysSo) {
    EXPECT_EQ(cut_to("short", 5), "short");
    EXPECT_EQ(cut_to("longer", 5), "long…");
    EXPECT_EQ(cut_to("日本語", 5), "日本…");
    EXPECT_EQ(cut_to("日本語", 4), "日…") << "half a character does not fit";
    EXPECT_EQ(cut_to("abc", 1), "…");
    EXPECT_EQ(cut_to("abc", 0), "");
}

TEST(TextWidth, PadsToExactlyTheColumns) {
    EXPECT_EQ(pad_to("ab", 4), "ab  ");
    EXPECT_EQ(display_width(pad_to("日本語", 4)), 4U);
}

TEST(Terminal, AFileIsNoTerminalAndColumnsRules) {
    const auto environment = [](std::string_view name) -> std::optional<std::string> {
        return name == "COLUMNS" ? std::optional<std::string>{"132"} : std::nullopt;
    };
    const auto terminal = Terminal::of(-1, environment);
    EXPECT_FALSE(terminal.is_terminal);
    EXPECT_FALSE(terminal.can_redraw);
    EXPECT_EQ(terminal.columns(), 132U);
}

TEST(Terminal, SenselessColumnsAreIgnored) {
    for (const char* text : {"", "wide", "80x", "-1"}) {
        const auto terminal = Terminal::of(-1, [text](std::string_view name) -> std::optional<std::string> {
            return name == "COLUMNS" ? std::optional<std::string>{text} : std::nullopt;
        });
        EXPECT_EQ(terminal.columns(), 80U) << text;
    }
}

}  // namespace
}  // namespace shoal::cli
