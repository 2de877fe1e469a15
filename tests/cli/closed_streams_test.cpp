// The real programs, started without some of stdin, stdout and stderr.

#include <csignal>
#include <iterator>

#include <gmock/gmock.h>

#include "cli/running_daemon.h"
#include "tests/cli/running_program.h"

namespace shoal::cli {
namespace {

using testing::HasSubstr;

// What a shell writes behind a command to close them.
constexpr auto closings = {"<&-", ">&-", "2>&-", "<&- >&-", "<&- 2>&-", ">&- 2>&-", "<&- >&- 2>&-"};

class ClosedStreamsTest : public testing::Test {
protected:
    RunningProgram& run(const std::string& program, const std::string& closing, std::vector<std::string> words) {
        words.insert(words.begin(), {"-c", "exec \"$0\" \"$@\" " + closing, SHOAL_BIN_DIR + ("/" + program)});
        words.insert(words.end(), {"--no-config", "--data-dir", data});
        const auto name = "program-" + std::to_string(programs.size());
        programs.push_back(std::make_unique<RunningProgram>(folder, name, "/bin/sh", std::move(words)));
        return *programs.back();
    }
    /// The children that it has now.
    static std::vector<pid_t> children_of(pid_t process) {
        const auto number = std::to_string(process);
        std::ifstream in{"/proc/" + number + "/task/" + number + "/children"};
        return {std::istream_iterator<pid_t>{in}, {}};
    }
    /// Nobody may be there to collect it: a zombie has ended, too.
    static bool has_ended(pid_t process) {
        std::ifstream in{"/proc/" + std::to_string(process) + "/stat"};
        std::string line;
        return !std::getline(in, line) || line.substr(line.rfind(')')).starts_with(") Z");
    }

    TemporaryFolder folder;
    std::string data = folder.under("data");
    std::vector<std::unique_ptr<RunningProgram>> programs;
};

TEST_F(ClosedStreamsTest, ACommandDoesItsWorkAndWritesIntoNothingElse) {
    for (const auto* closing : closings) {
        auto& list = run("shoal", closing, {"list"});
        EXPECT_EQ(list.wait(), 0) << closing << list.err();
    }
    auto& told = run("shoal", "<&-", {"list", "--json"});
    EXPECT_EQ(told.wait(), 0);
    EXPECT_THAT(told.out(), HasSubstr(R"("type":"list")"));
}

TEST_F(ClosedStreamsTest, ADaemonServesAndTakesItsBrokerWithIt) {
    for (const auto* closing : closings) {
        auto& daemon = run("shoald", closing, {"--bootstrap", "none", "--listen", "127.0.0.1:0"});
        ASSERT_TRUE(RunningProgram::until([&] { return socket_answers(data + "/control.sock"); })) << closing;
        const auto children = children_of(daemon.pid());
        EXPECT_EQ(children.size(), 1U) << "the broker";
        daemon.signal(SIGTERM);
        EXPECT_EQ(daemon.wait(), 0) << closing << daemon.err();
        for (const auto child : children) {
            EXPECT_TRUE(RunningProgram::until([&] { return has_ended(child); })) << closing;
        }
    }
}

}  // namespace
}  // namespace shoal::cli
