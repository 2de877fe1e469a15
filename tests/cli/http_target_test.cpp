#include "cli/http_target.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace shoal::cli {
namespace {

TEST(HttpTarget, MetricsAreAtTheirUsualPlace) {
    for (const auto* text : {"/metrics", "/metrics?name[]=up"}) {
        const auto target = parse_http_target(text);
        ASSERT_TRUE(target) << text;
        EXPECT_FALSE(target->tag);
        EXPECT_FALSE(target->ticket);
    }
}

TEST(HttpTarget, AFileIsNamedByTagAndPath) {
    const auto target = parse_http_target("/abcdefgh/season%201/%C3%A4.mkv?x=1");
    ASSERT_TRUE(target) << target.error().what;
    EXPECT_EQ(target->tag->str(), "abcdefgh");
    EXPECT_EQ(target->path, "season 1/\xc3\xa4.mkv");
    EXPECT_FALSE(target->ticket);
}

TEST(HttpTarget, ATicketStandsBeforeThem) {
    const auto target = parse_http_target("/t/1700000000-abc/abcdefgh/a/b");
    ASSERT_TRUE(target) << target.error().what;
    ASSERT_TRUE(target->ticket);
    EXPECT_EQ(target->ticket->expiry_s, 1'700'000'000U);
    EXPECT_EQ(target->ticket->mac, "abc");
    EXPECT_EQ(target->tag->str(), "abcdefgh");
    EXPECT_EQ(target->path, "a/b");
}

TEST(HttpTarget, WhatNoFileCanBeCalledIsRefused) {
    for (const auto* text : {"/abcdefgh/../x",
                             "/abcdefgh/a/../../x",
                             "/abcdefgh/%2e%2e/x",
                             "/abcdefgh/%2E%2e",
                             "/abcdefgh/./a",
                             "/abcdefgh//a",
                             "/abcdefgh/a//b",
                             "/abcdefgh/a/",
                             "/abcdefgh/",
                             "/abcdefgh/a%2fb",
                             "/abcdefgh/a%5cb",
                             "/abcdefgh/a\\b",
                             "/abcdefgh/a%00b",
                             "/abcdefgh/%00",
                             "/abcdefgh/%",
                             "/abcdefgh/%4",
                             "/abcdefgh/%zz",
                             "/abcdefgh/%c0%ae%c0%ae/x",
                             "/abcdefgh/%c0%af",
                             "/abcdefgh/%ed%a0%80",
                             "/abcdefgh/%f4%90%80%80",
                             "/abcdefgh/%e0%80%af",
                             "/abcdefgh/%ff",
                             "/abcdefgh/...",
                             "metrics",
                             "http://127.0.0.1/metrics",
                             "",
                             "*"}) {
        const auto target = parse_http_target(text);
        ASSERT_FALSE(target) << text;
        EXPECT_EQ(target.error().code, Errc::malformed) << text;
    }
}

TEST(HttpTarget, WhatStandsUnderNoAddressIsNotFound) {
    for (const auto* text : {"/", "/index.html", "/metrics/", "/Metrics", "/abcdefgh", "/abcdefg1/a", "/abcdefghi/a",
                             "/%61bcdefgh/a", "/favicon.ico"}) {
        const auto target = parse_http_target(text);
        ASSERT_FALSE(target) << text;
        EXPECT_EQ(target.error().code, Errc::not_found) << text;
    }
}

TEST(HttpTarget, ATicketThatIsNoneIsRefused) {
    for (const auto* text : {"/t/", "/t/x", "/t/1700000000/abcdefgh/a", "/t/-abc/abcdefgh/a", "/t/1x-abc/abcdefgh/a",
                             "/t/-1-abc/abcdefgh/a", "/t/+1-abc/abcdefgh/a", "/t/99999999999999999999-abc/abcdefgh/a",
                             "/t/ 1-abc/abcdefgh/a"}) {
        EXPECT_FALSE(parse_http_target(text)) << text;
    }
}

TEST(HttpTarget, ALongPathHasTheLimitsOfAnyPath) {
    EXPECT_FALSE(parse_http_target("/abcdefgh/" + std::string(256, 'a')));
    std::string deep = "/abcdefgh";
    for (int i = 0; i < 65; ++i) deep += "/a";
    EXPECT_FALSE(parse_http_target(deep));
}

TEST(HttpTarget, EscapedPathsComeBackAsTheyWere) {
    const std::string path = "a b/100%/\xc3\xa4?#&+;=/\xf0\x9f\x90\x9f'\"<>~-._";
    const auto escaped = escape_url_path(path);
    EXPECT_THAT(escaped, testing::MatchesRegex("[A-Za-z0-9%/~._-]*"));
    const auto target = parse_http_target("/abcdefgh/" + escaped);
    ASSERT_TRUE(target) << target.error().what;
    EXPECT_EQ(target->path, path);
}

}  // namespace
}  // namespace shoal::cli
