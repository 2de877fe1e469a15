// What stands in a shared folder may have been put there by an enemy: no method may follow it out.

#include <sys/stat.h>

#include <atomic>
#include <thread>

#include "tests/core/disk_fixture.h"

namespace shoal {
namespace {

class DiskEscapeTest : public DiskTest {
protected:
    void SetUp() override {
        DiskTest::SetUp();
        namespace fs = std::filesystem;
        fs::create_directories(outside + "/empty");
        std::ofstream{outside + "/victim"} << "untouched";
        fs::create_directory_symlink(outside, root_path + "/out");                // a folder outside
        fs::create_symlink(outside + "/victim", root_path + "/file-out");         // a file outside
        fs::create_symlink(outside + "/unborn", root_path + "/dangling");         // nothing yet
        fs::create_directory_symlink("../outside", root_path + "/relative-out");  // the same by a relative way
        fs::create_directory_symlink("/proc/self/cwd", root_path + "/magic");
        fs::create_directory_symlink("inner", root_path + "/inner-link");  // stays inside, and is refused all the same
        fs::create_directory(root_path + "/inner");
        put("inner/file", "inside");
        put("mine", "mine");
    }

    void TearDown() override {
        EXPECT_EQ(slurp(outside + "/victim"), "untouched");
        EXPECT_TRUE(std::filesystem::is_directory(outside + "/empty"));
        const auto entries = std::distance(std::filesystem::directory_iterator{outside}, {});
        EXPECT_EQ(entries, 2) << "something was made or removed outside";
    }

    std::string outside = directory / "outside";
    const std::vector<std::string> ways_out{"out", "relative-out", "magic",    "inner-link",
                                            "..",  "../outside",   "inner/..", "inner/../.."};
    // Below each of these a file `victim` or a folder `empty` would be found.
    const std::vector<std::string> folders_out{"out",         "relative-out", "../outside",
                                               "/" + outside, "inner/../out", "./out"};
};

TEST_F(DiskEscapeTest, Open) {
    for (const OpenMode mode : {OpenMode::read, OpenMode::write, OpenMode::create}) {
        EXPECT_EQ(code_of(root->open("file-out", mode)), Errc::permission);
        for (const auto& folder : folders_out) {
            EXPECT_EQ(code_of(root->open(folder + "/victim", mode)), Errc::permission) << folder;
        }
        EXPECT_EQ(code_of(root->open("inner-link/file", mode)), Errc::permission);
        EXPECT_EQ(code_of(root->open("", mode)), Errc::permission);
    }
    EXPECT_EQ(code_of(root->open("dangling", OpenMode::create)), Errc::permission);
    EXPECT_EQ(code_of(root->open("dangling", OpenMode::create_new)), Errc::exists);
    EXPECT_EQ(code_of(root->open("out/new", OpenMode::create_new)), Errc::permission);
    EXPECT_EQ(code_of(root->open(std::string{"mine\0/../x", 10}, OpenMode::read)), Errc::permission);
    for (const char* odd : {"/", "mine/", "inner//file", "./mine", "inner/./file", "."}) {
        EXPECT_EQ(code_of(root->open(odd, OpenMode::read)), Errc::permission) << odd;
    }
}

TEST_F(DiskEscapeTest, OpenDirectoryListAndSync) {
    for (const auto& way : ways_out) {
        EXPECT_EQ(code_of(root->open_directory(way)), Errc::permission) << way;
        EXPECT_EQ(code_of(root->list(way)), Errc::permission) << way;
        EXPECT_EQ(code_of(root->sync(way)), Errc::permission) << way;
        EXPECT_EQ(code_of(root->make_directories(way)), Errc::permission) << way;
    }
    const auto inner = *root->open_directory("inner");
    EXPECT_EQ(code_of(inner->open("../mine", OpenMode::read)), Errc::permission) << "beneath means beneath that one";
    EXPECT_EQ(code_of(inner->list("..")), Errc::permission);
}

TEST_F(DiskEscapeTest, MakeDirectories) {
    for (const auto& folder : folders_out) {
        EXPECT_EQ(code_of(root->make_directories(folder + "/new/deep")), Errc::permission) << folder;
    }
    EXPECT_EQ(code_of(root->make_directories("dangling")), Errc::permission);
    EXPECT_EQ(code_of(root->make_directories("dangling/deep")), Errc::permission);
    EXPECT_EQ(code_of(root->make_directories("new/../../outside/new")), Errc::permission);
    EXPECT_FALSE(exists("new")) << "a path that is refused leaves nothing behind";
}

TEST_F(DiskEscapeTest, Stat) {
    EXPECT_EQ(code_of(root->stat("file-out")), Errc::permission);
    EXPECT_EQ(code_of(root->stat("dangling")), Errc::permission);
    for (const auto& folder : folders_out) EXPECT_EQ(code_of(root->stat(folder + "/victim")), Errc::permission);
}

TEST_F(DiskEscapeTest, Rename) {
    for (const bool replace : {false, true}) {
        for (const auto& folder : folders_out) {
            EXPECT_EQ(code_of(root->rename("mine", folder + "/new", replace)), Errc::permission) << folder;
            EXPECT_EQ(code_of(root->rename("mine", folder + "/victim", replace)), Errc::permission) << folder;
            EXPECT_EQ(code_of(root->rename(folder + "/victim", "stolen", replace)), Errc::permission) << folder;
        }
        EXPECT_EQ(code_of(root->rename("mine", "..", replace)), Errc::permission);
        EXPECT_EQ(code_of(root->rename("", "x", replace)), Errc::permission);
    }
    EXPECT_EQ(code_of(root->rename("mine", "file-out", false)), Errc::exists) << "a symlink is something that is there";
    EXPECT_TRUE(root->rename("mine", "file-out", true)) << "replaces the symlink, not what it points to";
    EXPECT_EQ(content("file-out"), "mine");
}

TEST_F(DiskEscapeTest, Remove) {
    for (const auto& folder : folders_out) {
        EXPECT_EQ(code_of(root->remove(folder + "/victim")), Errc::permission) << folder;
        EXPECT_EQ(code_of(root->remove_directory(folder + "/empty")), Errc::permission) << folder;
    }
    EXPECT_FALSE(root->remove_directory("out"));
    EXPECT_FALSE(root->remove_directory(""));
    EXPECT_FALSE(root->remove(".."));
    EXPECT_TRUE(root->remove("file-out")) << "removes the symlink, not what it points to";
    EXPECT_FALSE(exists("file-out"));
}

TEST_F(DiskEscapeTest, AFifoOrSocketIsNoFileAndDoesNotBlock) {
    ASSERT_EQ(::mkfifo((root_path + "/fifo").c_str(), 0600), 0);
    for (const OpenMode mode : {OpenMode::read, OpenMode::write, OpenMode::create}) {
        EXPECT_EQ(code_of(root->open("fifo", mode)), Errc::permission);
        EXPECT_EQ(code_of(root->open("inner", mode)), Errc::permission) << "a folder is no file";
    }
    EXPECT_EQ(code_of(root->stat("fifo")), Errc::permission);
}

TEST_F(DiskEscapeTest, AFolderThatIsSwappedForASymlinkWhileWeWorkLeadsNowhere) {
    std::filesystem::create_directory(root_path + "/flip");
    put("flip/victim", "inside");
    std::atomic<bool> is_over = false;
    std::thread enemy{[&] {
        const std::string here = root_path + "/flip";
        while (!is_over) {
            std::error_code ignored;
            std::filesystem::rename(here, root_path + "/aside", ignored);
            std::filesystem::rename(root_path + "/relative-out", here, ignored);
            std::filesystem::rename(here, root_path + "/relative-out", ignored);
            std::filesystem::rename(root_path + "/aside", here, ignored);
        }
    }};
    int inside = 0;
    // The enemy may be stopped just when the folder is away: then it must get its turn.
    for (int i = 0; i < 3000 || (inside == 0 && i < 1'000'000); ++i) {
        const auto file = root->open("flip/victim", OpenMode::write);
        if (!file) {
            std::this_thread::yield();
            continue;
        }
        Bytes out(6);
        EXPECT_TRUE((*file)->read(0, out));
        EXPECT_EQ(as_text(out), "inside");
        ++inside;
        EXPECT_TRUE((*file)->write(0, as_bytes("inside")));
        static_cast<void>(root->rename("flip/victim", "flip/moved", false));
        static_cast<void>(root->rename("flip/moved", "flip/victim", false));
        static_cast<void>(root->rename("aside/moved", "aside/victim", false));
    }
    is_over = true;
    enemy.join();
    EXPECT_GT(inside, 0);
}

}  // namespace
}  // namespace shoal
