#include <atomic>
#include <semaphore>
#include <thread>

#include "tests/core/world_fixture.h"

namespace shoal {
namespace {

class WorkersTest : public WorldTest {
protected:
    [[nodiscard]] Workers& workers() { return uv.world().workers; }
};

TEST_F(WorkersTest, AJobRunsElsewhereAndItsTaskOnTheLoop) {
    const auto loop_thread = std::this_thread::get_id();
    int result = 0;
    workers().submit([input = std::make_unique<int>(20), loop_thread]() mutable -> Task {
        EXPECT_NE(std::this_thread::get_id(), loop_thread);
        ++*input;
        return nullptr;
    });
    workers().submit([input = 21, loop_thread, &result]() -> Task {
        const int output = input * 2;
        return [output, loop_thread, &result] {
            EXPECT_EQ(std::this_thread::get_id(), loop_thread);
            result = output;
        };
    });
    EXPECT_EQ(result, 0);
    run_until([&] { return result == 42; });
}

TEST_F(WorkersTest, TheInputsOfAJobAreGoneWhenItsTaskRuns) {
    auto input = std::make_shared<int>(1);
    const std::weak_ptr<int> seen = input;
    bool was_gone = false;
    bool done = false;
    workers().submit([input = std::move(input), seen, &was_gone, &done]() -> Task {
        return [seen, &was_gone, &done] {
            was_gone = seen.expired();
            done = true;
        };
    });
    run_until([&] { return done; });
    EXPECT_TRUE(was_gone);
}

TEST_F(WorkersTest, ManyJobsAllComeBack) {
    int back = 0;
    for (int i = 0; i < 500; ++i) {
        workers().submit([&back]() -> Task { return [&back] { ++back; }; });
    }
    run_until([&] { return back == 500; });
}

TEST_F(WorkersTest, ATaskMaySubmitTheNextJob) {
    int rounds = 0;
    std::move_only_function<void()> next = [&] {
        if (++rounds < 20) workers().submit([&next]() -> Task { return [&next] { next(); }; });
    };
    next();
    run_until([&] { return rounds == 20; });
}

TEST_F(WorkersTest, AtLeastOneRunsAtOnce) {
    EXPECT_GE(workers().parallelism(), 1U);
    EXPECT_LE(workers().parallelism(), 4096U);
}

/// Lets the running jobs end when it goes.
struct Release {
    std::shared_ptr<std::counting_semaphore<>> go;
    std::ptrdiff_t jobs;
    Release(std::shared_ptr<std::counting_semaphore<>> given, std::ptrdiff_t count)
        : go{std::move(given)}, jobs{count} {}
    Release(Release&&) = default;
    Release& operator=(Release&&) = delete;
    ~Release() {
        if (go) go->release(jobs);
    }
};

TEST(WorkersEnd, TheWorldWaitsForWhatRunsAndDropsWhatHasNotBegunAndAllResults) {
    std::atomic<int> begun = 0;
    std::atomic<int> ended = 0;
    const auto go = std::make_shared<std::counting_semaphore<>>(0);
    const auto held = std::make_shared<int>(0);
    constexpr int many = 2000;  // more than any pool has threads
    {
        UvWorld world;
        for (int i = 0; i < many; ++i) {
            world.world().workers.submit([&begun, &ended, go, held]() -> Task {
                ++begun;
                go->acquire();
                ++ended;
                return [held] { ADD_FAILURE(); };
            });
        }
        // Nothing that runs can end until this last one is dropped.
        world.world().workers.submit([release = Release{go, many}]() -> Task { return nullptr; });
        while (begun == 0) std::this_thread::yield();
    }
    EXPECT_EQ(begun, ended);
    EXPECT_LT(begun, many);
    EXPECT_EQ(held.use_count(), 1);
}

}  // namespace
}  // namespace shoal
