#include "cli/arguments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace shoal::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

template <class T>
T parsed(std::vector<std::string> words) {
    auto outcome = parse_shoal(std::move(words));
    EXPECT_TRUE(outcome) << outcome.error().what;
    if (!outcome || !std::holds_alternative<Arguments>(*outcome)) return {};
    auto arguments = std::get<Arguments>(*std::move(outcome));
    EXPECT_TRUE(std::holds_alternative<T>(arguments.command));
    return std::holds_alternative<T>(arguments.command) ? std::get<T>(arguments.command) : T{};
}

void expect_usage_error(std::vector<std::string> words) {
    const auto outcome = parse_shoal(words);
    ASSERT_FALSE(outcome) << testing::PrintToString(words);
    EXPECT_EQ(outcome.error().code, Errc::usage);
    EXPECT_EQ(outcome.error().what.find('\n'), std::string::npos);
}

TEST(Arguments, ShareTakesSeveralPaths) {
    const auto share = parsed<ShareArguments>({"share", "a", "b c", "--reproducible", "--comment", "hello"});
    EXPECT_THAT(share.paths, ElementsAre("a", "b c"));
    EXPECT_TRUE(share.reproducible);
    EXPECT_EQ(share.comment, "hello");
    EXPECT_FALSE(share.engine.standalone);
}

TEST(Arguments, APathInBracketsIsAPathAndNoList) {
    EXPECT_THAT(parsed<ShareArguments>({"share", "[a,b]"}).paths, ElementsAre("./[a,b]"));
    EXPECT_THAT(parsed<ShareArguments>({"share", "[x]", "[]", "y]"}).paths, ElementsAre("./[x]", "./[]", "y]"));
    EXPECT_EQ(parsed<ShareArguments>({"share", "a", "--comment", "[x]"}).comment, "[x]");
}

TEST(Arguments, APathThatLooksLikeAnOptionStandsBehindTwoDashes) {
    EXPECT_THAT(parsed<ShareArguments>({"share", "--", "--json"}).paths, ElementsAre("--json"));
}

TEST(Arguments, GetTakesItsLinkFromAnywhere) {
    EXPECT_EQ(parsed<GetArguments>({"get", "magnet:?xt=urn:shoal:babc&x.pe=[::1]:5"}).link,
              "magnet:?xt=urn:shoal:babc&x.pe=[::1]:5");
    EXPECT_EQ(parsed<GetArguments>({"get", "-"}).link, "-");
    EXPECT_EQ(parsed<GetArguments>({"get", "-o", "d"}).link, std::nullopt);
}

TEST(Arguments, GetKnowsItsOptions) {
    const auto get = parsed<GetArguments>(
        {"get", "x", "-o", "d", "--overwrite", "--timeout", "30", "--seed", "--progress", "none", "--standalone"});
    EXPECT_EQ(get.directory, "d");
    EXPECT_TRUE(get.overwrite);
    EXPECT_EQ(get.timeout_seconds, 30U);
    EXPECT_TRUE(get.seed);
    EXPECT_EQ(get.progress, ProgressMode::none);
    EXPECT_TRUE(get.engine.standalone);
}

TEST(Arguments, EngineOptionsAreTheSameForCommandAndDaemon) {
    const std::vector<std::string> options{"--data-dir", "d",       "--listen",     "127.0.0.1:0",
                                           "--listen",   "[::1]:0", "--bootstrap",  "1.2.3.4:5,[::1]:6",
                                           "--peer",     "[::1]",   "--lan",        "off",
                                           "--log",      "debug",   "--log-format", "json",
                                           "--limit-up", "20M",     "--limit-down", "off",
                                           "--control",  "s",       "--no-config"};
    auto words = options;
    words.insert(words.begin(), {"get", "x"});
    const auto of_get = parsed<GetArguments>(words).engine;
    const auto outcome = parse_shoald(options);
    ASSERT_TRUE(outcome);
    const auto of_daemon = std::get<DaemonArguments>(std::get<Arguments>(*outcome).command).engine;
    for (const auto* engine : {&of_get, &of_daemon}) {
        EXPECT_EQ(engine->data_dir, "d");
        EXPECT_THAT(engine->listen, ElementsAre("127.0.0.1:0", "[::1]:0"));
        EXPECT_THAT(engine->bootstrap, ElementsAre("1.2.3.4:5,[::1]:6"));
        EXPECT_THAT(engine->peers, ElementsAre("[::1]"));
        EXPECT_EQ(engine->lan, "off");
        EXPECT_EQ(engine->control, "s");
        EXPECT_EQ(engine->log_level, "debug");
        EXPECT_EQ(engine->log_format, "json");
        EXPECT_EQ(engine->limit_up, "20M");
        EXPECT_EQ(engine->limit_down, "off");
        EXPECT_TRUE(engine->no_config);
    }
}

TEST(Arguments, EveryCommandTakesJson) {
    for (const auto& words : std::vector<std::vector<std::string>>{{"share", "a", "--json"},
                                                                   {"get", "a", "--json"},
                                                                   {"status", "--json"},
                                                                   {"list", "--json"},
                                                                   {"demo", "--json"}}) {
        const auto outcome = parse_shoal(words);
        ASSERT_TRUE(outcome);
        EXPECT_TRUE(std::get<Arguments>(*outcome).json);
        EXPECT_TRUE(wants_json(words));
    }
}

TEST(Arguments, TheDemoHasSevenPeersUnlessToldOtherwise) {
    EXPECT_EQ(parsed<DemoArguments>({"demo"}).peers, 7U);
    EXPECT_EQ(parsed<DemoArguments>({"demo", "/x", "--peers", "3"}).peers, 3U);
    EXPECT_EQ(parsed<DemoArguments>({"demo", "/x"}).path, "/x");
}

TEST(Arguments, WhatCannotBeMeantIsWrongUsageInOneLine) {
    expect_usage_error({});
    expect_usage_error({"shre"});
    expect_usage_error({"share"});
    expect_usage_error({"get", "x", "--frobnicate"});
    expect_usage_error({"get", "x", "y"});
    expect_usage_error({"get", "x", "--timeout", "0"});
    expect_usage_error({"get", "x", "--timeout", "soon"});
    expect_usage_error({"get", "x", "--progress", "loud"});
    expect_usage_error({"get", "x", "-o"});
    expect_usage_error({"demo", "--peers", "0"});
    expect_usage_error({"demo", "--peers", "65"});
    expect_usage_error({"status", "what"});
}

TEST(Arguments, HelpAndVersionAreAnswers) {
    for (const auto& words : std::vector<std::vector<std::string>>{{"--help"}, {"get", "--help"}, {"--version"}}) {
        const auto outcome = parse_shoal(words);
        ASSERT_TRUE(outcome);
        ASSERT_TRUE(std::holds_alternative<Answer>(*outcome));
        EXPECT_THAT(std::get<Answer>(*outcome).text, HasSubstr(words.front() == "get" ? "--timeout" : "shoal"));
    }
}

}  // namespace
}  // namespace shoal::cli
