#include "core/process_stats.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <vector>

#include "core/descriptor.h"

namespace shoal {
namespace {

TEST(ProcessStats, CountOpenDescriptors) {
    const auto before = read_process_stats();
    EXPECT_GE(before.descriptors, 1U);
    std::vector<Descriptor> more;
    for (int i = 0; i < 5; ++i) more.emplace_back(::dup(0));
    EXPECT_EQ(read_process_stats().descriptors, before.descriptors + 5);
    more.clear();
    EXPECT_EQ(read_process_stats().descriptors, before.descriptors);
}

TEST(ProcessStats, AsManyDescriptorsAreOpenAsTheSystemLists) {
    std::uint64_t listed = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator{"/proc/self/fd"}) ++listed;
    EXPECT_EQ(read_process_stats().descriptors, listed - 1) << "without the one that lists";
}

TEST(ProcessStats, MemoryThatIsTouchedIsResident) {
    constexpr std::size_t size = 64 * 1024 * 1024;
    const auto before = read_process_stats();
    EXPECT_GT(before.resident_bytes, 100'000U);
    const std::vector<char> block(size, 1);
    EXPECT_GT(read_process_stats().resident_bytes, before.resident_bytes + size / 2);
    EXPECT_EQ(block.back(), 1);
}

}  // namespace
}  // namespace shoal
