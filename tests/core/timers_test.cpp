#include <vector>

#include "tests/core/world_fixture.h"

namespace shoal {
namespace {

class TimersTest : public WorldTest {};

TEST_F(TimersTest, FireInTheOrderOfTheirInstantsAndNeverEarly) {
    const Instant start = timers().now();
    std::vector<int> order;
    std::vector<Duration> waited;
    const auto note = [&](int number) {
        return [&, number] {
            order.push_back(number);
            waited.push_back(timers().now() - start);
        };
    };
    const auto third = timers().at(start + 9'300us, note(3));
    const auto first = timers().at(start + 2'700us, note(1));
    const auto second = timers().at(start + 2'800us, note(2));
    run_until([&] { return order.size() == 3; });
    EXPECT_EQ(order, (std::vector{1, 2, 3}));
    EXPECT_GE(waited[0], 2'700us);
    EXPECT_GE(waited[1], 2'800us);
    EXPECT_GE(waited[2], 9'300us);
}

TEST_F(TimersTest, EqualInstantsFireInTheOrderOfMaking) {
    std::vector<int> order;
    std::vector<std::unique_ptr<Timer>> held;
    const Instant when = timers().now() + 1ms;
    for (int i = 0; i < 5; ++i) held.push_back(timers().at(when, [&, i] { order.push_back(i); }));
    run_until([&] { return order.size() == 5; });
    EXPECT_EQ(order, (std::vector{0, 1, 2, 3, 4}));
}

TEST_F(TimersTest, APastInstantFiresOnALaterTurnAndNotInsideTheCall) {
    bool fired = false;
    const auto timer = timers().at(Instant{}, [&] { fired = true; });
    EXPECT_FALSE(fired);
    run_until([&] { return fired; });
}

TEST_F(TimersTest, TheLatestInstantOfAllCanBeAsked) {
    const auto timer = timers().at(Instant::max(), [] { ADD_FAILURE(); });
    settle();
}

TEST_F(TimersTest, DestroyingCancels) {
    bool last = false;
    auto cancelled = timers().at(timers().now() + 1ms, [] { ADD_FAILURE(); });
    const auto canceller = timers().at(timers().now(), [&] { cancelled.reset(); });
    const auto after = timers().at(timers().now() + 3ms, [&] { last = true; });
    run_until([&] { return last; });
}

TEST_F(TimersTest, ATaskMayDestroyItsOwnTimerAndStillUseWhatItHolds) {
    auto held = std::make_shared<std::string>("still here");
    const std::weak_ptr<std::string> seen = held;
    std::unique_ptr<Timer> timer;
    std::string read;
    timer = timers().at(timers().now(), [&, held = std::move(held)] {
        timer.reset();
        read = *held;
    });
    run_until([&] { return !read.empty(); });
    EXPECT_EQ(read, "still here");
    EXPECT_TRUE(seen.expired()) << "what the task held goes with it";
}

TEST_F(TimersTest, ATaskMayDestroyATimerThatIsDueInTheSameTurn) {
    std::unique_ptr<Timer> second;
    bool fired = false;
    const auto first = timers().at(Instant{}, [&] {
        fired = true;
        second.reset();
    });
    second = timers().at(Instant{}, [] { ADD_FAILURE(); });
    run_until([&] { return fired; });
    settle();
}

TEST_F(TimersTest, OneThatAlwaysArmsAnotherDueOneDoesNotStarveTheRest) {
    std::unique_ptr<Timer> timer;
    std::move_only_function<void()> again = [&] { timer = timers().at(Instant{}, [&] { again(); }); };
    again();
    bool posted = false;
    uv.post([&] { posted = true; });
    run_until([&] { return posted; });
}

TEST_F(TimersTest, WallTimeIsOfThisCentury) {
    constexpr std::int64_t year_2020_ms = 1'577'836'800'000;
    EXPECT_GT(timers().wall().unix_ms, year_2020_ms);
    EXPECT_LT(timers().wall().unix_ms, year_2020_ms * 2);
}

TEST(SpentTimer, MayOutliveItsWorld) {
    std::unique_ptr<Timer> timer;
    UvWorld world;
    bool fired = false;
    timer = world.world().timers.at(Instant{}, [&] { fired = true; });
    world.run_until([&] { return fired; });
}

}  // namespace
}  // namespace shoal
