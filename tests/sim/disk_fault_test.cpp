// A full disk, a failing one, and a person at it.

#include <set>

#include "tests/sim/disk_content.h"
#include "tests/sim/disk_room.h"

namespace shoal::sim {
namespace {

constexpr std::size_t four_pages = 4 * page_bytes;

// --- room ------------------------------------------------------------------------------------------------------------

TEST(DiskRoomLeft, AFullDiskTakesWhatFitsAndSaysSo) {
    DiskRoom room{1, 10 * page_bytes};
    const auto file = room.file("file");
    EXPECT_EQ(room.root()->free_bytes().value_or(0), 10 * page_bytes);
    EXPECT_EQ(code_of(file->write(0, filled(11 * page_bytes, 'x'))), Errc::no_space);
    EXPECT_EQ(room.faults.count(Fault::disk_full), 1U);
    EXPECT_EQ(file->stat()->size, 10 * page_bytes);
    EXPECT_EQ(room.root()->free_bytes().value_or(1), 0U);
    EXPECT_TRUE(file->write(0, filled(10 * page_bytes, 'y'))) << "what is there can be overwritten";
    EXPECT_TRUE(file->resize(page_bytes));
    EXPECT_EQ(room.disk.used(), page_bytes);
    EXPECT_TRUE(file->write(page_bytes, filled(9 * page_bytes, 'x')));
    room.disk.set_capacity(20 * page_bytes);
    EXPECT_TRUE(file->write(10 * page_bytes, filled(10 * page_bytes, 'x')));
}

TEST(DiskRoomLeft, ARemovedFileTakesRoomWhileItIsOpen) {
    DiskRoom room;
    auto file = room.file("file");
    ASSERT_TRUE(file->write(0, filled(page_bytes, 'x')));
    ASSERT_TRUE(room.root()->remove("file"));
    EXPECT_EQ(room.disk.used(), page_bytes);
    file.reset();
    EXPECT_EQ(room.disk.used(), 0U);
}

TEST(DiskRoomLeft, AProcessThatDiesGivesBackWhatItHeldOpen) {
    DiskRoom room;
    const auto file = room.file("file");
    ASSERT_TRUE(file->write(0, filled(page_bytes, 'x')));
    ASSERT_TRUE(room.root()->remove("file"));
    room.disk.die();
    EXPECT_EQ(room.disk.used(), 0U);
}

TEST(DiskRoomLeft, HolesCostNothing) {
    DiskRoom room;
    const auto file = room.file("file");
    ASSERT_TRUE(file->resize(std::uint64_t{1} << 40));
    ASSERT_TRUE(file->write(std::uint64_t{1} << 39, as_bytes("x")));
    EXPECT_EQ(room.disk.used(), page_bytes);
    Bytes out(10'000, Byte{7});
    EXPECT_EQ(file->read(std::uint64_t{1} << 20, out).value_or(0), out.size());
    EXPECT_EQ(out, Bytes(10'000));
}

// --- faults ----------------------------------------------------------------------------------------------------------

constexpr std::uint32_t always = 1'000'000;

TEST(DiskFault, EachStrikesWhereItIsSaidTo) {
    DiskRoom room;
    const auto file = room.file("file");
    ASSERT_TRUE(file->write(0, as_bytes("here")));
    Bytes out(4);
    room.faults.set_rate(Fault::disk_read_failed, always);
    EXPECT_EQ(code_of(file->read(0, out)), Errc::io);
    EXPECT_TRUE(file->write(0, out));
    room.faults.calm();
    EXPECT_TRUE(file->read(0, out)) << "never while calm";
    room.faults.resume();
    room.faults.set_rate(Fault::disk_read_failed, 0);
    const auto root = room.root();
    room.faults.set_rate(Fault::disk_write_failed, always);
    EXPECT_EQ(code_of(file->write(0, out)), Errc::io);
    EXPECT_EQ(code_of(file->resize(0)), Errc::io);
    EXPECT_EQ(code_of(root->make_directories("a")), Errc::io);
    EXPECT_EQ(code_of(root->open("b", OpenMode::create)), Errc::io);
    EXPECT_EQ(code_of(root->remove("file")), Errc::io);
    EXPECT_EQ(code_of(root->rename("file", "c", false)), Errc::io);
    EXPECT_EQ(root->list("")->size(), 1U) << "none of it had an effect";
    room.faults.set_rate(Fault::disk_write_failed, 0);
    room.faults.set_rate(Fault::disk_sync_failed, always);
    EXPECT_EQ(code_of(file->sync()), Errc::io);
    EXPECT_EQ(code_of(root->sync("")), Errc::io);
    EXPECT_EQ(code_of(root->sync_all()), Errc::io);
    EXPECT_EQ(room.faults.count(Fault::disk_sync_failed), 3U);
}

TEST(DiskFault, AShortWriteLandsInPartAndIsNoSpace) {
    const auto sizes = outcomes<std::uint64_t>([](DiskRoom& room) {
        const auto file = room.file("file");
        room.faults.set_rate(Fault::disk_short_write, always);
        EXPECT_EQ(code_of(file->write(0, filled(1000, 'x'))), Errc::no_space);
        EXPECT_LT(file->stat()->size, 1000U);
        return file->stat()->size;
    });
    EXPECT_GT(sizes.size(), 10U);
}

TEST(DiskFault, AfterAFailedSyncTheNextOneSucceedsAndProvesNothing) {
    const auto seen = outcomes<std::string>([](DiskRoom& room) {
        const auto file = room.file("file");
        EXPECT_TRUE(file->write(0, filled(four_pages, 'a')) && file->sync() && room.root()->sync(""));
        EXPECT_TRUE(file->write(0, filled(four_pages, 'b')));
        room.faults.set_rate(Fault::disk_sync_failed, always);
        EXPECT_FALSE(file->sync());
        room.faults.set_rate(Fault::disk_sync_failed, 0);
        EXPECT_TRUE(file->sync());
        room.disk.power_cut();
        return room.text("file");
    });
    EXPECT_TRUE(seen.contains(std::string(four_pages, 'a')));
    EXPECT_GT(seen.size(), 8U) << "some pages made it";
}

TEST(DiskFault, WhatAFailedSyncGaveUpIsDurableWhenItIsWrittenAgain) {
    const auto seen = outcomes<std::string>([](DiskRoom& room) {
        const auto file = room.file("file");
        EXPECT_TRUE(room.root()->sync("") && file->write(0, filled(four_pages, 'b')));
        room.faults.set_rate(Fault::disk_sync_failed, always);
        EXPECT_FALSE(file->sync());
        room.faults.set_rate(Fault::disk_sync_failed, 0);
        EXPECT_TRUE(file->write(0, filled(four_pages, 'c')) && file->sync());
        room.disk.power_cut();
        return room.text("file");
    });
    EXPECT_EQ(seen, (std::set{std::string(four_pages, 'c')}));
}

TEST(DiskFault, WhatAFailedSyncGaveUpMayGoWhileTheFileIsRead) {
    DiskRoom room;
    const auto file = room.file("file");
    ASSERT_TRUE(file->write(0, filled(four_pages, 'a')) && file->sync());
    ASSERT_TRUE(file->write(0, filled(four_pages, 'b')));
    room.faults.set_rate(Fault::disk_sync_failed, always);
    ASSERT_FALSE(file->sync());
    Bytes out(four_pages);
    std::set<std::string> seen;
    for (int i = 0; i < 100; ++i) {
        ASSERT_TRUE(file->read(0, out));
        seen.emplace(as_text(out));
    }
    EXPECT_EQ(seen.size(), 2U) << "as written, then as the disk has it";
    EXPECT_TRUE(seen.contains(std::string(four_pages, 'b')));
}

TEST(DiskFault, TimeIsCharged) {
    DiskRoom room;
    const auto file = room.file("file");
    static_cast<void>(room.disk.take_cost());
    ASSERT_TRUE(file->write(0, filled(5'000'000, 'x')));
    const auto writing = room.disk.take_cost();
    EXPECT_GE(writing, 10ms);
    EXPECT_LE(writing, 11ms);
    EXPECT_EQ(room.disk.take_cost(), 0ms);
    ASSERT_TRUE(file->sync());
    EXPECT_GE(room.disk.take_cost(), 1ms);
    room.faults.set_rate(Fault::disk_slow, always);
    ASSERT_TRUE(file->stat());
    const auto slow = room.disk.take_cost();
    EXPECT_GE(slow, 50ms);
    EXPECT_LE(slow, 3100ms);
}

// --- a person --------------------------------------------------------------------------------------------------------

TEST(DiskPerson, PutsReadsMovesAndRemovesWithoutFaultsOrCost) {
    DiskRoom room;
    room.faults.set_rate(Fault::disk_write_failed, always);
    room.faults.set_rate(Fault::disk_read_failed, always);
    auto& disk = room.disk;
    EXPECT_TRUE(disk.put("/m01/a/b/file", as_bytes("one")));
    EXPECT_TRUE(disk.put("/m01/a.txt", as_bytes("two")));
    EXPECT_FALSE(disk.put("/m01/a", as_bytes("x"))) << "a folder stands there";
    EXPECT_FALSE(disk.put("/m01/a.txt/x", as_bytes("x")));
    EXPECT_FALSE(disk.put("/m02/x", as_bytes("x"))) << "another machine";
    EXPECT_EQ(disk.files_below("/m01"), (std::vector<std::string>{"/m01/a.txt", "/m01/a/b/file"}));
    EXPECT_TRUE(disk.rename("/m01/a.txt", "/m01/a/b/file"));
    EXPECT_EQ(room.text("a/b/file"), "two");
    EXPECT_FALSE(disk.rename("/m01/a", "/m01/a/b/c"));
    EXPECT_TRUE(disk.remove("/m01/a"));
    EXPECT_FALSE(disk.remove("/m01/a"));
    EXPECT_TRUE(disk.files_below("/m01").empty());
    EXPECT_EQ(disk.used(), 0U);
    EXPECT_EQ(disk.take_cost(), 0ms);
    EXPECT_EQ(room.faults.total(), 0U);
}

TEST(DiskPerson, WhatAPersonDidIsDurableAndChangesTheTimes) {
    const auto seen = outcomes<std::string>([](DiskRoom& room) {
        EXPECT_TRUE(room.disk.put("/m01/file", as_bytes("first, and longer")));
        const auto first = *room.root()->stat("file");
        EXPECT_TRUE(room.disk.put("/m01/file", as_bytes("second")));
        const auto second = *room.root()->stat("file");
        EXPECT_EQ(first.inode, second.inode);
        EXPECT_GT(second.mtime_ns, first.mtime_ns);
        room.disk.power_cut();
        room.disk.revive();
        EXPECT_EQ(*room.root()->stat("file"), second);
        return room.text("file");
    });
    EXPECT_EQ(seen, (std::set<std::string>{"second"}));
}

TEST(DiskPerson, RotTurnsABitAndLeavesTheTimes) {
    DiskRoom room;
    ASSERT_TRUE(room.disk.put("/m01/file", as_bytes("AAAA")));
    const auto before = *room.root()->stat("file");
    EXPECT_TRUE(room.disk.rot("/m01/file", 9));
    EXPECT_EQ(room.text("file"), "ACAA");
    EXPECT_EQ(*room.root()->stat("file"), before);
    EXPECT_FALSE(room.disk.rot("/m01/file", 32));
    EXPECT_FALSE(room.disk.rot("/m01/none", 0));
    EXPECT_EQ(room.faults.count(Fault::bit_rot), 1U);
    room.disk.power_cut();
    EXPECT_EQ(room.text("file"), "ACAA");
}

TEST(DiskPerson, AFolderThatIsAwayComesBackUntouched) {
    DiskRoom room;
    ASSERT_TRUE(room.disk.put("/m01/usb/share/file", as_bytes("x")));
    const auto root = room.root();
    const auto held = room.root("/m01/usb/share");
    const auto file = *held->open("file", OpenMode::write);
    ASSERT_TRUE(file->write(0, as_bytes("y")));
    ASSERT_TRUE(room.disk.unmount("/m01/usb"));
    EXPECT_EQ(code_of(room.disk.open_root("/m01/usb", false)), Errc::not_found);
    EXPECT_EQ(code_of(room.disk.open_root("/m01/usb/share", true)), Errc::not_found);
    EXPECT_EQ(code_of(held->stat("file")), Errc::io);
    EXPECT_EQ(code_of(file->write(0, as_bytes("z"))), Errc::io);
    EXPECT_EQ(code_of(root->stat("usb/share/file")), Errc::not_found);
    EXPECT_EQ(code_of(root->make_directories("usb/x")), Errc::not_found);
    EXPECT_TRUE(root->list("")->empty());
    EXPECT_FALSE(room.disk.put("/m01/usb/new", as_bytes("x")));
    room.disk.power_cut();
    room.disk.revive();
    room.disk.mount_again("/m01/usb");
    EXPECT_EQ(room.text("usb/share/file"), "y");
    EXPECT_EQ(code_of(file->stat()), Errc::io) << "held before";
    EXPECT_TRUE(room.root("/m01/usb/share")->stat("file"));
}

}  // namespace
}  // namespace shoal::sim
