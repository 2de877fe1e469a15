#include <csignal>
#include <thread>

#include "tests/core/world_fixture.h"

namespace shoal {
namespace {

TEST_F(WorldTest, RunsWhatOtherThreadsPostInTheOrderOfEach) {
    constexpr int each = 1000;
    std::vector<std::pair<int, int>> seen;
    const auto loop_thread = std::this_thread::get_id();
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 3; ++thread) {
        threads.emplace_back([this, &seen, thread, loop_thread] {
            for (int i = 0; i < each; ++i) {
                uv.post([&seen, thread, i, loop_thread] {
                    EXPECT_EQ(std::this_thread::get_id(), loop_thread);
                    seen.emplace_back(thread, i);
                });
            }
        });
    }
    run_until([&] { return seen.size() == 3 * each; });
    for (auto& thread : threads) thread.join();
    std::vector<int> next(3, 0);
    for (const auto& [thread, i] : seen) EXPECT_EQ(i, next[static_cast<std::size_t>(thread)]++);
}

TEST_F(WorldTest, APostedTaskMayPostAgainWithoutStarvingTimers) {
    bool fired = false;
    std::move_only_function<void()> again = [&] {
        if (!fired) uv.post([&] { again(); });
    };
    again();
    const auto timer = timers().at(timers().now() + 2ms, [&] { fired = true; });
    run_until([&] { return fired; });
    settle();  // the last of them still refers to this function's locals
}

TEST_F(WorldTest, StopFromAnotherThreadEndsTheRun) {
    std::thread stopper{[this] { uv.stop(); }};
    uv.run();
    stopper.join();
}

TEST_F(WorldTest, AStopBeforeTheRunIsNotLostAndHoldsForOneRunOnly) {
    uv.stop();
    uv.run();
    bool ran = false;
    uv.post([&] { ran = true; });
    run_until([&] { return ran; });
}

TEST_F(WorldTest, RunUntilAsksFirstAndThenAfterEachTurn) {
    uv.run_until([] { return true; });
    int turns = 0;
    int asked = 0;
    std::move_only_function<void()> again = [&] {
        if (++turns < 10) uv.post([&] { again(); });
    };
    uv.post([&] { again(); });
    uv.run_until([&] {
        ++asked;
        return turns == 10;
    });
    EXPECT_GE(asked, 10);
}

TEST_F(WorldTest, ASignalIsACallOnTheLoop) {
    std::vector<int> arrived;
    auto handle = uv.on_signal(SIGUSR1, [&](int number) { arrived.push_back(number); });
    ::raise(SIGUSR1);
    run_until([&] { return arrived.size() == 1; });
    ::raise(SIGUSR1);
    run_until([&] { return arrived.size() == 2; });
    EXPECT_EQ(arrived, (std::vector{SIGUSR1, SIGUSR1}));
}

TEST_F(WorldTest, ASignalHandlerMayDestroyItself) {
    std::unique_ptr<Timer> handle;
    auto held = std::make_shared<int>(7);
    int read = 0;
    handle = uv.on_signal(SIGUSR2, [&, held](int) {
        handle.reset();
        read = *held;
    });
    ::raise(SIGUSR2);
    run_until([&] { return read == 7; });
}

TEST(World, DropsWhatWasPostedAndHasNotRun) {
    const auto held = std::make_shared<int>(1);
    {
        UvWorld world;
        world.post([held] { ADD_FAILURE(); });
    }
    EXPECT_EQ(held.use_count(), 1);
}

TEST(World, APostedTaskThatIsDroppedMayOwnAHandle) {
    UvWorld world;
    auto timer = world.world().timers.at(Instant::max(), [] {});
    world.post([timer = std::move(timer)] {});
}

TEST(World, ManyCanFollowOneAnotherAndLiveSideBySide) {
    for (int i = 0; i < 3; ++i) {
        UvWorld one;
        UvWorld two;
        int ran = 0;
        one.post([&] { two.post([&] { ++ran; }); });
        one.run_until([&] { return true; });
        two.post([&] { ++ran; });
        two.run_until([&] { return ran > 0; });
    }
}

void leak_a_timer() {
    std::unique_ptr<Timer> leaked;
    UvWorld world;
    leaked = world.world().timers.at(Instant::max(), [] {});
}

void leak_a_listener() {
    std::unique_ptr<Listener> leaked;
    UvWorld world;
    const Endpoint any{IpAddress::v4(127, 0, 0, 1), 0};
    leaked = *world.world().streams.listen(any, [](std::unique_ptr<Stream>) {});
}

TEST(WorldDeathTest, AHandleThatOutlivesTheWorldEndsTheProcess) {
    testing::FLAGS_gtest_death_test_style = "threadsafe";
    EXPECT_DEATH(leak_a_timer(), "broken invariant");
    EXPECT_DEATH(leak_a_listener(), "broken invariant");
}

}  // namespace
}  // namespace shoal
