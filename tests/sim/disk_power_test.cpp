// What a power cut and a crash leave behind.

#include <set>

#include "tests/sim/disk_content.h"
#include "tests/sim/disk_room.h"

namespace shoal::sim {
namespace {

constexpr std::size_t four_pages = 4 * page_bytes;

// --- content ---------------------------------------------------------------------------------------------------------

TEST(DiskPower, WhatWasSyncedStaysInEverySeed) {
    const auto seen = outcomes<std::string>([](DiskRoom& room) {
        const auto file = room.file("file");
        EXPECT_TRUE(file->write(100, filled(four_pages, 'a')));
        EXPECT_TRUE(file->sync());
        EXPECT_TRUE(room.root()->sync(""));
        room.disk.power_cut();
        return room.text("file");
    });
    EXPECT_EQ(seen, (std::set{std::string(100, '\0') + std::string(four_pages, 'a')}));
}

TEST(DiskPower, PagesThatWereNotSyncedAreKeptLostOrTornAtSectors) {
    std::uint64_t lost = 0;
    std::uint64_t torn = 0;
    const auto seen = outcomes<std::string>([&](DiskRoom& room) {
        const auto file = room.file("file");
        EXPECT_TRUE(file->write(0, filled(four_pages, 'a')) && file->sync() && room.root()->sync(""));
        EXPECT_TRUE(file->write(0, filled(four_pages, 'b')));
        room.disk.power_cut();
        lost += room.faults.count(Fault::page_lost);
        torn += room.faults.count(Fault::page_torn);
        const auto text = room.text("file");
        for (std::size_t at = 0; at < text.size(); at += sector_bytes) {
            EXPECT_EQ(text.substr(at, sector_bytes), std::string(sector_bytes, text[at])) << "a sector is one piece";
        }
        return text;
    });
    EXPECT_TRUE(seen.contains(std::string(four_pages, 'a'))) << "all lost";
    EXPECT_TRUE(seen.contains(std::string(four_pages, 'b'))) << "all kept";
    EXPECT_GT(seen.size(), 10U);
    EXPECT_GT(lost, 0U);
    EXPECT_GT(torn, 0U);
}

TEST(DiskPower, AFileThatGrewMayBeOfAnySizeBetween) {
    const auto sizes = outcomes<std::size_t>([](DiskRoom& room) {
        const auto file = room.file("file");
        EXPECT_TRUE(file->write(0, filled(1000, 'a')) && file->sync() && room.root()->sync(""));
        EXPECT_TRUE(file->write(1000, filled(50'000, 'b')));
        room.disk.power_cut();
        const auto text = room.text("file");
        EXPECT_EQ(text.substr(0, 1000), std::string(1000, 'a'));
        EXPECT_EQ(text.substr(1000).find_first_not_of(std::string("b\0", 2)), std::string::npos)
            << "new, or never written";
        return text.size();
    });
    EXPECT_TRUE(sizes.contains(1000));
    EXPECT_TRUE(sizes.contains(51'000));
    EXPECT_GT(sizes.size(), 4U);
}

TEST(DiskPower, AFileThatShrankIsAsItWasOrAsItIs) {
    const auto seen = outcomes<std::string>([](DiskRoom& room) {
        const auto file = room.file("file");
        EXPECT_TRUE(file->write(0, filled(four_pages, 'a')) && file->sync() && room.root()->sync(""));
        EXPECT_TRUE(file->resize(4096));
        room.disk.power_cut();
        return room.text("file");
    });
    EXPECT_EQ(seen, (std::set{std::string(four_pages, 'a'), std::string(4096, 'a')}));
}

TEST(DiskPower, APageThatWasCutThroughComesBackWhole) {
    const auto seen = outcomes<std::string>([](DiskRoom& room) {
        const auto file = room.file("file");
        EXPECT_TRUE(file->write(0, filled(four_pages, 'a')) && file->sync() && room.root()->sync(""));
        EXPECT_TRUE(file->resize(5'000));
        room.disk.power_cut();
        return room.text("file");
    });
    EXPECT_TRUE(seen.contains(std::string(four_pages, 'a')));
    EXPECT_TRUE(seen.contains(std::string(5'000, 'a')));
    for (const auto& text : seen) EXPECT_EQ(text.substr(0, 5'000), std::string(5'000, 'a'));
}

TEST(DiskPower, WhatWasCutOffDoesNotComeBackWhenAFileGrowsAgain) {
    DiskRoom room;
    const auto file = room.file("file");
    ASSERT_TRUE(file->write(0, filled(10'000, 'a')));
    ASSERT_TRUE(file->resize(5'000));
    ASSERT_TRUE(file->resize(10'000));
    EXPECT_EQ(room.text("file"), std::string(5'000, 'a') + std::string(5'000, '\0'));
}

TEST(DiskPower, WhatIsKilledWithoutAPowerCutLosesNothing) {
    DiskRoom room;
    ASSERT_TRUE(room.file("file")->write(0, as_bytes("written")));
    room.disk.die();
    room.disk.revive();
    EXPECT_EQ(room.text("file"), "written");
}

TEST(DiskPower, EqualSeedsLoseTheSame) {
    const auto run = [] {
        DiskRoom room{7};
        const auto file = room.file("file");
        EXPECT_TRUE(file->write(0, filled(100'000, 'a')));
        EXPECT_TRUE(room.root()->make_directories("a/b/c"));
        room.disk.power_cut();
        return std::tuple{room.text("file"), room.disk.files_below("/m01"), room.trace.hash()};
    };
    EXPECT_EQ(run(), run());
}

// --- names -----------------------------------------------------------------------------------------------------------

TEST(DiskPower, SyncingAFileDoesNotMakeItsNameDurable) {
    const auto seen = outcomes<std::string>([](DiskRoom& room) {
        const auto file = room.file("file");
        EXPECT_TRUE(file->write(0, as_bytes("content")) && file->sync());
        room.disk.power_cut();
        EXPECT_EQ(room.faults.count(Fault::name_lost), room.text("file") == "absent" ? 1U : 0U);
        return room.text("file");
    });
    EXPECT_EQ(seen, (std::set<std::string>{"absent", "content"}));
}

TEST(DiskPower, ChangesOfNamesAreLostLastFirst) {
    const auto seen = outcomes<std::string>([](DiskRoom& room) {
        const auto root = room.root();
        room.disk.put("/m01/a", as_bytes("1"));
        EXPECT_TRUE(root->make_directories("d"));
        EXPECT_TRUE(root->rename("a", "d/b", false));
        EXPECT_TRUE(root->remove("d/b"));
        room.disk.power_cut();
        room.disk.revive();
        const std::string folder = room.root()->stat("d") ? " made" : " -";
        return room.text("a") + " " + room.text("d/b") + folder;
    });
    EXPECT_EQ(seen, (std::set<std::string>{"1 absent -", "1 absent made", "absent 1 made", "absent absent made"}));
}

TEST(DiskPower, AReplacedFileComesBackWithTheName) {
    const auto seen = outcomes<std::string>([](DiskRoom& room) {
        room.disk.put("/m01/old", as_bytes("old"));
        room.disk.put("/m01/new", as_bytes("new"));
        EXPECT_TRUE(room.root()->rename("new", "old", true));
        room.disk.power_cut();
        EXPECT_EQ(room.disk.used(), room.disk.files_below("/m01").size() * page_bytes) << "a page each";
        return room.text("old") + " " + room.text("new");
    });
    EXPECT_EQ(seen, (std::set<std::string>{"old new", "new absent"}));
}

TEST(DiskPower, ASyncedDirectoryKeepsItsNamesAndAllThatCameBefore) {
    const auto seen = outcomes<std::string>([](DiskRoom& room) {
        const auto root = room.root();
        EXPECT_TRUE(root->make_directories("x"));
        EXPECT_TRUE(root->make_directories("y"));
        EXPECT_TRUE(root->open("x/first", OpenMode::create_new));
        const auto file = *root->open("y/second", OpenMode::create_new);
        EXPECT_TRUE(file->set_executable(true));
        EXPECT_TRUE(root->sync("y"));
        EXPECT_TRUE(root->open("x/third", OpenMode::create_new));
        room.disk.power_cut();
        room.disk.revive();
        EXPECT_TRUE(room.root()->stat("y/second")->executable);
        return room.text("x/first") + room.text("y/second") + room.text("x/third");
    });
    EXPECT_EQ(seen, (std::set<std::string>{"", "absent"}));
}

TEST(DiskPower, SyncAllKeepsEverything) {
    const auto seen = outcomes<std::string>([](DiskRoom& room) {
        EXPECT_TRUE(room.root()->make_directories("a/b"));
        EXPECT_TRUE(room.file("a/b/file")->write(0, filled(9'000, 'x')));
        EXPECT_TRUE(room.root()->sync_all());
        room.disk.power_cut();
        return room.text("a/b/file");
    });
    EXPECT_EQ(seen, (std::set{std::string(9'000, 'x')}));
}

TEST(DiskPower, TheExecutableBitIsLostLikeAName) {
    const auto seen = outcomes<bool>([](DiskRoom& room) {
        room.disk.put("/m01/file", as_bytes("x"));
        EXPECT_TRUE(room.file("file")->set_executable(true));
        room.disk.power_cut();
        room.disk.revive();
        return room.root()->stat("file")->executable;
    });
    EXPECT_EQ(seen.size(), 2U);
}

TEST(DiskPower, ARenamedFileHasTheTimesOfItsName) {
    for (std::uint64_t seed = 1; seed <= 32; ++seed) {
        DiskRoom room{seed};
        const auto file = room.file("a");
        ASSERT_TRUE(file->write(0, as_bytes("x")) && file->sync() && room.root()->sync(""));
        const auto before = *file->stat();
        ASSERT_TRUE(room.root()->rename("a", "b", false));
        const auto after = *file->stat();
        ASSERT_NE(before, after);
        room.disk.power_cut();
        room.disk.revive();
        const bool is_renamed = room.text("b") == "x";
        EXPECT_EQ(*room.root()->stat(is_renamed ? "b" : "a"), is_renamed ? after : before);
    }
}

// --- death and crash points ------------------------------------------------------------------------------------------

TEST(DiskDeath, ADeadDiskAnswersNothingAndOldHandlesNeverAgain) {
    DiskRoom room;
    const auto root = room.root();
    const auto file = room.file("file");
    const auto expect_all_fail = [&] {
        Bytes out(1);
        EXPECT_EQ(code_of(file->read(0, out)), Errc::io);
        EXPECT_EQ(code_of(file->write(0, out)), Errc::io);
        EXPECT_EQ(code_of(file->sync()), Errc::io);
        EXPECT_EQ(code_of(file->resize(0)), Errc::io);
        EXPECT_EQ(code_of(file->set_executable(true)), Errc::io);
        EXPECT_EQ(code_of(file->stat()), Errc::io);
        EXPECT_EQ(code_of(root->open("file", OpenMode::read)), Errc::io);
        EXPECT_EQ(code_of(root->open_directory("")), Errc::io);
        EXPECT_EQ(code_of(root->make_directories("a")), Errc::io);
        EXPECT_EQ(code_of(root->list("")), Errc::io);
        EXPECT_EQ(code_of(root->stat("")), Errc::io);
        EXPECT_EQ(code_of(root->rename("file", "b", false)), Errc::io);
        EXPECT_EQ(code_of(root->remove("file")), Errc::io);
        EXPECT_EQ(code_of(root->remove_directory("file")), Errc::io);
        EXPECT_EQ(code_of(root->sync("")), Errc::io);
        EXPECT_EQ(code_of(root->sync_all()), Errc::io);
        EXPECT_EQ(code_of(root->free_bytes()), Errc::io);
    };
    room.disk.die();
    EXPECT_TRUE(room.disk.is_dead());
    EXPECT_EQ(code_of(room.disk.open_root("/m01", false)), Errc::io);
    expect_all_fail();
    room.disk.revive();
    expect_all_fail();
    EXPECT_TRUE(room.root()->stat("file"));
}

TEST(DiskDeath, TheCrashComesBeforeTheCallHasAnyEffect) {
    const auto work = [](DiskRoom& room) {
        const auto root = room.root();
        const std::shared_ptr<File> file = std::move(root->open("file", OpenMode::create_new)).value_or(nullptr);
        if (file) static_cast<void>(file->write(0, as_bytes("x")));
        if (file) static_cast<void>(file->sync());
        static_cast<void>(root->rename("file", "moved", false));
        static_cast<void>(root->remove("moved"));
    };
    const std::vector<std::string> left{"absent absent", " absent", "x absent", "x absent", "absent x"};
    for (std::uint64_t n = 1; n <= left.size(); ++n) {
        DiskRoom room;
        static_cast<void>(room.root());
        int fired = 0;
        room.disk.crash_at(n + 1, [&] {  // the first is that of root()
            ++fired;
            room.disk.die();
        });
        work(room);
        EXPECT_EQ(fired, 1) << n;
        EXPECT_EQ(room.text("file") + " " + room.text("moved"), left[n - 1]) << n;
    }
}

TEST(DiskDeath, ReadingIsNoCrashPointAndACrashPointCanBeTakenBack) {
    DiskRoom room;
    const auto root = room.root();
    const auto calls = room.disk.calls();
    room.disk.crash_at(1, [&] { room.disk.die(); });
    static_cast<void>(root->list(""));
    static_cast<void>(root->stat("x"));
    static_cast<void>(root->open("x", OpenMode::read));
    EXPECT_EQ(room.disk.calls(), calls);
    EXPECT_FALSE(room.disk.is_dead());
    room.disk.no_crash();
    EXPECT_TRUE(root->make_directories("x"));
    EXPECT_EQ(room.disk.calls(), calls + 1);
}

}  // namespace
}  // namespace shoal::sim
