#include "cli/child_process.h"

#include <csignal>

#include <gtest/gtest.h>
#include <poll.h>

#include "tests/cli/temporary_folder.h"

namespace shoal::cli {
namespace {

ChildPlan shell(const TemporaryFolder& folder, const std::string& script) {
    ChildPlan plan;
    plan.program = "/bin/sh";
    plan.arguments = {"-c", script};
    plan.environment = {"PATH=/usr/bin:/bin", "SECRET=hidden"};
    plan.stdout_path = folder.under("out");
    plan.stderr_path = folder.under("err");
    return plan;
}

/// The exit code, waited for at most 20 s.
int status_of(ChildProcess& child) {
    for (int i = 0; i < 20'000 && !child.exit_status(); ++i) ::poll(nullptr, 0, 1);
    return child.exit_status().value_or(-1);
}

TEST(ChildProcess, GetsItsEnvironmentAndNothingOfOurs) {
    const TemporaryFolder folder;
    ::setenv("SHOAL_TEST_OURS", "leaked", 1);
    auto child = ChildProcess::start(shell(folder, "echo $SECRET$SHOAL_TEST_OURS; echo bad >&2; exit 3"));
    ASSERT_TRUE(child);
    EXPECT_EQ(status_of(*child), 3);
    EXPECT_EQ(folder.read("out"), "hidden\n");
    EXPECT_EQ(folder.read("err"), "bad\n");
}

TEST(ChildProcess, ReadsNothingFromOurStdinAndInheritsNoDescriptor) {
    const TemporaryFolder folder;
    auto child = ChildProcess::start(shell(folder, "cat; ls /proc/$$/fd"));
    ASSERT_TRUE(child);
    EXPECT_EQ(status_of(*child), 0);
    EXPECT_EQ(folder.read("out").substr(0, 6), "0\n1\n2\n");
    EXPECT_EQ(folder.read("out").find("\n3\n"), std::string::npos);
}

TEST(ChildProcess, ASignalShowsInItsStatus) {
    const TemporaryFolder folder;
    auto child = ChildProcess::start(shell(folder, "exec sleep 60"));
    ASSERT_TRUE(child);
    EXPECT_FALSE(child->exit_status());
    child->signal(SIGTERM);
    EXPECT_EQ(status_of(*child), 128 + SIGTERM);
    child->signal(SIGTERM);  // nobody there any more, nothing happens
}

TEST(ChildProcess, IsGoneWhenItsHandleIs) {
    const TemporaryFolder folder;
    pid_t pid = 0;
    {
        auto child = ChildProcess::start(shell(folder, "trap '' TERM; sleep 60"));
        ASSERT_TRUE(child);
        pid = child->pid();
        EXPECT_EQ(::kill(pid, 0), 0);
    }
    EXPECT_EQ(::kill(pid, 0), -1);
}

TEST(ChildProcess, AProgramThatIsNotThereEndsWith127) {
    const TemporaryFolder folder;
    auto plan = shell(folder, "");
    plan.program = folder.under("nothing");
    auto child = ChildProcess::start(plan);
    ASSERT_TRUE(child);
    EXPECT_EQ(status_of(*child), 127);
}

TEST(ChildProcess, AnOutputThatCannotBeMadeIsAnError) {
    const TemporaryFolder folder;
    auto plan = shell(folder, "");
    plan.stdout_path = folder.under("no/such/folder");
    EXPECT_FALSE(ChildProcess::start(plan));
}

}  // namespace
}  // namespace shoal::cli
