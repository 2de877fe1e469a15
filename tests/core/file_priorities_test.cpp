#include "core/file_priorities.h"

#include <gtest/gtest.h>

namespace shoal {
namespace {

FileSelection only(std::vector<bool> wanted) {
    return FileSelection{std::move(wanted)};
}

TEST(FilePriorities, AreNormalUntilSomethingIsSaid) {
    const FilePriorities priorities;
    EXPECT_TRUE(priorities.are_all_normal());
    EXPECT_EQ(priorities.of(FileIndex{7}), FilePriority::normal);
    EXPECT_TRUE(priorities.bits().empty());
}

TEST(FilePriorities, ChangeOfTheFilesThatAreMeantAndOfNoOther) {
    const auto some = FilePriorities{}.with(only({false, true, false}), FilePriority::high, 3);
    const auto more = some.with(only({true, false, false}), FilePriority::low, 3);
    EXPECT_EQ(more.of(FileIndex{0}), FilePriority::low);
    EXPECT_EQ(more.of(FileIndex{1}), FilePriority::high);
    EXPECT_EQ(more.of(FileIndex{2}), FilePriority::normal);
    EXPECT_FALSE(more.are_all_normal());
}

TEST(FilePriorities, AreAsMadeByDefaultWhenAllAreNormalAgain) {
    const auto some = FilePriorities{}.with(only({false, true}), FilePriority::high, 2);
    EXPECT_EQ(some.with({}, FilePriority::normal, 2), FilePriorities{});
}

TEST(FilePriorities, ComeBackFromTheirBits) {
    const auto some = FilePriorities{}
                          .with(only({true, false, false, false, false}), FilePriority::low, 5)
                          .with(only({false, false, false, false, true}), FilePriority::high, 5);
    EXPECT_EQ(some.bits(), (Bytes{Byte{0x01}, Byte{0x02}}));
    EXPECT_EQ(FilePriorities::from_bits(some.bits(), 5), some);
}

TEST(FilePriorities, AreNotMadeOfBitsThatNobodyWrites) {
    EXPECT_FALSE(FilePriorities::from_bits(Bytes{Byte{0x01}}, 5)) << "too few";
    EXPECT_FALSE(FilePriorities::from_bits(Bytes{Byte{0x01}, Byte{0}, Byte{0}}, 5)) << "too many";
    EXPECT_FALSE(FilePriorities::from_bits(Bytes{Byte{0x03}}, 1)) << "no priority";
    EXPECT_FALSE(FilePriorities::from_bits(Bytes{Byte{0x04}}, 1)) << "of no file";
}

}  // namespace
}  // namespace shoal
