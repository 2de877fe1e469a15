#include "cli/suggestions.h"

#include <algorithm>

#include <gmock/gmock.h>

namespace shoal::cli {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::Not;
using testing::StartsWith;

ShareView share(std::string name, std::string tag, std::vector<std::string> labels = {}) {
    ShareView out;
    out.name = std::move(name);
    out.tag = std::move(tag);
    out.labels = std::move(labels);
    out.state = ShareState::seeding;
    return out;
}

const std::vector<ShareView> some_shares{share("iris", "aaaa2222", {"work"}), share("my photos", "bbbb3333"),
                                         share("twin", "cccc4444"), share("twin", "dddd5555"),
                                         share("evil\x1b[31m\nname", "eeee6666", {"bad\tlabel"})};

class Suggesting : public testing::Test {
protected:
    Suggestions of(std::vector<std::string> words) {
        return suggest(words, [this](const CommandLine& line) {
            ++asked;
            control = line.value("control").value_or("");
            return some_shares;
        });
    }
    std::vector<std::string> words_of(std::vector<std::string> words) {
        std::vector<std::string> out;
        for (const auto& one : of(std::move(words)).words) out.push_back(one.word);
        return out;
    }

    int asked = 0;
    std::string control;
};

TEST_F(Suggesting, TheFirstWordIsACommandOrTheWordBeforeSeveral) {
    EXPECT_THAT(words_of({""}), IsSupersetOf({"share", "get", "list", "peer"}));
    EXPECT_THAT(words_of({"sh"}), AllOf(Contains("share"), Not(Contains("get"))));
    EXPECT_THAT(words_of({"--v"}), ElementsAre("--version"));
    const auto all = words_of({""});
    EXPECT_EQ(std::ranges::count(all, "peer"), 1);
}

TEST_F(Suggesting, TheSecondWordOfAGroupIsOneOfItsCommands) {
    EXPECT_THAT(words_of({"peer", ""}), Contains("list"));
    EXPECT_THAT(words_of({"peer", "x"}), IsEmpty());
    EXPECT_THAT(words_of({"no-such-command", ""}), IsEmpty());
}

TEST_F(Suggesting, EveryCommandSuggestsEveryOptionOfItsTableOnce) {
    for (const auto& command : shoal_commands()) {
        std::vector<std::string> words;
        const auto blank = command.name.find(' ');
        words.emplace_back(command.name.substr(0, blank));
        if (blank != command.name.npos) words.emplace_back(command.name.substr(blank + 1));
        words.emplace_back("--");
        const auto got = words_of(words);
        ASSERT_EQ(got.size(), command.options.size()) << command.name;
        for (const auto& option : command.options) EXPECT_THAT(got, Contains("--" + std::string{option.name}));
    }
}

TEST_F(Suggesting, AnOptionThatStandsThereIsSuggestedAgainOnlyIfItIsRepeatable) {
    const auto got = words_of({"get", "--overwrite", "--peer", "127.0.0.1:1", "--"});
    EXPECT_THAT(got, Not(Contains("--overwrite")));
    EXPECT_THAT(got, Contains("--peer"));
}

TEST_F(Suggesting, AnOptionSaysWhatItsValueMayBe) {
    EXPECT_THAT(words_of({"get", "--progress", ""}), ElementsAre("bar", "line", "json", "none"));
    EXPECT_THAT(words_of({"get", "--progress=l"}), ElementsAre("--progress=line"));
    EXPECT_EQ(of({"get", "-o", ""}).paths, SuggestedPaths::directories);
    EXPECT_EQ(of({"get", "--output", "so"}).paths, SuggestedPaths::directories);
    EXPECT_EQ(of({"share", ""}).paths, SuggestedPaths::files);
}

TEST_F(Suggesting, ALinkIsNeverSuggestedAndNobodyIsAskedForOne) {
    for (const auto* begun : {"", "s", "shoal:b", "magnet:"}) {
        const auto got = of({"get", begun});
        EXPECT_TRUE(got.words.empty() && got.paths == SuggestedPaths::none) << begun;
    }
    EXPECT_EQ(asked, 0);
}

TEST_F(Suggesting, AShareIsCalledByItsNameOrWhereThatWillNotDoByItsTag) {
    const auto got = words_of({"peer", "list", ""});
    EXPECT_THAT(got, IsSupersetOf({"iris", "my photos", "cccc4444", "dddd5555", "eeee6666"}));
    EXPECT_THAT(got, Not(Contains("twin")));
    EXPECT_THAT(got, Not(Contains("aaaa2222")));
    EXPECT_THAT(words_of({"peer", "list", "a"}), Contains("aaaa2222"));
    EXPECT_EQ(asked, 2);
}

TEST_F(Suggesting, NothingThatIsSuggestedHoldsAControlCharacter) {
    for (const auto& one : of({"peer", "list", ""}).words) {
        const auto text = one.word + one.meaning;
        EXPECT_TRUE(std::ranges::none_of(text, [](char c) { return c >= 0 && c < ' '; })) << text;
    }
}

TEST_F(Suggesting, NumbersAndPathsAndWordsOfTheSelectorAreNoNames) {
    for (const auto* name : {"12", "all", "label:x", "a/b", "-x", ""}) {
        const std::vector<ShareView> shares{share(name, "ffff7777")};
        const std::vector<std::string> words{"peer", "list", ""};
        const auto got = suggest(words, [&](const CommandLine&) { return shares; });
        const bool named = std::ranges::any_of(got.words, [&](const auto& one) { return one.word == name; });
        EXPECT_FALSE(named && std::string_view{name} != "all") << name;
        EXPECT_TRUE(std::ranges::any_of(got.words, [](const auto& one) { return one.word == "ffff7777"; })) << name;
    }
}

TEST_F(Suggesting, ThatDaemonIsAskedThatTheCommandLineMeans) {
    (void)of({"peer", "list", "--control", "/somewhere/sock", ""});
    EXPECT_EQ(control, "/somewhere/sock");
}

TEST_F(Suggesting, WhatBeginsLikeAPathIsCompletedAsOne) {
    EXPECT_EQ(of({"peer", "list", "./"}).paths, SuggestedPaths::files);
    EXPECT_EQ(asked, 0);
}

TEST_F(Suggesting, AfterTwoDashesThereAreNoOptions) {
    EXPECT_THAT(words_of({"share", "--", "--"}), IsEmpty());
}

TEST_F(Suggesting, ThereIsALimit) {
    std::vector<ShareView> many;
    for (int i = 0; i < 3'000; ++i) many.push_back(share("name " + std::to_string(i), "tag" + std::to_string(i)));
    const std::vector<std::string> words{"peer", "list", ""};
    EXPECT_EQ(suggest(words, [&](const CommandLine&) { return many; }).words.size(), max_suggestions);
}

}  // namespace
}  // namespace shoal::cli
