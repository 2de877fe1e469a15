// The real programs, from outside.

#include <csignal>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/http_port.h"
#include "tests/cli/running_program.h"

namespace shoal::cli {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

namespace fs = std::filesystem;

// A link with a right check, for which nobody has anything.
constexpr auto* orphan_link = "shoal:bagt2kbbiizimaxjj7xviophcyp7i4fg6uiikfg3czzjlrpy5ip2umk7e";

class ProgramTest : public testing::Test {
protected:
    using Words = std::vector<std::string>;

    /// Options that keep an engine alone on loopback, with the data directory `name`.
    Words alone(Words words, const std::string& name) {
        words.insert(words.end(), {"--no-config", "--bootstrap", "none", "--listen", "127.0.0.1:0", "--data-dir",
                                   folder.under(name)});
        return words;
    }
    RunningProgram& shoal(const Words& words, std::vector<std::string> environment = {}) {
        const auto name = "shoal-" + std::to_string(programs.size());
        programs.push_back(std::make_unique<RunningProgram>(folder, name, "shoal", words, std::move(environment)));
        return *programs.back();
    }
    RunningProgram& shoald(const Words& words) {
        const auto name = "shoald-" + std::to_string(programs.size());
        programs.push_back(std::make_unique<RunningProgram>(folder, name, "shoald", words));
        return *programs.back();
    }
    /// shoal, with a stdout that takes nothing.
    RunningProgram& into_full(Words words) {
        words.insert(words.begin(), {"-c", "exec \"$0\" \"$@\" >/dev/full", std::string{SHOAL_BIN_DIR} + "/shoal"});
        const auto name = "full-" + std::to_string(programs.size());
        programs.push_back(std::make_unique<RunningProgram>(folder, name, "/bin/sh", std::move(words)));
        return *programs.back();
    }
    /// A foreground share of `path`, once it is ready: its endpoint and link.
    struct Seeder {
        RunningProgram& program;
        std::string endpoint;
        std::string link;
    };
    Seeder seeder(const std::string& path) {
        auto& program = shoal(alone({"share", path, "--json", "--with-secrets", "--standalone"}, "seeder"));
        auto listening = program.record("listening").lists["endpoints"];
        auto link = program.record("shared").texts["link"];
        return {program, listening.empty() ? "" : listening.front(), link};
    }
    /// An error of a command that ends by itself: its code, on both streams.
    void expect_failure(Words words, int exit, const std::string& code) {
        auto& plain = shoal(words);
        EXPECT_EQ(plain.wait(), exit) << plain.err();
        EXPECT_THAT(plain.out(), IsEmpty());
        EXPECT_THAT(plain.err(), StartsWith("shoal: "));
        EXPECT_EQ(std::ranges::count(plain.err(), '\n'), 1) << plain.err();
        words.emplace_back("--json");
        auto& json = shoal(words);
        EXPECT_EQ(json.wait(), exit);
        const auto error = json.record("error");
        EXPECT_EQ(error.texts.at("code"), code);
        EXPECT_EQ(error.numbers.at("exit"), static_cast<std::uint64_t>(exit));
        EXPECT_FALSE(error.texts.at("message").empty());
    }

    TemporaryFolder folder;
    std::vector<std::unique_ptr<RunningProgram>> programs;  // ended before the folder goes
};

TEST_F(ProgramTest, WrongUsageIsTwo) {
    expect_failure({"get", orphan_link, "--frobnicate"}, 2, "usage");
    expect_failure({"get"}, 2, "usage");
    expect_failure({"get", orphan_link, "--lan", "maybe", "--no-config"}, 2, "usage");
    expect_failure({"get", orphan_link, "--listen", "localhost", "--no-config"}, 2, "usage");
}

TEST_F(ProgramTest, AMalformedLinkIsFour) {
    std::string damaged = orphan_link;
    damaged[20] = damaged[20] == 'a' ? 'b' : 'a';
    expect_failure(alone({"get", damaged, "-o", folder.under("out")}, "data"), 4, "malformed");
    expect_failure(alone({"get", "http://example.org", "-o", folder.under("out")}, "data"), 4, "malformed");
}

TEST_F(ProgramTest, AMissingPathIsThree) {
    auto& share = shoal(alone({"share", folder.under("nothing"), "--standalone", "--json"}, "data"));
    EXPECT_EQ(share.wait(), 3) << share.err();
    EXPECT_EQ(share.record("error").texts.at("code"), "not_found");
    EXPECT_THAT(share.err(), HasSubstr("shoal: "));
}

TEST_F(ProgramTest, NoPeerWithinTheTimeoutIsFive) {
    auto& get = shoal(alone({"get", "-o", folder.under("out"), "--timeout", "1", "--json"}, "data"),
                      {std::string{"SHOAL_LINK="} + orphan_link});
    EXPECT_EQ(get.wait(), 5) << get.err();
    EXPECT_EQ(get.record("error").texts.at("code"), "no_peers");
    EXPECT_THAT(get.record("progress").texts.at("waiting_for"), HasSubstr("looking for peers: 0 found yet"));
    EXPECT_THAT(get.err(), HasSubstr("no peer with the data within 1 s; what is there is kept"));
}

TEST_F(ProgramTest, PeersThatHaveNothingMoreAreAsNoneWithinTheTimeout) {
    folder.write("src/small", "small");
    folder.write("src/large", std::string(600'000, 'x'));
    auto source = seeder(folder.under("src"));
    const auto get = [&](const std::string& name, const std::string& peer, std::vector<std::string> more) {
        Words words{"get", source.link, "-o", folder.under(name + ".out"), "--peer", peer, "--json"};
        words.insert(words.end(), more.begin(), more.end());
        return alone(words, name);
    };
    auto& half = shoal(get("half", source.endpoint, {"--select", "+small", "--seed"}));
    half.record("complete");
    const auto at = half.record("listening").lists.at("endpoints").front();
    source.program.signal(SIGKILL);
    source.program.wait();
    auto& rest = shoal(get("rest", at, {"--timeout", "2"}));
    EXPECT_EQ(rest.wait(), 5) << rest.err();
    EXPECT_EQ(rest.record("error").texts.at("code"), "no_peers");
    EXPECT_THAT(rest.err(), HasSubstr("nothing came within 2 s from 1 peer that is linked"));
    EXPECT_EQ(rest.record("progress").numbers.at("bytes_have"), 5U) << "what it has is kept";
    half.signal(SIGINT);
    half.wait();
}

TEST_F(ProgramTest, NoMessageRepeatsALinkThatWasTyped) {
    const std::string link{orphan_link};
    for (const Words& words : {Words{"get", link, link}, Words{"ls-remote", link, link}, Words{link},
                               Words{"get", "--frob=" + link}, Words{"get", link, "--timeout", link},
                               Words{"list", link, "--no-config", "--data-dir", folder.under("data")}}) {
        auto with_json = words;
        with_json.emplace_back("--json");
        auto& asked = shoal(with_json);
        EXPECT_NE(asked.wait(), 0);
        EXPECT_THAT(asked.out() + asked.err(), Not(HasSubstr(link.substr(7, 20))));
    }
    auto& surplus = shoal({"get", link, "surplus", link});
    EXPECT_EQ(surplus.wait(), 2);
    EXPECT_THAT(surplus.err(), HasSubstr("(a link) surplus"));
}

TEST_F(ProgramTest, AFullStdoutIsTold) {
    const auto data = folder.under("data");
    const auto shared = folder.write("file", "x");
    for (const Words& words : {Words{"version"}, Words{"--version"}, Words{"help"}, Words{"config", "list"},
                               Words{"list", "--no-config", "--data-dir", data},
                               Words{"list", "--json", "--no-config", "--data-dir", data}}) {
        auto& asked = into_full(words);
        EXPECT_EQ(asked.wait(), 9) << asked.err();
        EXPECT_THAT(asked.err(), HasSubstr("shoal: cannot write to stdout: No space left on device"));
    }
    auto source = seeder(shared);
    for (const auto* more : {"--overwrite", "--json"}) {
        auto& get = into_full(
            alone({"get", source.link, "-o", folder.under("out"), "--peer", source.endpoint, more}, "getter"));
        EXPECT_EQ(get.wait(), 9) << more << get.err();
        EXPECT_THAT(get.err(), HasSubstr("cannot write to stdout: No space left on device"));
    }
    source.program.signal(SIGINT);
    EXPECT_EQ(source.program.wait(), 130);
}

TEST_F(ProgramTest, WhatWasCompleteAlreadyHasNoRate) {
    auto source = seeder(folder.write("src/file", std::string(600'000, 'x')));
    const auto words = alone({"get", source.link, "-o", folder.under("out"), "--peer", source.endpoint}, "getter");
    auto& first = shoal(words);
    EXPECT_EQ(first.wait(), 0) << first.err();
    EXPECT_THAT(first.err(), HasSubstr("B/s"));
    auto& second = shoal(words);
    EXPECT_EQ(second.wait(), 0) << second.err();
    EXPECT_THAT(second.err(), HasSubstr("file: was complete already and verified, 585.9 KiB"));
    EXPECT_THAT(second.err(), Not(HasSubstr("B/s")));
    source.program.signal(SIGINT);
    EXPECT_EQ(source.program.wait(), 130);
}

TEST_F(ProgramTest, TheVersionNamesWhatIsCompiledIn) {
    auto& version = shoal({"--version", "--json"});
    EXPECT_EQ(version.wait(), 0);
    const auto features = version.record("version").lists.at("features");
    EXPECT_EQ(std::ranges::count(features, "http"), has_http_port() ? 1 : 0);
}

TEST_F(ProgramTest, StatusWithoutADaemonIsEleven) {
    expect_failure({"status", "--no-config", "--data-dir", folder.under("data")}, 11, "unreachable");
    expect_failure({"list", "--no-config", "--control", folder.under("nobody.sock")}, 11, "unreachable");
}

TEST_F(ProgramTest, WithoutADaemonTheRememberedSharesCanBeLookedAfter) {
    auto& share = shoal(alone({"share", folder.write("file", "hello"), "--json", "--standalone"}, "data"));
    EXPECT_FALSE(share.record("shared").texts.contains("link")) << "a secret is printed only when it is asked for";
    share.signal(SIGINT);
    EXPECT_EQ(share.wait(), 130);
    auto& list = shoal({"list", "--no-config", "--data-dir", folder.under("data")});
    EXPECT_EQ(list.wait(), 0) << list.err();
    EXPECT_THAT(list.out(), HasSubstr("stopped"));
    auto& pause = shoal({"pause", "1", "--no-config", "--data-dir", folder.under("data")});
    EXPECT_EQ(pause.wait(), 0) << pause.err();
    auto& after = shoal({"list", "paused", "--no-config", "--data-dir", folder.under("data")});
    EXPECT_EQ(after.wait(), 0);
    EXPECT_THAT(after.out(), HasSubstr("file"));
}

TEST_F(ProgramTest, AWrongConfigurationIsSeventyEight) {
    folder.write("shoal-0.home/.config/shoal/config.toml", "lisen = 1\n");
    auto& status = shoal({"status"});
    EXPECT_EQ(status.wait(), 78) << status.err();
}

TEST_F(ProgramTest, ASecondDaemonIsFourteenAndNamesTheFirst) {
    auto& first = shoald(alone({"--json"}, "data"));
    first.record("listening");
    auto& second = shoald(alone({"--json"}, "data"));
    EXPECT_EQ(second.wait(), 14);
    EXPECT_THAT(second.record("error").texts.at("message"), HasSubstr(std::to_string(first.pid())));
    auto& standalone = shoal(alone({"get", orphan_link, "-o", folder.under("out"), "--standalone"}, "data"));
    EXPECT_EQ(standalone.wait(), 14);
    first.signal(SIGTERM);
    EXPECT_EQ(first.wait(), 0) << first.err();
}

TEST_F(ProgramTest, ADaemonTakesSharesAndTellsItsStatus) {
    auto& daemon = shoald(alone({}, "data"));
    ASSERT_TRUE(daemon.has_said("control socket"));
    auto& share = shoal({"share", folder.write("file", "hello"), "--no-config", "--data-dir", folder.under("data")});
    EXPECT_EQ(share.wait(), 0) << share.err();
    EXPECT_THAT(share.out(), StartsWith("magnet:?xt=urn:shoal:b"));
    auto& status = shoal({"status", "--json", "--no-config", "--data-dir", folder.under("data")});
    EXPECT_EQ(status.wait(), 0);
    const auto record = status.record("status");
    EXPECT_EQ(record.numbers.at("shares"), 1U);
    EXPECT_EQ(record.lists.at("listen").size(), 1U);
    EXPECT_THAT(status.out(), HasSubstr(R"("shares_list":[{)"));
    EXPECT_THAT(status.out(), Not(HasSubstr(share.out().substr(20, 40)))) << "a status carries no link";
    auto& list = shoal({"list", "--no-config", "--data-dir", folder.under("data")});
    EXPECT_EQ(list.wait(), 0);
    EXPECT_THAT(list.out(), HasSubstr("seeding"));
    daemon.signal(SIGINT);
    EXPECT_EQ(daemon.wait(), 0) << daemon.err();
    EXPECT_FALSE(fs::exists(folder.under("data/control.sock")));
}

TEST_F(ProgramTest, WhatIsSharedArrivesAndCanBeAskedForAgain) {
    folder.write("src/a", std::string(600'000, 'x'));
    folder.write("src/sub/run", "#!/bin/sh\n");
    fs::permissions(folder.under("src/sub/run"), fs::perms::owner_exec, fs::perm_options::add);
    fs::create_symlink("a", folder.under("src/link"));
    const auto [share, endpoint, link] = seeder(folder.under("src"));
    EXPECT_EQ(share.record("shared").lists.at("skipped"), std::vector<std::string>{"link"});
    const auto words = alone({"get", "-o", folder.under("out"), "--peer", endpoint, "--json"}, "getter");
    for (int round = 0; round < 2; ++round) {
        auto& get = shoal(words, {"SHOAL_LINK=" + link});
        ASSERT_EQ(get.wait(), 0) << get.err();
        const auto complete = get.record("complete");
        EXPECT_EQ(complete.texts.at("path"), folder.under("out/src"));
        EXPECT_EQ(complete.numbers.at("bytes"), 600'010U);
        EXPECT_EQ(complete.numbers.at("files"), 2U);
        EXPECT_EQ(get.said("arriving").has_value(), round == 0) << "the second time all of it is there";
        EXPECT_EQ(folder.read("out/src/a"), folder.read("src/a"));
        EXPECT_NE(fs::status(folder.under("out/src/sub/run")).permissions() & fs::perms::owner_exec, fs::perms::none);
        EXPECT_FALSE(fs::exists(folder.under("out/src/link")));
    }
    share.signal(SIGINT);
    EXPECT_EQ(share.wait(), 130) << share.err();
}

TEST_F(ProgramTest, AFileWithOtherContentIsThirteenUntilOverwriteIsSaid) {
    const auto [share, endpoint, link] = seeder(folder.write("src/file", "right"));
    folder.write("out/file", "wrong");
    auto words = alone({"get", link, "-o", folder.under("out"), "--peer", endpoint, "--json"}, "getter");
    auto& refused = shoal(words);
    EXPECT_EQ(refused.wait(), 13) << refused.err();
    EXPECT_EQ(refused.record("error").texts.at("code"), "exists");
    EXPECT_EQ(folder.read("out/file"), "wrong");
    words.emplace_back("--overwrite");
    auto& overwriting = shoal(words);
    EXPECT_EQ(overwriting.wait(), 0) << overwriting.err();
    EXPECT_EQ(folder.read("out/file"), "right");
    share.signal(SIGTERM);
    EXPECT_EQ(share.wait(), 143) << share.err();
}

TEST_F(ProgramTest, AFolderThatCannotBeIsTen) {
    const auto [share, endpoint, link] = seeder(folder.write("src/file", "content"));
    const auto target = folder.write("a-file", "") + "/below";
    auto& get = shoal(alone({"get", link, "-o", target, "--peer", endpoint, "--json"}, "getter"));
    EXPECT_EQ(get.wait(), 10) << get.err();
    EXPECT_THAT(get.err(), HasSubstr("a-file"));
}

TEST_F(ProgramTest, AnInterruptedGetIsSevenAndSaysHowToGoOn) {
    auto& get = shoal(alone({"get", orphan_link, "-o", folder.under("out"), "--json"}, "data"));
    get.record("progress");
    get.signal(SIGINT);
    EXPECT_EQ(get.wait(), 7) << get.err();
    EXPECT_EQ(get.record("error").texts.at("code"), "interrupted");
    EXPECT_THAT(get.err(), HasSubstr("the same command"));
}

TEST_F(ProgramTest, ARunningGetAnswersOnItsControlSocket) {
    const auto control = folder.under("get.sock");
    auto& get = shoal(alone({"get", orphan_link, "-o", folder.under("out"), "--json", "--control", control}, "data"));
    get.record("listening");
    auto& status = shoal({"status", "--json", "--no-config", "--control", control});
    EXPECT_EQ(status.wait(), 0) << status.err();
    EXPECT_EQ(status.record("status").lists.at("listen"), get.record("listening").lists.at("endpoints"));
    get.signal(SIGTERM);
    EXPECT_EQ(get.wait(), 7);
}

TEST_F(ProgramTest, ASmallDemoProvesItselfAndLeavesNothing) {
    folder.write("src/a", std::string(700'000, 'a'));
    folder.write("src/b/c", "c");
    auto& demo = shoal({"demo", folder.under("src"), "--peers", "2", "--json"});
    EXPECT_EQ(demo.wait(), 0) << demo.err();
    const auto record = demo.record("demo");
    EXPECT_EQ(record.numbers.at("peers"), 2U);
    EXPECT_EQ(record.numbers.at("bytes"), 700'001U);
    EXPECT_GE(record.numbers.at("seeder_sent"), 700'001U);
    EXPECT_THAT(demo.out(), HasSubstr(R"("identical":true})"));
    for (const auto& entry : fs::directory_iterator{folder.path()}) {
        EXPECT_THAT(entry.path().filename().string(), Not(StartsWith("shoal-demo")));
    }
}

TEST_F(ProgramTest, AnInterruptedDemoLeavesNothing) {
    folder.write("src/a", "a");
    auto& demo = shoal({"demo", folder.under("src"), "--peers", "2"});
    ASSERT_TRUE(demo.has_said("removed at the end"));
    demo.signal(SIGINT);
    EXPECT_EQ(demo.wait(), 130) << demo.err();
    for (const auto& entry : fs::directory_iterator{folder.path()}) {
        EXPECT_THAT(entry.path().filename().string(), Not(StartsWith("shoal-demo")));
    }
}

TEST_F(ProgramTest, HelpAndVersionAreData) {
    auto& version = shoal({"--version"});
    EXPECT_EQ(version.wait(), 0);
    EXPECT_THAT(version.out(), StartsWith("shoal 0."));
    auto& help = shoald({"--help"});
    EXPECT_EQ(help.wait(), 0);
    EXPECT_THAT(help.out(), HasSubstr("--data-dir"));
}

}  // namespace
}  // namespace shoal::cli
