#include "transfer/write_queue.h"

#include <gtest/gtest.h>

namespace shoal::transfer {
namespace {

Bytes bytes(std::size_t count) {
    return Bytes(count);
}

TEST(WriteQueue, SoManyAreUnderWayAndTheOthersWaitInTheirOrder) {
    WriteQueue queue;
    for (std::uint32_t i = 0; i < 3; ++i) queue.add(ChunkIndex{i}, bytes(10), {});
    EXPECT_EQ(queue.pending_bytes(), 30U);
    const auto first = queue.next(2);
    const auto second = queue.next(2);
    ASSERT_TRUE(first && second);
    EXPECT_EQ(first->chunk, ChunkIndex{0});
    EXPECT_EQ(second->chunk, ChunkIndex{1});
    EXPECT_FALSE(queue.next(2));
    queue.ended(second->number, 10);
    EXPECT_EQ(queue.pending_bytes(), 20U);
    const auto third = queue.next(2);
    ASSERT_TRUE(third);
    EXPECT_EQ(third->chunk, ChunkIndex{2});
}

TEST(WriteQueue, AFlushWaitsForWhatWasAddedBeforeItAndForNothingElse) {
    WriteQueue queue;
    std::vector<int> done;
    const auto run_due = [&] {
        for (auto& flush : queue.take_due_flushes()) flush();
    };
    queue.add(ChunkIndex{0}, bytes(1), {});
    queue.add(ChunkIndex{1}, bytes(1), {});
    queue.add_flush([&] { done.push_back(1); });
    queue.add(ChunkIndex{2}, bytes(1), {});
    queue.add_flush([&] { done.push_back(2); });
    const auto a = queue.next(3);
    const auto b = queue.next(3);
    const auto c = queue.next(3);
    queue.ended(b->number, 1);
    run_due();
    EXPECT_TRUE(done.empty());
    queue.ended(a->number, 1);
    run_due();
    EXPECT_EQ(done, std::vector{1});
    queue.ended(c->number, 1);
    run_due();
    EXPECT_EQ(done, (std::vector{1, 2}));
}

TEST(WriteQueue, WhereNothingWaitsAFlushIsDueAtOnce) {
    WriteQueue queue;
    queue.add_flush([] {});
    EXPECT_EQ(queue.take_due_flushes().size(), 1U);
    EXPECT_TRUE(queue.take_due_flushes().empty());
}

}  // namespace
}  // namespace shoal::transfer
