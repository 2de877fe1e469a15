#include "transfer/share_records.h"

#include <gtest/gtest.h>

#include "tests/transfer/memory_store.h"

namespace shoal::test {
namespace {

/// A share of a folder "content" that lies in `directory`, made here at `added` ms.
ShareRecord record(char tag, std::string directory, std::int64_t added, bool shared_here = true) {
    static const Content content = make_content(1, {1000});
    ShareRecord out;
    out.manifest = content.manifest;
    out.directory = std::move(directory);
    out.shared_here = shared_here;
    out.added = WallTime{added};
    out.tag.text.fill(tag);
    return out;
}

std::vector<std::int64_t> times(const std::vector<ShareRecord>& records) {
    std::vector<std::int64_t> out;
    for (const auto& each : records) out.push_back(each.added.unix_ms);
    return out;
}

TEST(ShareRecords, FindsWhatWasMadeOfAPathNewestFirst) {
    transfer::ShareRecords records;
    records.put(record('1', "/a", 10));
    records.put(record('2', "/a", 30));
    records.put(record('3', "/b", 20));
    records.put(record('4', "/a", 20));
    EXPECT_EQ(times(records.made_from("/a/content")), (std::vector<std::int64_t>{30, 20, 10}));
    EXPECT_EQ(times(records.made_from("/b/content")), std::vector<std::int64_t>{20});
    EXPECT_TRUE(records.made_from("/a").empty());
    EXPECT_EQ(records.all().size(), 4U);
}

TEST(ShareRecords, WhatIsFetchedWasNotMadeHere) {
    transfer::ShareRecords records;
    records.put(record('1', "/a", 10, false));
    EXPECT_TRUE(records.made_from("/a/content").empty());
    ASSERT_NE(records.find(record('1', "", 0).tag), nullptr);
}

TEST(ShareRecords, AReplacedShareLiesWhereItLiesNow) {
    transfer::ShareRecords records;
    records.put(record('1', "/a", 10));
    records.put(record('2', "/a", 20));
    records.put(record('1', "/b", 11));
    EXPECT_EQ(times(records.made_from("/a/content")), std::vector<std::int64_t>{20});
    EXPECT_EQ(times(records.made_from("/b/content")), std::vector<std::int64_t>{11});
    records.put_new(record('1', "/c", 12));
    EXPECT_TRUE(records.made_from("/c/content").empty());
    EXPECT_EQ(times(records.made_from("/b/content")), std::vector<std::int64_t>{11});
}

TEST(ShareRecords, AForgottenShareIsFoundNowhere) {
    transfer::ShareRecords records;
    records.put(record('1', "/a", 10));
    records.put(record('2', "/a", 20));
    records.erase(record('2', "", 0).tag);
    records.erase(record('9', "", 0).tag);
    EXPECT_EQ(times(records.made_from("/a/content")), std::vector<std::int64_t>{10});
    EXPECT_EQ(records.find(record('2', "", 0).tag), nullptr);
}

}  // namespace
}  // namespace shoal::test
