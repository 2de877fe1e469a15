#include "core/data_dir.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <fstream>

#include "core/descriptor.h"
#include "tests/core/world_fixture.h"

namespace shoal {
namespace {

mode_t rights_of(const std::string& path) {
    struct stat status {};
    EXPECT_EQ(::stat(path.c_str(), &status), 0) << path;
    return status.st_mode & mode_t{07777};
}

/// Runs `body` in a forked process and returns its exit code.
template <class Body>
int in_child(Body body) {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(body());
    int status = 0;
    EXPECT_EQ(::waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

class DataDirTest : public testing::Test {
protected:
    TemporaryDirectory directory;
    std::string path = directory / "data";
};

TEST_F(DataDirTest, IsMadeForUsAloneWithItsParentsWhateverTheUmask) {
    for (const mode_t umask : {mode_t{0}, mode_t{0077}, mode_t{0777}}) {
        const std::string deep = directory / (std::to_string(umask) + "/a/b");
        const mode_t before = ::umask(umask);
        const auto opened = DataDir::open(deep);
        ::umask(before);
        ASSERT_TRUE(opened) << opened.error().what;
        EXPECT_EQ(rights_of(deep), 0700U);
        EXPECT_EQ(rights_of(directory / std::to_string(umask)), 0700U);
        EXPECT_EQ(opened->path(), deep);
    }
}

TEST_F(DataDirTest, OneThatStandsAlreadyIsClosedToOthers) {
    ASSERT_EQ(::mkdir(path.c_str(), 0755), 0);
    ASSERT_EQ(::chmod(path.c_str(), 0755), 0);
    ASSERT_TRUE(DataDir::open(path));
    EXPECT_EQ(rights_of(path), 0700U);
}

TEST_F(DataDirTest, TheLockHoldsOurPidAndIsNeverDeleted) {
    const std::string lock = path + "/lock";
    {
        const auto held = DataDir::open(path);
        ASSERT_TRUE(held);
        std::string text;
        std::getline(std::ifstream{lock}, text);
        EXPECT_EQ(text, std::to_string(::getpid()));
        EXPECT_EQ(rights_of(lock) & 0077U, 0U);
    }
    EXPECT_TRUE(std::filesystem::exists(lock));
}

TEST_F(DataDirTest, ASecondHolderIsRefusedAndToldThePid) {
    auto held = DataDir::open(path);
    ASSERT_TRUE(held);
    std::filesystem::create_directory_symlink(path, directory / "other");
    for (const std::string& way : {path, path + "/", directory / "other"}) {
        const auto second = DataDir::open(way);
        ASSERT_FALSE(second) << way;
        EXPECT_EQ(second.error().code, Errc::in_use);
        EXPECT_NE(second.error().what.find(std::to_string(::getpid())), std::string::npos) << second.error().what;
    }
    held = fail(Errc::other, "let go");
    EXPECT_TRUE(DataDir::open(directory / "other"));
}

TEST_F(DataDirTest, AnotherProcessIsRefusedWhileWeHoldAndWeWhileItHolds) {
    {
        const auto held = DataDir::open(path);
        ASSERT_TRUE(held);
        EXPECT_EQ(in_child([&] {
                      const auto second = DataDir::open(path);
                      return second ? 1 : second.error().code == Errc::in_use ? 0 : 2;
                  }),
                  0);
    }
    std::array<int, 2> ready{};
    std::array<int, 2> end{};
    ASSERT_EQ(::pipe(ready.data()), 0);
    ASSERT_EQ(::pipe(end.data()), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        const auto held = DataDir::open(path);
        char byte = held ? 'y' : 'n';
        if (::write(ready[1], &byte, 1) != 1) ::_exit(1);
        ::close(end[1]);
        const ssize_t at_end = ::read(end[0], &byte, 1);
        ::_exit(static_cast<int>(at_end));  // without letting go: the kernel does
    }
    char byte = 0;
    ASSERT_EQ(::read(ready[0], &byte, 1), 1);
    ASSERT_EQ(byte, 'y');
    const auto second = DataDir::open(path);
    ASSERT_FALSE(second);
    EXPECT_NE(second.error().what.find(std::to_string(child)), std::string::npos) << second.error().what;
    for (const int number : {ready[0], ready[1], end[0], end[1]}) ::close(number);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_TRUE(DataDir::open(path)) << "a lock ends with its process";
}

TEST_F(DataDirTest, AForkedChildNeitherKeepsNorReleasesTheLock) {
    auto held = DataDir::open(path);
    ASSERT_TRUE(held);
    EXPECT_EQ(in_child([&] {
                  held = fail(Errc::other, "let go");  // the child's copy
                  return 0;
              }),
              0);
    EXPECT_EQ(DataDir::open(path).error().code, Errc::in_use) << "a child let our lock go";
    std::array<int, 2> end{};
    ASSERT_EQ(::pipe2(end.data(), O_CLOEXEC), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        char byte = 0;
        ::close(end[1]);
        ::_exit(static_cast<int>(::read(end[0], &byte, 1)));
    }
    held = fail(Errc::other, "let go");
    EXPECT_TRUE(DataDir::open(path)) << "a living child keeps our lock";
    ::close(end[0]);
    ::close(end[1]);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
}

TEST_F(DataDirTest, TheLockIsClosedWhenAnotherProgramIsRun) {
    const auto held = DataDir::open(path);
    int found = 0;
    for (const auto& entry : std::filesystem::directory_iterator{"/proc/self/fd"}) {
        std::error_code ignored;
        if (std::filesystem::read_symlink(entry.path(), ignored) != path + "/lock") continue;
        ++found;
        EXPECT_NE(::fcntl(std::stoi(entry.path().filename()), F_GETFD) & FD_CLOEXEC, 0);
    }
    EXPECT_EQ(found, 1);
}

TEST_F(DataDirTest, MovesWithItsLock) {
    auto first = DataDir::open(path);
    ASSERT_TRUE(first);
    DataDir second = std::move(*first);
    EXPECT_EQ(second.path(), path);
    first = fail(Errc::other, "gone");
    EXPECT_FALSE(DataDir::open(path));
    second = std::move(*DataDir::open(directory / "another"));
    EXPECT_TRUE(DataDir::open(path));
    EXPECT_FALSE(DataDir::open(directory / "another"));
}

TEST_F(DataDirTest, WhatCannotBeOneIsAnError) {
    std::ofstream{path} << "a file";
    EXPECT_FALSE(DataDir::open(path));
    EXPECT_FALSE(DataDir::open(path + "/below"));
    EXPECT_EQ(DataDir::open("").error().code, Errc::usage);
    const std::string planted = directory / "planted";
    std::filesystem::create_directory(planted);
    std::filesystem::create_symlink(path, planted + "/lock");
    EXPECT_FALSE(DataDir::open(planted)) << "a symlink in place of the lock";
    std::string kept;
    std::getline(std::ifstream{path}, kept);
    EXPECT_EQ(kept, "a file");
}

TEST_F(DataDirTest, OfAnotherUserIsRefused) {
    if (::geteuid() != 0) GTEST_SKIP() << "needs root to become another user";
    ASSERT_EQ(::chmod(directory.path().c_str(), 0755), 0);
    ASSERT_EQ(::mkdir(path.c_str(), 0777), 0);
    ASSERT_EQ(::chmod(path.c_str(), 0777), 0);
    EXPECT_EQ(in_child([&] {
                  if (::setuid(65534) != 0) return 1;
                  const auto opened = DataDir::open(path);
                  return opened ? 2 : opened.error().code == Errc::permission ? 0 : 3;
              }),
              0);
}

}  // namespace
}  // namespace shoal
