#include "cli/http_range.h"

#include <gtest/gtest.h>

namespace shoal::cli {
namespace {

constexpr auto* etag = "\"abc\"";

HttpSelection range_of(std::string_view range, std::uint64_t file_bytes = 1000) {
    return select_bytes({.range = range, .if_range = {}, .if_match = {}, .if_none_match = {}}, etag, file_bytes);
}

void expect_part(std::string_view range, std::uint64_t offset, std::uint64_t length, std::uint64_t file_bytes = 1000) {
    const auto selection = range_of(range, file_bytes);
    EXPECT_EQ(selection.status, 206U) << range;
    EXPECT_EQ(selection.offset, offset) << range;
    EXPECT_EQ(selection.length, length) << range;
}

void expect_whole(std::string_view range, std::uint64_t file_bytes = 1000) {
    const auto selection = range_of(range, file_bytes);
    EXPECT_EQ(selection.status, 200U) << range;
    EXPECT_EQ(selection.offset, 0U) << range;
    EXPECT_EQ(selection.length, file_bytes) << range;
}

TEST(HttpRange, OneRangeSelectsItsBytes) {
    expect_part("bytes=0-0", 0, 1);
    expect_part("bytes=0-499", 0, 500);
    expect_part("bytes=500-", 500, 500);
    expect_part("bytes=999-", 999, 1);
    expect_part("bytes= 10-19", 10, 10);
    expect_part("Bytes=10-19", 10, 10);
    expect_part("bytes=10-19 ", 10, 10);
}

TEST(HttpRange, ARangeThatReachesBeyondTheEndEndsThere) {
    expect_part("bytes=900-1000", 900, 100);
    expect_part("bytes=900-99999999999999999999999999", 900, 100);
}

TEST(HttpRange, ASuffixCountsFromTheEnd) {
    expect_part("bytes=-1", 999, 1);
    expect_part("bytes=-1000", 0, 1000);
    expect_part("bytes=-5000", 0, 1000);
    expect_part("bytes=-99999999999999999999999999", 0, 1000);
}

TEST(HttpRange, WhatBeginsBehindTheEndIsNotThere) {
    for (const auto* range : {"bytes=1000-", "bytes=1000-1001", "bytes=99999999999999999999999999-", "bytes=-0"}) {
        EXPECT_EQ(range_of(range).status, 416U) << range;
    }
    EXPECT_EQ(range_of("bytes=0-", 0).status, 416U);
    EXPECT_EQ(content_range(range_of("bytes=1000-"), 1000), "bytes */1000");
}

TEST(HttpRange, AnEmptyFileHasNoPartToTellOf) {
    expect_whole("bytes=-5", 0);
}

TEST(HttpRange, WhatIsNoSingleRangeIsPassedOver) {
    for (const auto* range : {"", "bytes", "bytes=", "bytes=-", "bytes=5", "bytes=5-4", "bytes=a-b", "bytes=1-2x",
                              "bytes=x1-2", "bytes=+1-2", "bytes=1--2", "bytes=0-1,5-6", "bytes=0-1,", "items=0-1",
                              "bytes 0-1", "bytes=0x1-2", "bytes=1 -2", "=0-1"}) {
        expect_whole(range);
    }
}

TEST(HttpRange, TheFieldTellsWhichBytesCome) {
    EXPECT_EQ(content_range(range_of("bytes=0-99"), 1000), "bytes 0-99/1000");
    EXPECT_EQ(content_range(range_of("bytes=-1"), 1000), "bytes 999-999/1000");
}

TEST(HttpRange, FilesOfExbibytesKeepTheirNumbers) {
    constexpr std::uint64_t huge = 1ULL << 62;
    expect_part("bytes=4611686018427387903-", huge - 1, 1, huge);
    expect_part("bytes=0-18446744073709551615", 0, huge, huge);
}

TEST(HttpRange, ARangeIfItIsStillThatFile) {
    const auto with = [](std::string_view if_range) {
        return select_bytes({.range = "bytes=0-9", .if_range = if_range, .if_match = {}, .if_none_match = {}}, etag,
                            1000)
            .status;
    };
    EXPECT_EQ(with("\"abc\""), 206U);
    EXPECT_EQ(with("\"abd\""), 200U);
    EXPECT_EQ(with("W/\"abc\""), 200U) << "a weak tag says nothing about bytes";
    EXPECT_EQ(with("Sun, 06 Nov 1994 08:49:37 GMT"), 200U);
    EXPECT_EQ(with("*"), 200U);
}

TEST(HttpRange, ConditionsComeBeforeRanges) {
    const auto none = [](std::string_view list) {
        return select_bytes({.range = "bytes=0-9", .if_range = {}, .if_match = {}, .if_none_match = list}, etag, 1000)
            .status;
    };
    EXPECT_EQ(none("\"abc\""), 304U);
    EXPECT_EQ(none("\"x\", W/\"abc\""), 304U);
    EXPECT_EQ(none("*"), 304U);
    EXPECT_EQ(none("\"x\""), 206U);
    const auto match = [](std::string_view list) {
        return select_bytes({.range = "bytes=0-9", .if_range = {}, .if_match = list, .if_none_match = {}}, etag, 1000)
            .status;
    };
    EXPECT_EQ(match("\"x\", \"abc\""), 206U);
    EXPECT_EQ(match("*"), 206U);
    EXPECT_EQ(match("\"x\""), 412U);
    EXPECT_EQ(match("W/\"abc\""), 412U);
    EXPECT_EQ(match(""), 412U);
}

}  // namespace
}  // namespace shoal::cli
