#include <deque>
#include <optional>

#include "tests/core/world_fixture.h"

namespace shoal {
namespace {

/// Workers that work when they are told.
class ManualWorkers final : public Workers {
public:
    void submit(Job job) override { jobs.push_back(std::move(job)); }
    [[nodiscard]] unsigned parallelism() const override { return 1; }

    [[nodiscard]] Task run_one() {
        Job job = std::move(jobs.front());
        jobs.pop_front();
        return job();
    }

    std::deque<Job> jobs;
};

Job note(std::vector<int>& log, int number) {
    return [&log, number]() -> Task {
        log.push_back(number);
        return [&log, number] { log.push_back(-number); };
    };
}

TEST(SerialLane, BeginsTheNextJobOnlyAfterTheTaskOfTheOneBefore) {
    ManualWorkers workers;
    SerialLane lane{workers};
    std::vector<int> log;
    for (int i = 1; i <= 3; ++i) lane.submit(note(log, i));
    for (int i = 1; i <= 3; ++i) {
        ASSERT_EQ(workers.jobs.size(), 1U);
        EXPECT_FALSE(lane.is_idle());
        Task task = workers.run_one();
        EXPECT_TRUE(workers.jobs.empty());
        task();
    }
    EXPECT_EQ(log, (std::vector{1, -1, 2, -2, 3, -3}));
    EXPECT_TRUE(lane.is_idle());
    EXPECT_TRUE(workers.jobs.empty());
}

TEST(SerialLane, AJobWithoutATaskDoesNotStopIt) {
    ManualWorkers workers;
    SerialLane lane{workers};
    std::vector<int> log;
    lane.submit([]() -> Task { return nullptr; });
    lane.submit(note(log, 1));
    workers.run_one()();
    workers.run_one()();
    EXPECT_EQ(log, (std::vector{1, -1}));
}

TEST(SerialLane, ATaskThatSubmitsComesBehindWhatWaits) {
    ManualWorkers workers;
    SerialLane lane{workers};
    std::vector<int> log;
    lane.submit([&]() -> Task { return [&] { lane.submit(note(log, 2)); }; });
    lane.submit(note(log, 1));
    workers.run_one()();
    workers.run_one()();
    workers.run_one()();
    EXPECT_EQ(log, (std::vector{1, -1, 2, -2}));
}

TEST(SerialLane, DropsWhatWaitsAndTheResultOfWhatRuns) {
    ManualWorkers workers;
    std::vector<int> log;
    const auto held = std::make_shared<int>(0);
    std::optional<SerialLane> lane{workers};
    lane->submit(note(log, 1));
    lane->submit([held]() -> Task { return nullptr; });
    lane.reset();
    EXPECT_EQ(held.use_count(), 1) << "what waits is dropped at once";
    workers.run_one()();
    EXPECT_EQ(log, (std::vector{1})) << "it ran, but its task did not";
    EXPECT_TRUE(workers.jobs.empty());
}

TEST(SerialLane, ATaskMayDestroyItsLane) {
    ManualWorkers workers;
    std::vector<int> log;
    std::optional<SerialLane> lane{workers};
    lane->submit([&]() -> Task {
        return [&] {
            lane.reset();
            log.push_back(1);
        };
    });
    lane->submit(note(log, 2));
    workers.run_one()();
    EXPECT_EQ(log, (std::vector{1}));
    EXPECT_TRUE(workers.jobs.empty());
}

TEST_F(WorldTest, ASerialLaneOverThePoolKeepsOrder) {
    SerialLane lane{uv.world().workers};
    std::vector<int> log;
    for (int i = 0; i < 200; ++i) {
        lane.submit([&log, i]() -> Task {
            log.push_back(i);  // jobs of one lane never overlap, so this needs no lock
            return nullptr;
        });
    }
    run_until([&] { return lane.is_idle(); });
    ASSERT_EQ(log.size(), 200U);
    for (int i = 0; i < 200; ++i) EXPECT_EQ(log[static_cast<std::size_t>(i)], i);
}

}  // namespace
}  // namespace shoal
