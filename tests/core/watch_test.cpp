// Waiting for descriptors that libuv does not read or write itself.

#include <fcntl.h>
#include <sys/epoll.h>
#include <unistd.h>

#include <array>
#include <vector>

#include "core/descriptor.h"
#include "tests/core/world_fixture.h"

namespace shoal {
namespace {

constexpr Readiness reading{.to_read = true, .to_write = false};
constexpr Readiness writing{.to_read = false, .to_write = true};
constexpr Readiness nothing{};

class WatchTest : public WorldTest {
protected:
    WatchTest() {
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0) return;
        reader = Descriptor{ends[0]};
        writer = Descriptor{ends[1]};
    }

    std::unique_ptr<Watch> watch(int descriptor, Readiness wanted) {
        auto made = uv.watch(descriptor, wanted, [this](Readiness ready) { heard.push_back(ready); });
        EXPECT_TRUE(made) << made.error().what;
        return *std::move(made);
    }

    void put(std::string_view text) {
        EXPECT_EQ(::write(writer.get(), text.data(), text.size()), static_cast<ssize_t>(text.size()));
    }

    std::string take() {
        std::array<char, 64> buffer{};
        const auto n = ::read(reader.get(), buffer.data(), buffer.size());
        return n < 0 ? "error" : std::string{buffer.data(), static_cast<std::size_t>(n)};
    }

    Descriptor reader;
    Descriptor writer;
    std::vector<Readiness> heard;
};

TEST_F(WatchTest, TellsThatThereIsSomethingToReadUntilItIsRead) {
    const auto watching = watch(reader.get(), reading);
    settle();
    EXPECT_TRUE(heard.empty());
    put("one");
    EXPECT_TRUE(heard.empty()) << "never from inside a call";
    run_until([&] { return heard.size() >= 2; });  // again, as nobody read
    EXPECT_EQ(heard[0], reading);
    EXPECT_EQ(take(), "one");
    heard.clear();
    settle();
    EXPECT_TRUE(heard.empty());
}

TEST_F(WatchTest, MakesTheDescriptorNonBlockingAndLeavesItOpen) {
    watch(reader.get(), reading).reset();
    EXPECT_EQ(take(), "error");
    EXPECT_EQ(errno, EAGAIN);
}

TEST_F(WatchTest, TellsWhenThereIsRoomToWriteAgain) {
    const auto watching = watch(writer.get(), writing);
    run_until([&] { return !heard.empty(); });
    EXPECT_EQ(heard[0], writing);
    const std::string block(4096, 'x');
    while (::write(writer.get(), block.data(), block.size()) > 0) {
    }
    heard.clear();
    settle();
    EXPECT_TRUE(heard.empty()) << "the pipe is full";
    std::string all(block.size() * 2, ' ');
    EXPECT_GT(::read(reader.get(), all.data(), all.size()), 0);
    run_until([&] { return !heard.empty(); });
    EXPECT_EQ(heard[0], writing);
}

TEST_F(WatchTest, WaitsForWhatIsWantedNow) {
    const auto watching = watch(writer.get(), nothing);
    settle();
    EXPECT_TRUE(heard.empty());
    watching->want(writing);
    run_until([&] { return !heard.empty(); });
    watching->want(nothing);
    heard.clear();
    settle();
    EXPECT_TRUE(heard.empty());
}

TEST_F(WatchTest, TellsTheReaderOfAPipeThatItsWriterIsGone) {
    const auto watching = watch(reader.get(), reading);
    writer.reset();
    run_until([&] { return !heard.empty(); });
    EXPECT_EQ(heard[0], reading);
    EXPECT_EQ(take(), "") << "the end of the file";
}

TEST_F(WatchTest, TellsTheWriterOfAFullPipeThatItsReaderIsGone) {
    const auto watching = watch(writer.get(), writing);
    const std::string block(4096, 'x');
    while (::write(writer.get(), block.data(), block.size()) > 0) {
    }
    settle();
    heard.clear();
    reader.reset();
    run_until([&] { return !heard.empty(); });
    EXPECT_EQ(heard, std::vector{writing}) << "once: writing tells what it is";
    settle();
    EXPECT_EQ(heard.size(), 1U);
}

TEST_F(WatchTest, WatchesTheEpollSetOfSomebodyElse) {
    const Descriptor set{::epoll_create1(EPOLL_CLOEXEC)};
    epoll_event wanted{};
    wanted.events = EPOLLIN;
    ASSERT_EQ(::epoll_ctl(set.get(), EPOLL_CTL_ADD, reader.get(), &wanted), 0);
    const auto watching = watch(set.get(), reading);
    settle();
    EXPECT_TRUE(heard.empty());
    put("one");
    run_until([&] { return !heard.empty(); });
    EXPECT_EQ(heard[0], reading);
}

TEST_F(WatchTest, MayEndFromInsideItsCallbackAndTheDescriptorMayBeClosedAfterIt) {
    std::unique_ptr<Watch> watching;
    int calls = 0;
    watching = *uv.watch(reader.get(), reading, [&](Readiness) {
        ++calls;
        watching.reset();
        reader.reset();
    });
    put("one");
    run_until([&] { return calls > 0; });
    settle();
    EXPECT_EQ(calls, 1);
}

TEST_F(WatchTest, RefusesWhatCannotBeWaitedFor) {
    const auto on_ready = [](Readiness) {};
    const TemporaryDirectory directory;
    const std::string path = directory / "file";
    const Descriptor file{::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)};
    ASSERT_TRUE(file);
    EXPECT_EQ(uv.watch(file.get(), reading, on_ready).error().code, Errc::io);
    EXPECT_EQ(uv.watch(-1, reading, on_ready).error().code, Errc::io);
}

}  // namespace
}  // namespace shoal
