#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <thread>

#include "core/system_directory.h"
#include "tests/core/disk_fixture.h"

namespace shoal {
namespace {

TEST_F(DiskTest, ARootIsMadeWithItsParentsOrNotAtAll) {
    EXPECT_EQ(code_of(disk.open_root(directory / "missing", false)), Errc::not_found);
    const std::string deep = directory / "a/b/c";
    EXPECT_TRUE(disk.open_root(deep, true));
    EXPECT_TRUE(disk.open_root(deep, true)) << "fine if it is there";
    EXPECT_TRUE(disk.open_root("/", true));
    EXPECT_EQ(code_of(disk.open_root("relative", true)), Errc::usage);
    EXPECT_EQ(code_of(disk.open_root("", true)), Errc::usage);
    std::ofstream{directory / "file"} << "x";
    EXPECT_EQ(code_of(disk.open_root(directory / "file", false)), Errc::not_found);
    EXPECT_NE(code_of(disk.open_root(directory / "file/below", true)), Errc::other);
}

TEST_F(DiskTest, ARootMayBeReachedThroughASymlink) {
    std::filesystem::create_directory_symlink(root_path, directory / "link");
    put("file", "here");
    const auto opened = disk.open_root(directory / "link", false);
    ASSERT_TRUE(opened);
    EXPECT_TRUE((*opened)->open("file", OpenMode::read));
    EXPECT_TRUE(disk.open_root(directory / "link/made", true));
    EXPECT_TRUE(exists("made"));
}

TEST_F(DiskTest, AFileIsWrittenReadResizedAndSynced) {
    const auto file = *root->open("file", OpenMode::create_new);
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
    EXPECT_EQ(content("file"), "abch");
    EXPECT_TRUE(file->resize(6));
    EXPECT_EQ(content("file"), std::string("abch\0\0", 6));
    EXPECT_TRUE(root->sync(""));
    EXPECT_TRUE(root->sync_all());
    EXPECT_GT(root->free_bytes().value_or(0), 0U);
}

TEST_F(DiskTest, OffsetsBeyondWhatTheSystemCountsAreErrors) {
    const auto file = *root->open("file", OpenMode::create);
    Bytes out(2);
    constexpr std::uint64_t huge = ~std::uint64_t{0};
    for (const std::uint64_t offset : {huge, huge / 2, huge / 2 + 1}) {
        EXPECT_EQ(code_of(file->read(offset, out)), Errc::io) << offset;
        EXPECT_EQ(code_of(file->write(offset, out)), Errc::io) << offset;
    }
    EXPECT_EQ(code_of(file->resize(huge)), Errc::io);
    EXPECT_EQ(file->stat()->size, 0U);
}

TEST_F(DiskTest, ModesOpenWhatTheySay) {
    EXPECT_EQ(code_of(root->open("file", OpenMode::read)), Errc::not_found);
    EXPECT_EQ(code_of(root->open("file", OpenMode::write)), Errc::not_found);
    EXPECT_EQ(code_of(root->open("no/file", OpenMode::create)), Errc::not_found);
    ASSERT_TRUE((*root->open("file", OpenMode::create))->write(0, as_bytes("kept")));
    EXPECT_EQ(code_of(root->open("file", OpenMode::create_new)), Errc::exists);
    const auto again = root->open("file", OpenMode::create);
    ASSERT_TRUE(again);
    EXPECT_EQ(content("file"), "kept");
    Bytes out(4);
    const auto reader = *root->open("file", OpenMode::read);
    EXPECT_EQ(reader->read(0, out), 4U);
    EXPECT_FALSE(reader->write(0, as_bytes("x")));
    EXPECT_TRUE((*root->open("file", OpenMode::write))->write(0, as_bytes("K")));
    EXPECT_EQ(content("file"), "Kept");
}

TEST_F(DiskTest, NewFilesFollowTheUmaskAndAreClosedWhenAnotherProgramIsRun) {
    const mode_t before = ::umask(027);
    const auto file = root->open("file", OpenMode::create_new);
    const auto made = root->make_directories("folder");
    ::umask(before);
    ASSERT_TRUE(file && made);
    struct stat status {};
    ASSERT_EQ(::stat((root_path + "/file").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777U, 0640U);
    ASSERT_EQ(::stat((root_path + "/folder").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777U, 0750U);
    int seen = 0;
    for (const auto& entry : std::filesystem::directory_iterator{"/proc/self/fd"}) {
        std::error_code ignored;
        const std::string target = std::filesystem::read_symlink(entry.path(), ignored).string();
        if (!target.starts_with(directory.path())) continue;
        ++seen;
        EXPECT_NE(::fcntl(std::stoi(entry.path().filename()), F_GETFD) & FD_CLOEXEC, 0) << target;
    }
    EXPECT_EQ(seen, 2) << "the root and the file";
}

TEST_F(DiskTest, TheExecutableBitGoesToWhoMayRead) {
    const auto file = *root->open("file", OpenMode::create_new);
    ASSERT_EQ(::chmod((root_path + "/file").c_str(), 0640), 0);
    EXPECT_FALSE(file->stat()->executable);
    ASSERT_TRUE(file->set_executable(true));
    EXPECT_TRUE(file->stat()->executable);
    EXPECT_TRUE(root->stat("file")->executable);
    struct stat status {};
    ASSERT_EQ(::stat((root_path + "/file").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777U, 0750U);
    ASSERT_TRUE(file->set_executable(false));
    ASSERT_EQ(::stat((root_path + "/file").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777U, 0640U);
}

TEST_F(DiskTest, TheWitnessChangesWithTheFile) {
    const auto file = *root->open("file", OpenMode::create_new);
    ASSERT_TRUE(file->write(0, as_bytes("12345")));
    const auto first = *file->stat();
    EXPECT_EQ(first.size, 5U);
    EXPECT_EQ(*root->stat("file"), first);
    EXPECT_NE(first.inode, 0U);
    EXPECT_GT(first.mtime_ns, 0);
    const std::array<timespec, 2> times{timespec{1, 5}, timespec{2, 7}};
    ASSERT_EQ(::utimensat(AT_FDCWD, (root_path + "/file").c_str(), times.data(), 0), 0);
    EXPECT_EQ(root->stat("file")->mtime_ns, 2'000'000'007);
    EXPECT_NE(*root->stat("file"), first);
    EXPECT_EQ(code_of(root->stat("missing")), Errc::not_found);
    EXPECT_EQ(code_of(root->stat("file/below")), Errc::not_found);
    EXPECT_TRUE(root->stat(""));
}

TEST_F(DiskTest, DirectoriesAreMadeStepByStep) {
    ASSERT_TRUE(root->make_directories("a/b/c"));
    EXPECT_TRUE(root->make_directories("a/b/c")) << "fine if they exist";
    EXPECT_TRUE(root->make_directories("a/b/d"));
    EXPECT_TRUE(root->make_directories(""));
    EXPECT_TRUE(std::filesystem::is_directory(root_path + "/a/b/c"));
    put("a/file", "x");
    EXPECT_EQ(code_of(root->make_directories("a/file")), Errc::exists);
    EXPECT_EQ(code_of(root->make_directories("a/file/more")), Errc::exists);
    const auto below = *root->open_directory("a/b");
    EXPECT_TRUE(below->make_directories("e"));
    EXPECT_TRUE(exists("a/b/e"));
    EXPECT_EQ(code_of(root->open_directory("a/file")), Errc::not_found);
}

TEST_F(DiskTest, AListIsSortedByBytesAndNamesEachKind) {
    put("b", "");
    put("B", "");
    put("\xff", "");
    put("a.txt", "");
    std::filesystem::create_directory(root_path + "/dir");
    std::filesystem::create_symlink("b", root_path + "/link");
    ASSERT_EQ(::mkfifo((root_path + "/pipe").c_str(), 0600), 0);
    const std::vector<DirectoryEntry> expected{
        {"B", EntryKind::file},        {"a.txt", EntryKind::file},   {"b", EntryKind::file},
        {"dir", EntryKind::directory}, {"link", EntryKind::symlink}, {"pipe", EntryKind::other},
        {"\xff", EntryKind::file},
    };
    EXPECT_EQ(*root->list(""), expected);
    EXPECT_TRUE(root->list("dir")->empty());
    EXPECT_EQ(code_of(root->list("missing")), Errc::not_found);
    EXPECT_EQ(code_of(root->list("b")), Errc::not_found);
}

TEST_F(DiskTest, ARenameDoesNotOverwriteUnlessToldTo) {
    ASSERT_TRUE(root->make_directories("x"));
    put("one", "1");
    put("x/two", "2");
    EXPECT_EQ(code_of(root->rename("one", "x/two", false)), Errc::exists);
    EXPECT_EQ(content("x/two"), "2");
    EXPECT_TRUE(root->rename("one", "x/three", false));
    EXPECT_FALSE(exists("one"));
    EXPECT_EQ(content("x/three"), "1");
    EXPECT_TRUE(root->rename("x/three", "x/two", true));
    EXPECT_EQ(content("x/two"), "1");
    EXPECT_EQ(code_of(root->rename("missing", "y", false)), Errc::not_found);
    EXPECT_EQ(code_of(root->rename("x/two", "no/y", false)), Errc::not_found);
    EXPECT_TRUE(root->rename("x", "y", false)) << "folders too";
    EXPECT_EQ(content("y/two"), "1");
}

TEST_F(DiskTest, WithoutKernelHelpARenameStillCannotOverwrite) {
    put("one", "1");
    put("two", "2");
    ASSERT_TRUE(root->make_directories("folder"));
    ASSERT_TRUE(root->make_directories("empty"));
    const int held = ::open(root_path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    EXPECT_EQ(rename_without_flag(held, "one", held, "two"), -1);
    EXPECT_EQ(errno, EEXIST);
    EXPECT_EQ(rename_without_flag(held, "folder", held, "empty"), -1);
    EXPECT_EQ(errno, EEXIST);
    EXPECT_EQ(rename_without_flag(held, "folder", held, "two"), -1);
    EXPECT_EQ(rename_without_flag(held, "missing", held, "new"), -1);
    EXPECT_EQ(errno, ENOENT);
    EXPECT_EQ(content("two"), "2");
    EXPECT_EQ(rename_without_flag(held, "one", held, "three"), 0);
    EXPECT_EQ(rename_without_flag(held, "folder", held, "moved"), 0);
    EXPECT_EQ(content("three"), "1");
    EXPECT_FALSE(exists("one"));
    EXPECT_TRUE(exists("moved"));
    EXPECT_FALSE(exists("folder"));
    ::close(held);
}

TEST_F(DiskTest, RemoveTakesFilesAndRemoveDirectoryEmptyFolders) {
    ASSERT_TRUE(root->make_directories("full"));
    put("full/file", "x");
    EXPECT_EQ(code_of(root->remove("full")), Errc::permission);
    EXPECT_EQ(code_of(root->remove_directory("full")), Errc::exists);
    EXPECT_EQ(code_of(root->remove_directory("full/file")), Errc::not_found);
    EXPECT_TRUE(root->remove("full/file"));
    EXPECT_EQ(code_of(root->remove("full/file")), Errc::not_found);
    EXPECT_TRUE(root->remove_directory("full"));
    EXPECT_FALSE(exists("full"));
    EXPECT_EQ(code_of(root->remove_directory("full")), Errc::not_found);
}

TEST_F(DiskTest, ErrorsNameTheOperationThePathAndTheReason) {
    const auto missing = root->open("no/such", OpenMode::read);
    EXPECT_EQ(missing.error().what, "cannot open no/such: No such file or directory");
    EXPECT_EQ(root->open("a\nb", OpenMode::read).error().what, "cannot open a?b: No such file or directory");
}

TEST_F(DiskTest, RightsThatAreMissingArePermission) {
    if (::geteuid() != 0) GTEST_SKIP() << "needs root to become another user";
    ASSERT_EQ(::chmod(directory.path().c_str(), 0755), 0);
    put("secret", "x");
    ASSERT_EQ(::chmod((root_path + "/secret").c_str(), 0600), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        if (::setuid(65534) != 0) ::_exit(1);
        const bool refused = code_of(root->open("secret", OpenMode::read)) == Errc::permission &&
                             code_of(root->open("new", OpenMode::create)) == Errc::permission &&
                             code_of(root->make_directories("new")) == Errc::permission &&
                             code_of(root->remove("secret")) == Errc::permission &&
                             code_of(root->rename("secret", "moved", false)) == Errc::permission;
        ::_exit(refused ? 0 : 2);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_EQ(WEXITSTATUS(status), 0);
}

TEST_F(DiskTest, OneFileServesManyThreads) {
    const std::shared_ptr<File> file = *root->open("file", OpenMode::create_new);
    std::vector<std::thread> threads;
    for (unsigned t = 0; t < 4; ++t) {
        threads.emplace_back([file, t, held = root] {
            const Bytes block(4096, static_cast<Byte>(t + 1));
            for (unsigned i = 0; i < 50; ++i) {
                const std::uint64_t at = (i * 4 + t) * block.size();
                EXPECT_TRUE(file->write(at, block));
                Bytes back(block.size());
                EXPECT_EQ(file->read(at, back), back.size());
                EXPECT_EQ(back, block);
                EXPECT_TRUE(held->stat("file"));
            }
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(file->stat()->size, 4U * 50 * 4096);
}

}  // namespace
}  // namespace shoal
