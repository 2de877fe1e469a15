// One suite for the real disk and for the simulated one: what the engine can tell of them is the same.

#include "tests/sim/disk_rooms.h"

namespace shoal::sim {
namespace {

template <class Room>
class BothDisks : public testing::Test {
protected:
    void SetUp() override {
        auto opened = room.disk().open_root(base, true);
        ASSERT_TRUE(opened) << opened.error().what;
        held = std::move(*opened);
    }
    void put(const std::string& path, std::string_view text) {
        const auto file = held->open(path, OpenMode::create);
        ASSERT_TRUE(file) << file.error().what;
        ASSERT_TRUE((*file)->resize(0));
        ASSERT_TRUE((*file)->write(0, as_bytes(text)));
    }
    [[nodiscard]] std::string content(const std::string& path) {
        const auto file = held->open(path, OpenMode::read);
        if (!file) return "absent";
        Bytes out((*file)->stat().value_or(FileWitness{}).size);
        EXPECT_EQ((*file)->read(0, out).value_or(~std::size_t{0}), out.size());
        return std::string{as_text(out)};
    }
    void plant(const std::string& path, EntryKind kind) { room.plant("root/" + path, kind); }

    Room room;
    std::string base = room.path() + "/root";
    std::shared_ptr<Directory> held;
};

using Rooms = testing::Types<SystemRoom, SimRoom>;
struct RoomNames {
    template <class Room>
    static std::string GetName(int) {
        return std::is_same_v<Room, SimRoom> ? "Simulated" : "Real";
    }
};
TYPED_TEST_SUITE(BothDisks, Rooms, RoomNames);

TYPED_TEST(BothDisks, ARootIsMadeWithItsParentsOrNotAtAll) {
    auto& disk = this->room.disk();
    const std::string top = this->room.path();
    EXPECT_EQ(code_of(disk.open_root(top + "/missing", false)), Errc::not_found);
    EXPECT_TRUE(disk.open_root(top + "/a/b/c", true));
    EXPECT_TRUE(disk.open_root(top + "/a/b/c", true)) << "fine if it is there";
    EXPECT_TRUE(disk.open_root(top + "/a//b/./../b/", false));
    EXPECT_EQ(code_of(disk.open_root("relative", true)), Errc::usage);
    EXPECT_EQ(code_of(disk.open_root("", true)), Errc::usage);
    EXPECT_EQ(code_of(disk.open_root(top + std::string{"\0x", 2}, true)), Errc::usage);
    this->put("file", "x");
    EXPECT_EQ(code_of(disk.open_root(this->base + "/file", false)), Errc::not_found);
    EXPECT_EQ(code_of(disk.open_root(this->base + "/file", true)), Errc::not_found);
    EXPECT_EQ(code_of(disk.open_root(this->base + "/file/below", true)), Errc::not_found);
    this->plant("link", EntryKind::symlink);
    EXPECT_EQ(code_of(disk.open_root(this->base + "/link", false)), Errc::not_found);
    EXPECT_EQ(code_of(disk.open_root(this->base + "/link/x", true)), Errc::not_found);
}

TYPED_TEST(BothDisks, AFileIsWrittenReadResizedAndSynced) {
    const auto file = *this->held->open("file", OpenMode::create_new);
    ASSERT_TRUE(file->write(3, as_bytes("hello")));
    ASSERT_TRUE(file->write(0, as_bytes("abc")));
    Bytes out(20);
    EXPECT_EQ(file->read(0, out), 8U);
    EXPECT_EQ(as_text(BytesView{out}.first(8)), "abchello");
    EXPECT_EQ(file->read(6, out), 2U);
    EXPECT_EQ(file->read(100, out), 0U);
    EXPECT_EQ(file->read(0, {}), 0U);
    EXPECT_TRUE(file->sync());
    EXPECT_TRUE(file->resize(4));
    EXPECT_EQ(this->content("file"), "abch");
    EXPECT_TRUE(file->resize(6));
    EXPECT_EQ(this->content("file"), std::string("abch\0\0", 6));
    EXPECT_TRUE(this->held->sync(""));
    EXPECT_TRUE(this->held->sync_all());
    EXPECT_GT(this->held->free_bytes().value_or(0), 0U);
}

TYPED_TEST(BothDisks, ModesOpenWhatTheySay) {
    auto& root = *this->held;
    EXPECT_EQ(code_of(root.open("file", OpenMode::read)), Errc::not_found);
    EXPECT_EQ(code_of(root.open("file", OpenMode::write)), Errc::not_found);
    EXPECT_EQ(code_of(root.open("no/file", OpenMode::create)), Errc::not_found);
    this->put("file", "kept");
    EXPECT_EQ(code_of(root.open("file", OpenMode::create_new)), Errc::exists);
    EXPECT_TRUE(root.open("file", OpenMode::create));
    EXPECT_EQ(this->content("file"), "kept");
    const auto reader = *root.open("file", OpenMode::read);
    EXPECT_EQ(code_of(reader->write(0, as_bytes("x"))), Errc::io);
    EXPECT_EQ(code_of(reader->resize(1)), Errc::io);
    EXPECT_TRUE(reader->set_executable(true));
    EXPECT_TRUE((*root.open("file", OpenMode::write))->write(0, as_bytes("K")));
    EXPECT_EQ(this->content("file"), "Kept");
}

TYPED_TEST(BothDisks, OffsetsBeyondWhatTheSystemCountsAreErrors) {
    const auto file = *this->held->open("file", OpenMode::create);
    Bytes out(2);
    constexpr std::uint64_t huge = ~std::uint64_t{0};
    for (const std::uint64_t offset : {huge, huge / 2, huge / 2 + 1}) {
        EXPECT_EQ(code_of(file->read(offset, out)), Errc::io) << offset;
        EXPECT_EQ(code_of(file->write(offset, out)), Errc::io) << offset;
    }
    EXPECT_EQ(code_of(file->resize(huge)), Errc::io);
    EXPECT_EQ(file->stat()->size, 0U);
}

TYPED_TEST(BothDisks, TheWitnessChangesWithTheFile) {
    auto& root = *this->held;
    const auto file = *root.open("file", OpenMode::create_new);
    const auto empty = *file->stat();
    ASSERT_TRUE(file->write(0, as_bytes("12345")));
    const auto first = *file->stat();
    EXPECT_EQ(first.size, 5U);
    EXPECT_EQ(*root.stat("file"), first);
    EXPECT_EQ(first.inode, empty.inode);
    EXPECT_EQ(first.device, root.stat("")->device);
    EXPECT_NE(first.inode, root.stat("")->inode);
    EXPECT_FALSE(first.executable);
    ASSERT_TRUE(file->set_executable(true));
    const auto runs = *root.stat("file");
    EXPECT_TRUE(runs.executable);
    EXPECT_EQ(runs.mtime_ns, first.mtime_ns);
    EXPECT_TRUE(root.stat("")->executable) << "a directory's bit says that it may be entered";
    ASSERT_TRUE(root.rename("file", "moved", false));
    EXPECT_EQ(root.stat("moved")->inode, first.inode);
    EXPECT_EQ(root.stat("moved")->mtime_ns, first.mtime_ns);
    EXPECT_EQ(*file->stat(), *root.stat("moved")) << "an open file is the same file under its new name";
}

TYPED_TEST(BothDisks, AnOpenFileOutlivesItsName) {
    auto& root = *this->held;
    const auto file = *root.open("file", OpenMode::create_new);
    ASSERT_TRUE(file->write(0, as_bytes("still")));
    ASSERT_TRUE(root.remove("file"));
    EXPECT_EQ(code_of(root.stat("file")), Errc::not_found);
    ASSERT_TRUE(file->write(5, as_bytes(" here")));
    Bytes out(10);
    EXPECT_EQ(file->read(0, out), 10U);
    EXPECT_EQ(as_text(out), "still here");
    this->put("file", "new");
    EXPECT_EQ(file->stat()->size, 10U);
    EXPECT_NE(file->stat()->inode, root.stat("file")->inode);
}

TYPED_TEST(BothDisks, DirectoriesAreMadeStepByStep) {
    auto& root = *this->held;
    ASSERT_TRUE(root.make_directories("a/b/c"));
    EXPECT_TRUE(root.make_directories("a/b/c")) << "fine if they exist";
    EXPECT_TRUE(root.make_directories("a/b/d"));
    EXPECT_TRUE(root.make_directories(""));
    this->put("a/file", "x");
    EXPECT_EQ(code_of(root.make_directories("a/file")), Errc::exists);
    EXPECT_EQ(code_of(root.make_directories("a/file/more")), Errc::exists);
    const auto below = *root.open_directory("a/b");
    EXPECT_TRUE(below->make_directories("e"));
    EXPECT_TRUE(root.stat("a/b/e"));
    EXPECT_EQ(code_of(root.open_directory("a/file")), Errc::not_found);
    EXPECT_EQ(code_of(root.open_directory("a/missing")), Errc::not_found);
}

TYPED_TEST(BothDisks, ADirectoryThatWasRemovedTakesNothingNew) {
    auto& root = *this->held;
    ASSERT_TRUE(root.make_directories("gone"));
    const auto gone = *root.open_directory("gone");
    this->put("file", "x");
    ASSERT_TRUE(root.remove_directory("gone"));
    EXPECT_EQ(code_of(gone->open("new", OpenMode::create)), Errc::not_found);
    EXPECT_EQ(code_of(gone->make_directories("new")), Errc::not_found);
    EXPECT_EQ(gone->list("")->size(), 0U);
    EXPECT_TRUE(gone->stat(""));
    EXPECT_TRUE(gone->sync(""));
}

TYPED_TEST(BothDisks, AListIsSortedByBytesAndNamesEachKind) {
    for (const char* name : {"b", "B", "\xff", "a.txt"}) this->put(name, "");
    ASSERT_TRUE(this->held->make_directories("dir"));
    this->plant("link", EntryKind::symlink);
    this->plant("pipe", EntryKind::other);
    const std::vector<DirectoryEntry> expected{
        {"B", EntryKind::file},        {"a.txt", EntryKind::file},   {"b", EntryKind::file},
        {"dir", EntryKind::directory}, {"link", EntryKind::symlink}, {"pipe", EntryKind::other},
        {"\xff", EntryKind::file},
    };
    EXPECT_EQ(*this->held->list(""), expected);
    EXPECT_TRUE(this->held->list("dir")->empty());
    EXPECT_EQ(code_of(this->held->list("missing")), Errc::not_found);
    EXPECT_EQ(code_of(this->held->list("b")), Errc::not_found);
}

TYPED_TEST(BothDisks, ARenameDoesNotOverwriteUnlessToldTo) {
    auto& root = *this->held;
    ASSERT_TRUE(root.make_directories("x"));
    this->put("one", "1");
    this->put("x/two", "2");
    EXPECT_EQ(code_of(root.rename("one", "x/two", false)), Errc::exists);
    EXPECT_EQ(this->content("x/two"), "2");
    EXPECT_TRUE(root.rename("one", "x/three", false));
    EXPECT_EQ(this->content("one"), "absent");
    EXPECT_EQ(this->content("x/three"), "1");
    EXPECT_TRUE(root.rename("x/three", "x/two", true));
    EXPECT_EQ(this->content("x/two"), "1");
    EXPECT_EQ(code_of(root.rename("missing", "y", false)), Errc::not_found);
    EXPECT_EQ(code_of(root.rename("x/two", "no/y", false)), Errc::not_found);
    EXPECT_TRUE(root.rename("x", "y", false)) << "folders too";
    EXPECT_EQ(this->content("y/two"), "1");
}

TYPED_TEST(BothDisks, ARenameKeepsTheTreeATree) {
    auto& root = *this->held;
    ASSERT_TRUE(root.make_directories("a/b"));
    ASSERT_TRUE(root.make_directories("empty"));
    this->put("file", "x");
    for (const bool replace : {false, true}) {
        EXPECT_EQ(code_of(root.rename("a", "a/b/c", replace)), Errc::io) << "below itself";
        EXPECT_EQ(code_of(root.rename("a/b", "a", replace)), Errc::exists) << "onto what it stands in";
        EXPECT_EQ(code_of(root.rename("empty", "a", replace)), Errc::exists) << "onto a full one";
    }
    EXPECT_EQ(code_of(root.rename("file", "empty", true)), Errc::permission);
    EXPECT_EQ(code_of(root.rename("empty", "file", true)), Errc::not_found);
    EXPECT_TRUE(root.rename("file", "file", true)) << "onto itself: nothing to do";
    EXPECT_EQ(code_of(root.rename("file", "file", false)), Errc::exists);
    EXPECT_EQ(code_of(root.rename("", "x", true)), Errc::permission);
    EXPECT_TRUE(root.rename("a/b", "empty", true)) << "onto an empty one";
}

TYPED_TEST(BothDisks, RemoveTakesFilesAndRemoveDirectoryEmptyFolders) {
    auto& root = *this->held;
    ASSERT_TRUE(root.make_directories("full"));
    this->put("full/file", "x");
    EXPECT_EQ(code_of(root.remove("full")), Errc::permission);
    EXPECT_EQ(code_of(root.remove_directory("full")), Errc::exists);
    EXPECT_EQ(code_of(root.remove_directory("full/file")), Errc::not_found);
    EXPECT_TRUE(root.remove("full/file"));
    EXPECT_EQ(code_of(root.remove("full/file")), Errc::not_found);
    EXPECT_TRUE(root.remove_directory("full"));
    EXPECT_EQ(code_of(root.remove_directory("full")), Errc::not_found);
}

TYPED_TEST(BothDisks, NothingLeadsOutOrThroughASymlink) {
    auto& root = *this->held;
    ASSERT_TRUE(root.make_directories("inner"));
    this->put("inner/file", "x");
    this->plant("link", EntryKind::symlink);
    this->plant("pipe", EntryKind::other);
    const std::vector<std::string> odd{
        "..",      "../x", "inner/..", "inner/../file", "/",      "/inner",  "inner/",
        "inner//", ".",    "./inner",  "inner/./file",  "link/x", "a\nb/..", std::string{"in\0ner", 6}};
    for (const auto& path : odd) {
        EXPECT_EQ(code_of(root.open(path, OpenMode::create)), Errc::permission) << path;
        EXPECT_EQ(code_of(root.open_directory(path)), Errc::permission) << path;
        EXPECT_EQ(code_of(root.list(path)), Errc::permission) << path;
        EXPECT_EQ(code_of(root.stat(path)), Errc::permission) << path;
        EXPECT_EQ(code_of(root.sync(path)), Errc::permission) << path;
        EXPECT_EQ(code_of(root.make_directories(path)), Errc::permission) << path;
        EXPECT_EQ(code_of(root.remove(path)), Errc::permission) << path;
        EXPECT_EQ(code_of(root.remove_directory(path)), Errc::permission) << path;
        EXPECT_EQ(code_of(root.rename(path, "y", true)), Errc::permission) << path;
        EXPECT_EQ(code_of(root.rename("inner/file", path, true)), Errc::permission) << path;
    }
    for (const auto mode : {OpenMode::read, OpenMode::write, OpenMode::create}) {
        for (const char* path : {"", "link", "pipe", "inner"}) {
            EXPECT_EQ(code_of(root.open(path, mode)), Errc::permission) << path;
        }
    }
    EXPECT_EQ(code_of(root.open("link", OpenMode::create_new)), Errc::exists);
    EXPECT_EQ(code_of(root.open("pipe/x", OpenMode::create)), Errc::not_found);
    EXPECT_EQ(code_of(root.stat("link")), Errc::permission);
    EXPECT_EQ(code_of(root.stat("pipe")), Errc::permission);
    EXPECT_EQ(code_of(root.make_directories("link")), Errc::permission);
    EXPECT_EQ(code_of(root.rename("inner/file", "link", false)), Errc::exists);
    EXPECT_TRUE(root.rename("inner/file", "link", true)) << "replaces the symlink, not what it points to";
    EXPECT_TRUE(root.remove("pipe"));
}

TYPED_TEST(BothDisks, NamesAndPathsHaveALongestLength) {
    auto& root = *this->held;
    const std::string name(255, 'n');
    EXPECT_TRUE(root.open(name, OpenMode::create));
    for (const std::string& path : {name + "n", std::string(5000, 'x')}) {
        EXPECT_EQ(code_of(root.open(path, OpenMode::create)), Errc::io);
        EXPECT_EQ(code_of(root.stat(path)), Errc::io);
        EXPECT_EQ(code_of(root.make_directories(path)), Errc::io);
        EXPECT_EQ(code_of(root.rename(name, path, false)), Errc::io);
        EXPECT_EQ(code_of(root.remove(path)), Errc::io);
    }
}

TYPED_TEST(BothDisks, ErrorsNameTheOperationThePathAndTheReason) {
    EXPECT_EQ(this->held->open("no/such", OpenMode::read).error().what,
              "cannot open no/such: No such file or directory");
    EXPECT_EQ(this->held->open("a\nb", OpenMode::read).error().what, "cannot open a?b: No such file or directory");
}

}  // namespace
}  // namespace shoal::sim
