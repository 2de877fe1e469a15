#include "cli/progress_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/json_output.h"
#include "cli/terminal.h"

namespace shoal::cli {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr std::uint64_t mib = 1024 * 1024;

Progress iris() {
    Progress out;
    out.name = "iris";
    out.bytes = 12'800 * mib;
    out.bytes_have = 9'134 * mib;
    out.rate = 112 * mib;
    out.eta_seconds = 33;
    out.peers = 14;
    return out;
}

TEST(Progress, AmountsHaveThreeDigits) {
    EXPECT_EQ(format_amount(0), "0 B");
    EXPECT_EQ(format_amount(999), "999 B");
    EXPECT_EQ(format_amount(1000), "0.98 KiB");
    EXPECT_EQ(format_amount(1024), "1.00 KiB");
    EXPECT_EQ(format_amount(112 * mib), "112 MiB");
    EXPECT_EQ(format_amount(1023 * mib), "1.00 GiB");
    EXPECT_EQ(format_amount(UINT64_MAX), "16.0 EiB");
    EXPECT_EQ(format_amounts(9'134 * mib, 12'800 * mib), "8.92/12.5 GiB");
}

TEST(Progress, OnlyAllIsAHundredPercent) {
    EXPECT_EQ(format_percent(0, 1000), "0.0%");
    EXPECT_EQ(format_percent(713, 1000), "71.3%");
    EXPECT_EQ(format_percent(999'999'999, 1'000'000'000), "99.9%");
    EXPECT_EQ(format_percent(5, 5), "100.0%");
    EXPECT_EQ(format_percent(0, 0), "100.0%");
    EXPECT_EQ(format_percent(UINT64_MAX - 1, UINT64_MAX), "99.9%");
    EXPECT_EQ(format_percent(UINT64_MAX / 2, UINT64_MAX), "50.0%");
}

TEST(Progress, DurationsReadAsOnAClock) {
    EXPECT_EQ(format_duration(33), "0:33");
    EXPECT_EQ(format_duration(3723), "1:02:03");
    EXPECT_EQ(format_duration(3 * 86400 + 4 * 3600 + 5 * 60 + 6), "3d 04:05:06");
}

TEST(Progress, AtEightyColumnsEverythingIsThere) {
    const auto line = progress_bar(iris(), 80);
    EXPECT_EQ(line, "iris  [#############>-----]  71.3%  8.92/12.5 GiB  112 MiB/s  ETA 0:33  peers 14");
    EXPECT_EQ(display_width(line), 80U);
}

TEST(Progress, FitsEveryWidthAndKeepsThePercentage) {
    auto progress = iris();
    for (const auto* name : {"iris", "日本語の長い名前がここにあります", "a\x1b[31mb\nc", "\xff\xff"}) {
        progress.name = name;
        for (std::size_t columns = 20; columns <= 200; ++columns) {
            const auto line = progress_bar(progress, columns);
            EXPECT_LE(display_width(line), columns);
            EXPECT_THAT(line, HasSubstr("71.3%")) << columns;
            EXPECT_EQ(line.find('\x1b'), std::string::npos) << "escapes of a name reach the terminal";
            EXPECT_EQ(line.find('\n'), std::string::npos);
        }
    }
}

TEST(Progress, WhatMattersLeastGoesFirst) {
    EXPECT_THAT(progress_bar(iris(), 60), Not(HasSubstr("[")));
    EXPECT_THAT(progress_bar(iris(), 60), EndsWith("peers 14"));
    EXPECT_THAT(progress_bar(iris(), 50), EndsWith("ETA 0:33"));
    EXPECT_THAT(progress_bar(iris(), 40), EndsWith("112 MiB/s"));
}

TEST(Progress, AnotherLineFormIsForFiles) {
    EXPECT_EQ(progress_words(iris()), "71.3% 8.92/12.5GiB 112MiB/s eta=33s peers=14");
}

TEST(Progress, WhoWaitsSaysForWhat) {
    ShareView share;
    share.name = "iris";
    share.state = ShareState::downloading;
    share.bytes = 100;
    share.known = 2;
    const auto progress = Progress::of(share);
    EXPECT_THAT(progress_bar(progress, 80), EndsWith("looking for peers: 2 found yet"));
    EXPECT_THAT(progress_words(progress), EndsWith("looking for peers: 2 found yet"));
    EXPECT_FALSE(progress.eta_seconds);
}

TEST(Progress, TheTimeLeftIsWhatIsLeftByTheRate) {
    ShareView share;
    share.bytes = 1000;
    share.bytes_have = 400;
    share.rate_down = 100;
    EXPECT_EQ(Progress::of(share).eta_seconds, 6U);
    share.bytes_have = 2000;  // an engine that counts wrongly must not make us compute nonsense
    EXPECT_EQ(Progress::of(share).eta_seconds, 0U);
}

TEST(Progress, JsonLeavesOutWhatIsUnknown) {
    const auto full = parse_json_line(progress_json(iris(), "abcdefgh"));
    ASSERT_TRUE(full);
    EXPECT_EQ(full->type, "progress");
    EXPECT_EQ(full->texts.at("tag"), "abcdefgh");
    EXPECT_EQ(full->numbers.at("bytes_have"), 9'134 * mib);
    EXPECT_EQ(full->numbers.at("eta_s"), 33U);
    const auto empty = parse_json_line(progress_json(Progress{}, ""));
    ASSERT_TRUE(empty);
    EXPECT_FALSE(empty->texts.contains("tag"));
    EXPECT_FALSE(empty->numbers.contains("eta_s"));
    EXPECT_FALSE(empty->numbers.contains("peers"));
}

}  // namespace
}  // namespace shoal::cli
