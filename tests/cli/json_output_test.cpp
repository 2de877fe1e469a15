#include "cli/json_output.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace shoal::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST(JsonLine, BeginsWithVersionAndType) {
    EXPECT_EQ(JsonLine{"listening"}.texts("endpoints", {"127.0.0.1:5"}).str(),
              R"({"v":1,"type":"listening","endpoints":["127.0.0.1:5"]})");
}

TEST(JsonLine, UnknownIsAbsent) {
    EXPECT_EQ(JsonLine{"x"}.text("name", "").str(), R"({"v":1,"type":"x"})");
}

TEST(JsonLine, IsOneLineOfAsciiWhateverANameHolds) {
    const auto line = JsonLine{"x"}.text("name", "a\n\x1b[31m\xe2\x80\xae\xff\xc3\xa4").str();
    for (const char c : line) {
        EXPECT_GE(c, ' ');
        EXPECT_LE(c, '~');
    }
    EXPECT_THAT(line, HasSubstr("\\u202e"));
    EXPECT_EQ(parse_json_line(line)->texts.at("name"), "a\n\x1b[31m\xe2\x80\xae\xef\xbf\xbd\xc3\xa4");
}

TEST(JsonLine, RealsHaveThreeDecimalsAndNonsenseIsLeftOut) {
    EXPECT_EQ(JsonLine{"x"}.real("r", 1.23456).str(), R"({"v":1,"type":"x","r":1.235})");
    EXPECT_EQ(JsonLine{"x"}.real("r", 1.0 / 0.0).str(), R"({"v":1,"type":"x"})");
}

TEST(JsonLine, AStatusHasEveryFieldOfTheViewAndItsShares) {
    StatusView status;
    status.listen = {"127.0.0.1:7"};
    status.chunks_bad = 3;
    status.version = "1.2.3";
    status.bytes_received = UINT64_MAX;
    ShareView share;
    share.tag = "abcdefgh";
    share.state = ShareState::seeding;
    const auto line = JsonLine{"status"}.fields(status).shares("shares_list", {share}).str();
    EXPECT_THAT(line, StartsWith(R"({"v":1,"type":"status",)"));
    std::size_t fields = 0;
    StatusView::fields(
        [&](const char* key, const auto&) {
            ++fields;
            if (std::string_view{key} == "last_error") return;
            EXPECT_THAT(line, HasSubstr("\"" + std::string{key} + "\":"));
        },
        status);
    EXPECT_GT(fields, 20U);
    EXPECT_THAT(line, HasSubstr(R"("bytes_received":18446744073709551615)"));
    EXPECT_THAT(line, HasSubstr(R"("state":"seeding")"));
    EXPECT_THAT(line, Not(HasSubstr("last_error")));
}

TEST(JsonLine, ASharedLineCarriesLinkAndWhatWasLeftOut) {
    ShareAdded added;
    added.tag = "abcdefgh";
    added.name = "n";
    added.link = "magnet:?xt=urn:shoal:bx";
    added.files = 2;
    added.bytes = 10;
    added.skipped = {"a", "b"};
    const auto record = parse_json_line(JsonLine{"shared"}.fields(added).str());
    ASSERT_TRUE(record);
    EXPECT_EQ(record->type, "shared");
    EXPECT_EQ(record->texts.at("link"), added.link);
    EXPECT_EQ(record->numbers.at("files"), 2U);
    EXPECT_THAT(record->lists.at("skipped"), ElementsAre("a", "b"));
}

TEST(JsonLine, WhatIsNoRecordOfOursIsNotRead) {
    for (const auto* line : {"", "{", "[]", "1", R"({"type":"x"})", R"({"v":2,"type":"x"})", R"({"v":1})"}) {
        EXPECT_FALSE(parse_json_line(line)) << line;
    }
}

}  // namespace
}  // namespace shoal::cli
