#include "cli/arguments.h"

#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace shoal::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

CommandLine parsed(std::vector<std::string> words) {
    auto outcome = parse_shoal(words);
    EXPECT_TRUE(outcome) << outcome.error().what;
    if (!outcome || !std::holds_alternative<CommandLine>(*outcome))
        throw std::runtime_error{"no command line: " + testing::PrintToString(words)};
    return std::get<CommandLine>(*std::move(outcome));
}

void expect_usage_error(std::vector<std::string> words) {
    const auto outcome = parse_shoal(words);
    ASSERT_FALSE(outcome) << testing::PrintToString(words);
    EXPECT_EQ(outcome.error().code, Errc::usage);
    EXPECT_EQ(outcome.error().what.find('\n'), std::string::npos);
}

TEST(Arguments, ShareTakesSeveralPaths) {
    const auto share = parsed({"share", "a", "b c", "--reproducible", "--comment", "hello"});
    EXPECT_EQ(share.command().name, "share");
    EXPECT_THAT(share.operands("PATH"), ElementsAre("a", "b c"));
    EXPECT_TRUE(share.has("reproducible"));
    EXPECT_EQ(share.value("comment"), "hello");
    EXPECT_FALSE(share.has("standalone"));
}

TEST(Arguments, APathInBracketsIsAPathAndNoList) {
    EXPECT_THAT(parsed({"share", "[a,b]"}).operands("PATH"), ElementsAre("[a,b]"));
    EXPECT_THAT(parsed({"share", "[x]", "[]", "y]"}).operands("PATH"), ElementsAre("[x]", "[]", "y]"));
    EXPECT_EQ(parsed({"share", "a", "--comment", "[x]"}).value("comment"), "[x]");
    EXPECT_THAT(parsed({"share", "\x01", "\x01[x]"}).operands("PATH"), ElementsAre("\x01", "\x01[x]"));
}

TEST(Arguments, APathThatLooksLikeAnOptionStandsBehindTwoDashes) {
    EXPECT_THAT(parsed({"share", "--", "--json"}).operands("PATH"), ElementsAre("--json"));
}

TEST(Arguments, APathMayBeCalledLikeACommand) {
    EXPECT_THAT(parsed({"share", "get", "list"}).operands("PATH"), ElementsAre("get", "list"));
}

TEST(Arguments, OperandsStandBehindEachOther) {
    const auto label = parsed({"label", "add", "3", "work", "big"});
    EXPECT_THAT(label.operands("SHARE"), ElementsAre("3"));
    EXPECT_THAT(label.operands("LABEL"), ElementsAre("work", "big"));
}

TEST(Arguments, ARuleMayBeginWithADash) {
    const auto select = parsed({"select", "3", "-raw/**", "+docs/**", "-#0,4-6", "--json"});
    EXPECT_THAT(select.operands("RULE"), ElementsAre("-raw/**", "+docs/**", "-#0,4-6"));
    EXPECT_TRUE(select.has("json"));
    EXPECT_THAT(parsed({"get", "x", "--select", "-raw/**", "--select=+a"}).values("select"),
                ElementsAre("-raw/**", "+a"));
    expect_usage_error({"pause", "-raw/**"});
}

TEST(Arguments, GetTakesItsLinkFromAnywhere) {
    EXPECT_EQ(parsed({"get", "magnet:?xt=urn:shoal:babc&x.pe=[::1]:5"}).operand("LINK"),
              "magnet:?xt=urn:shoal:babc&x.pe=[::1]:5");
    EXPECT_EQ(parsed({"get", "-"}).operand("LINK"), "-");
    EXPECT_EQ(parsed({"get", "-o", "d"}).operand("LINK"), std::nullopt);
}

TEST(Arguments, GetKnowsItsOptions) {
    const auto get =
        parsed({"get", "x", "-o", "d", "--overwrite", "--timeout", "30", "--seed", "--progress=none", "--standalone"});
    EXPECT_EQ(get.value("output"), "d");
    EXPECT_TRUE(get.has("overwrite"));
    EXPECT_EQ(get.number("timeout"), 30U);
    EXPECT_TRUE(get.has("seed"));
    EXPECT_EQ(get.value("progress"), "none");
    EXPECT_TRUE(get.has("standalone"));
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
    const auto of_get = parsed(words);
    const auto outcome = parse_shoald(options);
    ASSERT_TRUE(outcome);
    const auto of_daemon = std::get<CommandLine>(*outcome);
    for (const auto* line : {&of_get, &of_daemon}) {
        EXPECT_EQ(line->value("data-dir"), "d");
        EXPECT_THAT(line->values("listen"), ElementsAre("127.0.0.1:0", "[::1]:0"));
        EXPECT_THAT(line->values("bootstrap"), ElementsAre("1.2.3.4:5,[::1]:6"));
        EXPECT_THAT(line->values("peer"), ElementsAre("[::1]"));
        EXPECT_EQ(line->value("lan"), "off");
        EXPECT_EQ(line->value("control"), "s");
        EXPECT_EQ(line->value("log"), "debug");
        EXPECT_EQ(line->value("log-format"), "json");
        EXPECT_EQ(line->value("limit-up"), "20M");
        EXPECT_EQ(line->value("limit-down"), "off");
        EXPECT_TRUE(line->has("no-config"));
    }
}

TEST(Arguments, EveryCommandTakesJson) {
    for (const auto& words : std::vector<std::vector<std::string>>{{"share", "a", "--json"},
                                                                   {"get", "a", "--json"},
                                                                   {"status", "--json"},
                                                                   {"ls", "--json"},
                                                                   {"peer", "list", "3", "--json"},
                                                                   {"demo", "--json"}}) {
        EXPECT_TRUE(parsed(words).has("json"));
        EXPECT_TRUE(wants_json(words));
    }
}

TEST(Arguments, TheDemoHasSevenPeersUnlessToldOtherwise) {
    EXPECT_EQ(parsed({"demo"}).number("peers"), 7U);
    EXPECT_EQ(parsed({"demo", "/x", "--peers", "3"}).number("peers"), 3U);
    EXPECT_EQ(parsed({"demo", "/x"}).operand("PATH"), "/x");
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
    expect_usage_error({"status", "what", "else"});
    expect_usage_error({"peer"});
    expect_usage_error({"peer", "lst"});
    expect_usage_error({"get", "x", "-o", "a", "-o", "b"});
    expect_usage_error({"get", "x", "--timeout", "1", "--timeout", "2"});
}

std::string complaint(const std::vector<std::string>& words) {
    const auto outcome = parse_shoal(words);
    return outcome ? "" : outcome.error().what;
}

TEST(Arguments, AnUnknownCommandIsNamedWithTheOneThatWasProbablyMeant) {
    EXPECT_EQ(complaint({"frob"}), "there is no command 'frob' (see shoal --help)");
    EXPECT_EQ(complaint({"shre", "a"}), "there is no command 'shre'; did you mean 'share'? (see shoal --help)");
    EXPECT_EQ(complaint({"peer", "lst"}),
              "there is no command 'peer lst'; did you mean 'peer list'? (see shoal --help)");
    EXPECT_EQ(complaint({"verif"}), "there is no command 'verif'; did you mean 'verify'? (see shoal --help)");
    EXPECT_EQ(complaint({"hlep"}), "there is no command 'hlep'; did you mean 'help'? (see shoal --help)");
    EXPECT_THAT(complaint({"help", "frob"}), HasSubstr("there is no command 'frob'"));
    EXPECT_THAT(complaint({"list", "--frob"}), HasSubstr("--frob"));
}

TEST(Arguments, HelpIsACommandToo) {
    const auto answer = [](const std::vector<std::string>& words) {
        const auto outcome = parse_shoal(words);
        EXPECT_TRUE(outcome) << outcome.error().what;
        return outcome ? std::get<Answer>(*outcome).text : "";
    };
    EXPECT_EQ(answer({"help"}), answer({"--help"}));
    EXPECT_EQ(answer({"help", "get"}), answer({"get", "--help"}));
    EXPECT_EQ(answer({"help", "peer"}), answer({"peer", "--help"}));
    EXPECT_EQ(answer({"help", "peer", "list"}), answer({"peer", "list", "--help"}));
}

TEST(Arguments, TheVersionAsJsonIsThatOfTheCommand) {
    EXPECT_EQ(parsed({"--version", "--json"}).command().name, "version");
    EXPECT_TRUE(parsed({"--json", "--version"}).has("json"));
}

TEST(Arguments, HelpAndVersionAreAnswers) {
    for (const auto& words : std::vector<std::vector<std::string>>{{"--help"}, {"get", "-h"}, {"--version"}}) {
        const auto outcome = parse_shoal(words);
        ASSERT_TRUE(outcome);
        ASSERT_TRUE(std::holds_alternative<Answer>(*outcome));
        EXPECT_THAT(std::get<Answer>(*outcome).text, HasSubstr(words.front() == "get" ? "--timeout" : "shoal"));
    }
}

}  // namespace
}  // namespace shoal::cli
