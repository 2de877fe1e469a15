#include "cli/broker.h"

#include <array>
#include <csignal>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <poll.h>
#include <sys/stat.h>

#include "core/brokered_disk.h"
#include "core/parcel.h"
#include "tests/cli/temporary_folder.h"

namespace shoal::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(HookCall, FillsInItsValuesOnceAndNeverInTheProgram) {
    const HookCall call{.tag = "abcdefgh", .name = "{path}", .path = "/a b", .bytes = 7};
    EXPECT_THAT(call.fill({"/bin/{tag}", "{tag}", "n={name};{bytes}", "{path}{path}", "{", "{other}", ""}),
                ElementsAre("/bin/{tag}", "abcdefgh", "n={path};7", "/a b/a b", "{", "{other}", ""));
    EXPECT_THAT(call.environment(),
                ElementsAre("PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8", "SHOAL_TAG=abcdefgh",
                            "SHOAL_NAME={path}", "SHOAL_PATH=/a b", "SHOAL_BYTES=7"));
}

TEST(HookCall, TravelsAsItIsAndNonsenseDoesNot) {
    const HookCall call{.tag = "abcdefgh", .name = "\xff\n", .path = "/p", .bytes = 1ULL << 60};
    const auto again = HookCall::decode(call.encode());
    ASSERT_TRUE(again);
    EXPECT_EQ(again->environment(), call.environment());
    const HookCall evil{.tag = "a", .name = std::string{"x\0LD_PRELOAD=y", 14}, .path = "/p", .bytes = 0};
    EXPECT_EQ(HookCall::decode(evil.encode()).error().code, Errc::malformed);
    EXPECT_FALSE(HookCall::decode(as_bytes("\x94")));
    EXPECT_EQ(HookEnd::decode(HookEnd{143, true}.encode()).value().status, 143);
    EXPECT_FALSE(HookEnd::decode(as_bytes("x")));
}

class BrokerTest : public testing::Test {
protected:
    std::string script(const std::string& text) {
        const auto path = folder.write("script", "#!/bin/sh\n" + text);
        EXPECT_EQ(::chmod(path.c_str(), 0700), 0);
        return path;
    }
    Broker start(BrokerPlan plan) {
        auto broker = Broker::start(plan);
        EXPECT_TRUE(broker);
        return std::move(*broker);
    }
    /// All that it says until it ends, and how it ended; nothing if the broker refused it.
    static std::optional<std::pair<std::string, HookEnd>> outcome(Broker::Run run) {
        std::string text;
        std::array<char, 4096> bytes{};
        for (ssize_t size = 1; size > 0;) {
            size = ::read(run.output.get(), bytes.data(), bytes.size());
            if (size > 0) text.append(bytes.data(), static_cast<std::size_t>(size));
        }
        auto parcel = receive_parcel(run.end.get());
        if (!parcel || !*parcel) return std::nullopt;
        return std::pair{text, HookEnd::decode((*parcel)->bytes).value()};
    }
    TemporaryFolder folder;
    const HookCall call{.tag = "abcdefgh", .name = "name", .path = "/path", .bytes = 5};
};

TEST_F(BrokerTest, RunsTheHookItWasToldAtItsStart) {
    auto broker = start({.hook = {script("echo \"$1\"; env | sort; pwd; ls -l /proc/self/fd >&2; exit 3"), "{name}"}});
    const auto result = outcome(broker.run_hook(call).value());
    ASSERT_TRUE(result);
    EXPECT_EQ(result->second.status, 3);
    EXPECT_FALSE(result->second.timed_out);
    EXPECT_THAT(result->first, HasSubstr("name\nLANG=C.UTF-8\nPATH="));
    EXPECT_THAT(result->first, HasSubstr("\nSHOAL_TAG=abcdefgh\n/\n"));
    EXPECT_THAT(result->first, Not(HasSubstr("socket:"))) << "no end of the broker's or the daemon's";
}

TEST_F(BrokerTest, SaysWhenAProgramCannotBeRunAndRunsNoneIfNoneIsNamed) {
    auto broker = start({.hook = {"/nonexistent"}});
    EXPECT_EQ(outcome(broker.run_hook(call).value()).value().second.status, 127);
    auto without = start({});
    EXPECT_FALSE(outcome(without.run_hook(call).value()));
}

TEST_F(BrokerTest, EndsAHookThatTakesTooLong) {
    auto broker = start({.hook = {script("sleep 100")}, .hook_seconds = 1});
    const auto result = outcome(broker.run_hook(call).value());
    ASSERT_TRUE(result);
    EXPECT_EQ(result->second.status, 128 + SIGTERM);
    EXPECT_TRUE(result->second.timed_out);
}

TEST_F(BrokerTest, RunsSoManyAtATimeAndNoMore) {
    const auto gate = folder.under("gate");
    ASSERT_EQ(::mkfifo(gate.c_str(), 0600), 0);
    auto broker = start({.hook = {script("read line < " + gate)}, .hooks_at_once = 1});
    auto first = broker.run_hook(call).value();
    auto second = broker.run_hook(call).value();
    EXPECT_FALSE(outcome(std::move(second))) << "refused while the first one runs";
    const Descriptor opened{::open(gate.c_str(), O_WRONLY)};
    ASSERT_EQ(::write(opened.get(), "go\n", 3), 3);
    EXPECT_EQ(outcome(std::move(first)).value().second.status, 0);
    auto third = broker.run_hook(call).value();
    const Descriptor again{::open(gate.c_str(), O_WRONLY)};
    ASSERT_EQ(::write(again.get(), "go\n", 3), 3);
    EXPECT_EQ(outcome(std::move(third)).value().second.status, 0);
}

TEST_F(BrokerTest, ItsHooksEndWithIt) {
    Broker::Run run;
    {
        auto broker = start({.hook = {script("echo $$; exec sleep 100")}});
        run = broker.run_hook(call).value();
        char byte = 0;
        ASSERT_EQ(::read(run.output.get(), &byte, 1), 1) << "it runs";
    }
    pollfd gone{run.output.get(), 0, 0};
    EXPECT_EQ(::poll(&gone, 1, 20'000), 1) << "nobody holds the pipe any more";
}

TEST_F(BrokerTest, OpensFoldersForADiskThatMayNot) {
    auto broker = start({.roots = {.home = folder.path()}});
    const auto root = open_brokered_root(broker.roots(), folder.under("made"), true);
    ASSERT_TRUE(root) << root.error().what;
    EXPECT_TRUE((*root)->open("file", OpenMode::create_new));
    EXPECT_EQ(open_brokered_root(broker.roots(), folder.under(".ssh"), true).error().code, Errc::permission);
}

}  // namespace
}  // namespace shoal::cli
