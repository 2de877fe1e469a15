#include "transfer/recheck.h"

#include <gtest/gtest.h>

#include "tests/transfer/store_room.h"

namespace shoal::test {
namespace {

class RecheckTest : public testing::Test {
protected:
    [[nodiscard]] std::string first() { return sample_.folder() + "/a.bin"; }
    void rewrite(const std::string& content, int hours) {
        write_file(first(), content);
        fs::last_write_time(first(), fs::last_write_time(first()) + std::chrono::hours{hours});
    }
    Sample sample_{few_files(), {"hollow"}, "d/run"};
};

TEST_F(RecheckTest, AFileThatGetsItsContentBackIsServedAgain) {
    auto& store = sample_.store();
    const auto right = sample_.files().at("a.bin");
    auto wrong = right;
    for (const std::size_t at : {10U, 300'000U, 599'000U}) wrong[at] = static_cast<char>(wrong[at] ^ 1);
    rewrite(wrong, 1);
    for (std::uint32_t i = 0; i < 3; ++i) EXPECT_FALSE(store.read(ChunkIndex{i}));
    EXPECT_TRUE(store.found.empty());
    rewrite(right, 2);
    ASSERT_TRUE(sample_.host().run_until([&] { return store.found.size() == 3; }));
    for (std::uint32_t i = 0; i < 3; ++i) EXPECT_EQ(*store.read(ChunkIndex{i}), sample_.chunk(ChunkIndex{i}));
}

TEST_F(RecheckTest, WhatIsStillWrongStaysAway) {
    auto& store = sample_.store();
    auto wrong = sample_.files().at("a.bin");
    wrong[10] = static_cast<char>(wrong[10] ^ 1);
    wrong[300'000] = static_cast<char>(wrong[300'000] ^ 1);
    rewrite(wrong, 1);
    for (std::uint32_t i = 0; i < 3; ++i) (void)store.read(ChunkIndex{i});
    wrong[10] = static_cast<char>(wrong[10] ^ 1);
    rewrite(wrong, 2);
    ASSERT_TRUE(sample_.host().run_until([&] { return store.found.size() == 1; }));
    EXPECT_EQ(store.found.front(), ChunkIndex{0});
    EXPECT_FALSE(store.read(ChunkIndex{1}));
}

}  // namespace
}  // namespace shoal::test
