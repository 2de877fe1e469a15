#include "cli/qr_code.h"

#include <gmock/gmock.h>

#include "cli/terminal.h"
#include "tests/cli/running_program.h"

namespace shoal::cli {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr auto* link_text = "shoal:bagt2kbbiizimaxjj7xviophcyp7i4fg6uiikfg3czzjlrpy5ip2umk7e";
constexpr auto* black_on_white = "\x1b[38;5;16;48;5;231m";

/// What a camera sees of the drawn lines: one grey a half block, each a few pixels wide.
std::string picture_of(const std::vector<std::string>& lines, bool drawn_is_dark) {
    constexpr std::size_t scale = 4;
    std::vector<std::string> rows;  // '1' dark
    for (std::string line : lines) {
        if (const auto begin = line.find('m'); line.starts_with('\x1b')) line = line.substr(begin + 1);
        line = line.substr(0, line.find('\x1b'));
        std::string upper;
        std::string lower;
        for (std::size_t i = 0; i < line.size(); i += line[i] == ' ' ? 1U : 3U) {
            const std::string glyph = line.substr(i, line[i] == ' ' ? 1 : 3);
            const bool above = glyph == "█" || glyph == "▀";
            const bool below = glyph == "█" || glyph == "▄";
            upper += above == drawn_is_dark ? '1' : '0';
            lower += below == drawn_is_dark ? '1' : '0';
        }
        rows.push_back(upper);
        rows.push_back(lower);
    }
    const std::size_t wide = rows.empty() ? 0 : rows[0].size();
    std::string out = "P2\n" + std::to_string(wide * scale) + " " + std::to_string(rows.size() * scale) + "\n255\n";
    for (const auto& row : rows) {
        std::string pixels;
        for (const char module : row) {
            for (std::size_t i = 0; i < scale; ++i) pixels += module == '1' ? "0 " : "255 ";
        }
        for (std::size_t i = 0; i < scale; ++i) out += pixels + "\n";
    }
    return out;
}

/// As a decoder that is not ours reads it.
std::string decoded(const std::string& picture) {
    const TemporaryFolder folder;
    ChildPlan plan;
    plan.program = "/usr/bin/zbarimg";  // package zbar-tools
    plan.arguments = {"--quiet",   "--raw",           "--nodbus",
                      "-Sdisable", "-Sqrcode.enable", folder.write("code.pgm", picture)};
    plan.environment = {"PATH=/usr/bin:/bin", "HOME=" + folder.path()};
    plan.stdout_path = folder.under("out");
    plan.stderr_path = folder.under("err");
    auto child = ChildProcess::start(plan);
    EXPECT_TRUE(child);
    for (int ms = 0; child && ms < max_wait_ms && !child->exit_status(); ms += 5) ::poll(nullptr, 0, 5);
    EXPECT_EQ(child ? child->exit_status() : -1, 0) << folder.read("err") << "is zbarimg there (zbar-tools)?";
    return folder.read("out");
}

class QrCodeTest : public testing::Test {
protected:
    void SetUp() override {
        if (!has_qr_codes()) GTEST_SKIP() << "built without QR codes";
    }
};

TEST_F(QrCodeTest, ADecoderReadsTheLinkInUpperCaseWithAndWithoutColours) {
    const auto code = qr_code_of_link(link_text);
    ASSERT_TRUE(code);
    std::string upper{link_text};
    std::ranges::transform(upper, upper.begin(), [](char c) { return c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c; });
    EXPECT_EQ(decoded(picture_of(draw_qr_code(*code, true), true)), upper + "\n");
    EXPECT_EQ(decoded(picture_of(draw_qr_code(*code, false), false)), upper + "\n");
}

TEST_F(QrCodeTest, UpperCaseTakesTheSmallestCode) {
    EXPECT_EQ(qr_code_of_link(link_text)->width, 29U) << "version 3";
    EXPECT_EQ(qr_code_of(link_text)->width, 33U) << "as it stands, in bytes";
}

TEST_F(QrCodeTest, FitsIntoASmallTerminalWithItsQuietZone) {
    const auto lines = draw_qr_code(*qr_code_of_link(link_text), true);
    EXPECT_EQ(lines.size(), 19U);
    for (const auto& line : lines) {
        EXPECT_EQ(display_width(line), 37U);
        EXPECT_THAT(line, StartsWith(std::string{black_on_white} + "    "));
        EXPECT_THAT(line, EndsWith("    \x1b[0m"));
    }
    EXPECT_EQ(lines[0], std::string{black_on_white} + std::string(37, ' ') + "\x1b[0m");
    EXPECT_EQ(lines[1], lines[0]);
}

TEST_F(QrCodeTest, WithoutColoursThereIsNoEscape) {
    for (const auto& line : draw_qr_code(*qr_code_of_link(link_text), false)) EXPECT_THAT(line, Not(HasSubstr("\x1b")));
}

TEST_F(QrCodeTest, WhatIsTooLongIsSaidToBe) {
    const auto code = qr_code_of(std::string(5'000, 'x'));
    ASSERT_FALSE(code);
    EXPECT_EQ(code.error().code, Errc::limit);
}

}  // namespace
}  // namespace shoal::cli
