// shoal daemon, from outside: the daemon it starts is a real one and outlives it.

#include <csignal>

#include <gmock/gmock.h>

#include "cli/running_daemon.h"
#include "tests/cli/running_program.h"

namespace shoal::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

namespace fs = std::filesystem;

class DaemonCommandTest : public testing::Test {
protected:
    ~DaemonCommandTest() override {
        // What a failed test left running is ended, by its number alone.
        if (const auto holder = holder_of(data)) ::kill(*holder, SIGKILL);
    }
    RunningProgram& shoal(const std::vector<std::string>& words, std::vector<std::string> environment = {}) {
        const auto name = "shoal-" + std::to_string(programs.size());
        programs.push_back(std::make_unique<RunningProgram>(folder, name, "shoal", words, std::move(environment)));
        return *programs.back();
    }
    /// The verb, for the daemon of this test.
    RunningProgram& daemon(const std::string& verb, std::vector<std::string> more = {}) {
        std::vector<std::string> words{"daemon", verb, "--no-config", "--data-dir", data, "--json"};
        words.insert(words.end(), more.begin(), more.end());
        return shoal(words);
    }
    RunningProgram& start() { return daemon("start", {"--bootstrap", "none", "--listen", "127.0.0.1:0"}); }

    TemporaryFolder folder;
    std::string data = folder.under("data");
    std::vector<std::unique_ptr<RunningProgram>> programs;
};

TEST_F(DaemonCommandTest, StartsOneThatStaysAndStopsIt) {
    auto& started = start();
    ASSERT_EQ(started.wait(), 0) << started.err();
    const auto pid = started.record("daemon").numbers.at("pid");
    EXPECT_EQ(holder_of(data), static_cast<pid_t>(pid));
    EXPECT_EQ(program_of(static_cast<pid_t>(pid)), "shoald");
    EXPECT_TRUE(fs::exists(data + "/shoald.log"));
    auto& again = start();
    EXPECT_EQ(again.wait(), 0);
    EXPECT_EQ(again.record("daemon").texts.at("state"), "already running");
    EXPECT_EQ(again.record("daemon").numbers.at("pid"), pid);
    auto& status = daemon("status");
    EXPECT_EQ(status.wait(), 0) << status.err();
    EXPECT_EQ(status.record("daemon").numbers.at("pid"), pid);
    EXPECT_THAT(status.record("daemon").texts.at("version"), HasSubstr("0."));
    EXPECT_EQ(status.record("daemon").texts.at("control"), data + "/control.sock");
    auto& stopped = daemon("stop");
    EXPECT_EQ(stopped.wait(), 0) << stopped.err();
    EXPECT_EQ(stopped.record("daemon").texts.at("state"), "stopped");
    EXPECT_FALSE(holder_of(data));
    EXPECT_FALSE(socket_answers(data + "/control.sock"));
}

TEST_F(DaemonCommandTest, RestartsIntoAnotherProcess) {
    auto& started = start();
    ASSERT_EQ(started.wait(), 0) << started.err();
    auto& restarted = daemon("restart", {"--bootstrap", "none", "--listen", "127.0.0.1:0"});
    ASSERT_EQ(restarted.wait(), 0) << restarted.err();
    EXPECT_NE(restarted.record("daemon").numbers.at("pid"), started.record("daemon").numbers.at("pid"));
    EXPECT_EQ(daemon("stop").wait(), 0);
}

TEST_F(DaemonCommandTest, SaysWhenNoneRuns) {
    EXPECT_EQ(daemon("status").wait(), 11);
    EXPECT_EQ(daemon("reload").wait(), 11);
    auto& stopped = daemon("stop");
    EXPECT_EQ(stopped.wait(), 0);
    EXPECT_EQ(stopped.record("daemon").texts.at("state"), "not running");
    EXPECT_FALSE(fs::exists(data)) << "asking makes nothing";
}

TEST_F(DaemonCommandTest, OneThatCannotStartIsElevenWithItsLastWords) {
    auto& started = daemon("start", {"--bootstrap", "none", "--listen", "127.0.0.1:0", "--control", "/dev/null"});
    EXPECT_EQ(started.wait(), 11);
    EXPECT_THAT(started.err(), HasSubstr("/dev/null is in the way"));
    EXPECT_THAT(started.err(), HasSubstr(data + "/shoald.log"));
    EXPECT_FALSE(holder_of(data));
}

TEST_F(DaemonCommandTest, TheOneAtASocketIsMeantWhereTheSocketIsNamed) {
    const auto control = folder.under("run/at.sock");
    auto& started = daemon("start", {"--bootstrap", "none", "--listen", "127.0.0.1:0", "--control", control});
    ASSERT_EQ(started.wait(), 0) << started.err();
    const auto pid = started.record("daemon").numbers.at("pid");
    auto& status = shoal({"daemon", "status", "--no-config", "--json", "--control", control});
    EXPECT_EQ(status.wait(), 0) << status.err();
    EXPECT_EQ(status.record("daemon").numbers.at("pid"), pid);
    EXPECT_FALSE(status.record("daemon").texts.contains("data_dir")) << "the usual one is not this daemon's";
    EXPECT_EQ(shoal({"daemon", "reload", "--no-config", "--control", control}).wait(), 0);
    EXPECT_EQ(shoal({"daemon", "restart", "--no-config", "--control", control}).wait(), 2) << "restart where?";
    EXPECT_EQ(holder_of(data), static_cast<pid_t>(pid));
    auto& stopped = shoal({"daemon", "stop", "--no-config", "--json", "--control", control});
    EXPECT_EQ(stopped.wait(), 0) << stopped.err();
    EXPECT_EQ(stopped.record("daemon").texts.at("state"), "stopped");
    EXPECT_FALSE(holder_of(data));
}

TEST_F(DaemonCommandTest, WhereNoneAnswersAtTheSocketTheOneOfTheUsualPlaceIsLeftAlone) {
    ASSERT_EQ(start().wait(), 0);
    for (const auto* verb : {"stop", "reload", "status"}) {
        auto& asked = daemon(verb, {"--control", folder.under("nobody.sock")});
        EXPECT_EQ(asked.wait(), 11) << verb;
        EXPECT_THAT(asked.err(), HasSubstr("no daemon answers at " + folder.under("nobody.sock")));
    }
    EXPECT_TRUE(holder_of(data));
    EXPECT_EQ(daemon("stop").wait(), 0);
    EXPECT_EQ(daemon("stop", {"--control", folder.under("nobody.sock")}).wait(), 0) << "nobody has its place";
}

TEST_F(DaemonCommandTest, TheAnswerOfAnotherDaemonIsNotTakenForThatOfTheOneThatIsStarted) {
    ASSERT_EQ(start().wait(), 0);
    const auto control = data + "/control.sock";
    const auto other = folder.under("other");
    auto& second = shoal({"daemon", "start", "--no-config", "--bootstrap", "none", "--listen", "127.0.0.1:0",
                          "--data-dir", other, "--control", control});
    EXPECT_EQ(second.wait(), 14) << second.err();
    EXPECT_THAT(second.err(), HasSubstr("shoald ended with 14"));
    EXPECT_THAT(second.err(), HasSubstr(control)) << "its last words";
    EXPECT_FALSE(holder_of(other));
    EXPECT_EQ(daemon("stop").wait(), 0);
}

TEST_F(DaemonCommandTest, LeavesACommandInTheForegroundAlone) {
    auto& share = shoal({"share", folder.write("file", "x"), "--standalone", "--no-config", "--bootstrap", "none",
                         "--listen", "127.0.0.1:0", "--data-dir", data, "--json"});
    share.record("shared");
    for (const auto* verb : {"start", "stop", "status", "reload"}) {
        auto& asked = daemon(verb);
        EXPECT_EQ(asked.wait(), 14) << verb << asked.err();
        EXPECT_THAT(asked.err(), HasSubstr(std::to_string(share.pid())));
    }
    share.signal(SIGINT);
    EXPECT_EQ(share.wait(), 130);
}

TEST_F(DaemonCommandTest, LeavesACommandThatAnswersAtTheSocketAlone) {
    const auto control = folder.under("share.sock");
    auto& share = shoal({"share", folder.write("file", "x"), "--standalone", "--no-config", "--bootstrap", "none",
                         "--listen", "127.0.0.1:0", "--data-dir", data, "--control", control, "--json"});
    share.record("shared");
    for (const auto* verb : {"stop", "status", "reload"}) {
        auto& asked = shoal({"daemon", verb, "--no-config", "--control", control});
        EXPECT_EQ(asked.wait(), 14) << verb << asked.err();
        EXPECT_THAT(asked.err(), HasSubstr(std::to_string(share.pid())));
    }
    share.signal(SIGINT);
    EXPECT_EQ(share.wait(), 130);
}

TEST_F(DaemonCommandTest, AWrongConfigurationIsToldBeforeTheDaemonHearsOfIt) {
    auto& started = start();
    ASSERT_EQ(started.wait(), 0) << started.err();
    folder.write("etc/shoal/config.toml", "limits.upp = 5\n");
    auto& reload = shoal({"daemon", "reload", "--data-dir", data}, {"XDG_CONFIG_HOME=" + folder.under("etc")});
    EXPECT_EQ(reload.wait(), 78);
    EXPECT_THAT(reload.err(), HasSubstr("did you mean 'limits.up'?"));
    EXPECT_TRUE(holder_of(data));
    EXPECT_EQ(daemon("stop").wait(), 0);
}

TEST_F(DaemonCommandTest, AUnitOfTheUserIsAskedWhereThereIsOne) {
    // Stands for systemctl: says what it was asked, and runs no unit.
    const auto systemctl = folder.write("bin/systemctl", "#!/bin/sh\necho \"$@\" >> \"$HOME/asked\"\n"
                                                         "case \"$4\" in start) echo 'no such luck'; exit 5;; esac\n");
    fs::permissions(systemctl, fs::perms::owner_all);
    fs::create_directories(folder.under("run/systemd"));
    fs::create_directories(folder.under("shoal-0.home"));
    auto& started = shoal({"daemon", "start", "--json"},
                          {"PATH=" + folder.under("bin") + ":/usr/bin:/bin", "XDG_RUNTIME_DIR=" + folder.under("run"),
                           "XDG_STATE_HOME=" + folder.under("state")});
    EXPECT_EQ(started.wait(), 1);
    EXPECT_THAT(started.err(), HasSubstr("systemctl --user start shoald.service: no such luck"));
    EXPECT_THAT(folder.read("shoal-0.home/asked"), HasSubstr("--user --no-ask-password --no-pager cat shoald.service"));
}

}  // namespace
}  // namespace shoal::cli
