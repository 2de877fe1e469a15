#include "transfer/file_places.h"

#include <gtest/gtest.h>

#include "tests/transfer/memory_store.h"

namespace shoal::test {
namespace {

constexpr FileIndex one{0};
constexpr FileIndex none{1};  // without bytes
constexpr FileIndex two{2};

/// Three files; the second is empty.
class FilePlacesTest : public ::testing::Test {
protected:
    Content content_ = make_content(1, {1000, 0, 2000});
    FilePlaces places_{*content_.manifest, {}};
};

TEST_F(FilePlacesTest, AtFirstAllAreHiddenAndAwaited) {
    EXPECT_EQ(places_.unplaced(), 3U);
    EXPECT_EQ(places_.unplaced_with_bytes(), 2U);
    EXPECT_EQ(places_.awaited(), (std::vector{one, none, two}));
    EXPECT_TRUE(places_.placed().empty());
}

TEST_F(FilePlacesTest, OnlyWhatIsPlacedIsNotCountedAnyMore) {
    places_.put(one, FilePlace::moving);
    EXPECT_EQ(places_.unplaced(), 3U);
    EXPECT_EQ(places_.awaited(), (std::vector{none, two}));
    places_.put(one, FilePlace::placed);
    places_.put(one, FilePlace::placed);
    places_.put(none, FilePlace::placed);
    EXPECT_EQ(places_.unplaced(), 1U);
    EXPECT_EQ(places_.unplaced_with_bytes(), 1U);
    EXPECT_EQ(places_.placed(), (std::vector{one, none}));
    places_.put(one, FilePlace::hidden);
    EXPECT_EQ(places_.unplaced(), 2U);
    EXPECT_EQ(places_.unplaced_with_bytes(), 2U);
}

TEST_F(FilePlacesTest, CountsOnlyTheSelection) {
    places_.put(two, FilePlace::placed);
    const FileSelection only_two{{false, false, true}};
    EXPECT_TRUE(places_.select(only_two).is_all());
    EXPECT_EQ(places_.unplaced(), 0U);
    places_.put(one, FilePlace::placed);
    EXPECT_EQ(places_.unplaced(), 0U);
    places_.put(one, FilePlace::hidden);
    EXPECT_EQ(places_.unplaced(), 0U);
    EXPECT_EQ(places_.given_up_since({}), (std::vector{one, none}));
    EXPECT_TRUE(places_.given_up_since(only_two).empty());
    EXPECT_EQ(places_.select({}), only_two);
    EXPECT_EQ(places_.unplaced(), 2U);
    EXPECT_EQ(places_.unplaced_with_bytes(), 1U);
}

}  // namespace
}  // namespace shoal::test
