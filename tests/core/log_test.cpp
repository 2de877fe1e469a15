#include "core/log.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>
#include <type_traits>

#include "core/ids.h"

namespace shoal {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// A content id is a secret: there is no way to put one into a field, as it is, by conversion or by formatting.
static_assert(std::is_constructible_v<LogField, std::string_view, std::string>);
static_assert(!std::is_constructible_v<LogField, std::string_view, ContentId>);
static_assert(!std::is_constructible_v<std::string, ContentId>);
static_assert(!std::is_convertible_v<ContentId, std::string>);
static_assert(!std::is_convertible_v<ContentId, std::string_view>);
static_assert(!fmt::is_formattable<ContentId>::value);
template <class Value>
concept FitsAField = requires(Value value) {
    LogField{"key", value};
};
static_assert(FitsAField<std::string>);
static_assert(!FitsAField<ContentId>);
static_assert(!FitsAField<decltype(ContentId::bytes)>);

class LogTest : public ::testing::Test {
protected:
    Log make(LogLevel level, LogFormat format) {
        return Log{level, format, [this] { return WallTime{now_ms}; },
                   [this](std::string_view line) { lines.emplace_back(line); }};
    }
    std::int64_t now_ms = 1795359845123;  // 2026-11-22T15:04:05.123Z
    std::vector<std::string> lines;
};

TEST_F(LogTest, WritesATextLineWithTimeLevelPartAndFields) {
    Log log = make(LogLevel::info, LogFormat::text);
    log.write(LogLevel::info, "dht", "joined the network", {{"nodes", "12"}, {"from", "127.0.0.1:1"}});
    log.write(LogLevel::error, "link", "gave up");
    EXPECT_THAT(lines, ElementsAre("2026-11-22T15:04:05.123Z info  dht  joined the network nodes=12 from=127.0.0.1:1",
                                   "2026-11-22T15:04:05.123Z error link gave up"));
}

TEST_F(LogTest, WritesTimesBeforeAndFarBehindNow) {
    Log log = make(LogLevel::info, LogFormat::text);
    for (const std::int64_t ms : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{951827696789}}) {
        now_ms = ms;
        log.write(LogLevel::info, "x", "y");
    }
    EXPECT_THAT(lines[0], HasSubstr("1970-01-01T00:00:00.000Z"));
    EXPECT_THAT(lines[1], HasSubstr("1969-12-31T23:59:59.999Z"));
    EXPECT_THAT(lines[2], HasSubstr("2000-02-29T12:34:56.789Z"));
}

TEST_F(LogTest, AValueCanNeitherEndTheLineNorLookLikeAnotherField) {
    Log log = make(LogLevel::info, LogFormat::text);
    log.write(LogLevel::info, "x", "m",
              {{"a", "two words"},
               {"b", "x=y"},
               {"c", "say \"hi\" \\"},
               {"d", ""},
               {"e", "l1\nl2\x1b[0m\u202e"},
               {"f", "\xff"}});
    ASSERT_EQ(lines.size(), 1U);
    EXPECT_THAT(lines[0],
                HasSubstr(R"( m a="two words" b="x=y" c="say \"hi\" \\" d="" e=l1\u000al2\u001b[0m\u202e f=\xff)"));
}

TEST_F(LogTest, WritesAJsonObjectALine) {
    Log log = make(LogLevel::info, LogFormat::json);
    log.write(LogLevel::warn, "disk", "slow", {{"path", "a\"b\n\u00fc\xff"}, {"level", "clash"}, {"level", "again"}});
    ASSERT_EQ(lines.size(), 1U);
    EXPECT_THAT(lines[0],
                ::testing::StartsWith(R"({"v":1,"type":"log","time":1795359845123,"level":"warn","part":"disk",)"
                                      R"("message":"slow","path":")"));
    EXPECT_EQ(lines[0].find('\n'), std::string::npos);
    const auto json = nlohmann::json::parse(lines[0]);
    EXPECT_EQ(json["path"], "a\"b\n\u00fc\ufffd");
    EXPECT_EQ(json["level"], "warn");
    EXPECT_EQ(json["level_"], "clash");
    EXPECT_EQ(json["level__"], "again");
}

TEST_F(LogTest, LeavesOutWhatIsBelowItsLevel) {
    Log log = make(LogLevel::warn, LogFormat::text);
    log.write(LogLevel::error, "x", "1");
    log.write(LogLevel::warn, "x", "2");
    log.write(LogLevel::info, "x", "3");
    log.write_limited(LogLevel::trace, "x", "4");
    EXPECT_EQ(lines.size(), 2U);
    EXPECT_FALSE(log.enabled(LogLevel::info, "x"));
    EXPECT_EQ(log.suppressed(), 0U);
}

TEST_F(LogTest, PartsCanTellMoreOrLessThanTheRest) {
    Log log{parse_log_filter("warn,dht=debug,link=error").value(), LogFormat::text, [] { return WallTime{}; },
            [this](std::string_view line) { lines.emplace_back(line); }};
    for (const auto* part : {"dht", "link", "share"}) log.write(LogLevel::warn, part, "warned");
    log.write_limited(LogLevel::debug, "dht", "in detail");
    log.write_limited(LogLevel::info, "share", "in detail");
    ASSERT_EQ(lines.size(), 3U);
    EXPECT_THAT(lines[0], HasSubstr("dht  warned"));
    EXPECT_THAT(lines[1], HasSubstr("share warned"));
    EXPECT_THAT(lines[2], HasSubstr("dht  in detail"));
    log.set_filter(LogLevel::error);
    log.write(LogLevel::warn, "dht", "warned");
    EXPECT_EQ(lines.size(), 3U);
}

TEST_F(LogTest, APrefixTellsTheJournalHowBadItIs) {
    Log log = make(LogLevel::trace, LogFormat::prefixed);
    log.write(LogLevel::error, "dht", "failed", {{"why", "two words"}});
    log.write(LogLevel::trace, "dht", "seen");
    EXPECT_THAT(lines, ElementsAre("<3>dht: failed why=\"two words\"", "<7>dht: seen"));
}

TEST_F(LogTest, LimitsEachMessageToFiveAMinuteAndTellsHowManyWereLeftOut) {
    Log log = make(LogLevel::info, LogFormat::text);
    for (int i = 0; i < 100; ++i) log.write_limited(LogLevel::info, "link", "bad hello");
    EXPECT_EQ(lines.size(), 5U);
    EXPECT_EQ(log.suppressed(), 95U);
    log.write_limited(LogLevel::info, "link", "another message");
    log.write_limited(LogLevel::info, "dht", "bad hello");
    EXPECT_EQ(lines.size(), 7U);
    now_ms += 60'000;
    log.write_limited(LogLevel::info, "link", "bad hello", {{"key", "v"}});
    ASSERT_EQ(lines.size(), 8U);
    EXPECT_THAT(lines.back(), HasSubstr("bad hello key=v left_out=95"));
    log.write_limited(LogLevel::info, "link", "bad hello");
    EXPECT_EQ(lines.back().find("left_out"), std::string::npos);
}

TEST_F(LogTest, LimitsAlsoWhenTheClockGoesBack) {
    Log log = make(LogLevel::info, LogFormat::text);
    for (int i = 0; i < 6; ++i) log.write_limited(LogLevel::info, "x", "y");
    now_ms -= 3'600'000;
    log.write_limited(LogLevel::info, "x", "y");
    EXPECT_EQ(lines.size(), 6U);
    EXPECT_THAT(lines.back(), HasSubstr("left_out=1"));
}

TEST_F(LogTest, ForgetsItsCountsRatherThanGrowing) {
    Log log = make(LogLevel::info, LogFormat::text);
    for (int i = 0; i < 6; ++i) log.write_limited(LogLevel::info, "x", "first");
    EXPECT_EQ(lines.size(), 5U);
    for (int i = 0; i < 1'000; ++i) log.write_limited(LogLevel::info, "x", std::to_string(i));
    EXPECT_EQ(lines.size(), 1'005U);
    log.write_limited(LogLevel::info, "x", "first");  // counted anew
    EXPECT_EQ(lines.size(), 1'006U);
}

TEST(LogFilterText, IsALevelAndThenParts) {
    EXPECT_EQ(parse_log_filter("info").value(), LogFilter{LogLevel::info});
    const auto filter = parse_log_filter("dht=debug,warn").value();
    EXPECT_EQ(filter.of("dht"), LogLevel::debug);
    EXPECT_EQ(filter.of("link"), LogLevel::warn);
    EXPECT_EQ(parse_log_filter("dht=debug").value().of("link"), LogLevel::info);
    for (const auto* text : {"", "info,", ",info", "dht", "=debug", "dht=", "dht=loud", "info,warn", "info dht=debug"})
        EXPECT_EQ(parse_log_filter(text).error().code, Errc::configuration) << text;
}

TEST(LogLevelText, IsParsedExactly) {
    EXPECT_EQ(parse_log_level("error").value(), LogLevel::error);
    EXPECT_EQ(parse_log_level("trace").value(), LogLevel::trace);
    for (const auto* text : {"", "Info", "verbose", "infos"}) {
        const auto parsed = parse_log_level(text);
        ASSERT_FALSE(parsed) << text;
        EXPECT_EQ(parsed.error().code, Errc::configuration);
        EXPECT_THAT(parsed.error().what, HasSubstr("error, warn, info, debug, trace"));
    }
}

}  // namespace
}  // namespace shoal
