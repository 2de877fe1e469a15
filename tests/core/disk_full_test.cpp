#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/core/disk_fixture.h"

namespace shoal {
namespace {

/// 0 if a full disk was told as one and everything worked again afterwards; else a number that says where not.
int fill_small_disk(const std::string& path) {
    if (::unshare(CLONE_NEWNS) != 0 || ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) return 77;
    if (::mount("none", path.c_str(), "tmpfs", 0, "size=256k") != 0) return 77;
    SystemDisk disk;
    const auto root = disk.open_root(path, false);
    if (!root) return 1;
    auto file = (*root)->open("file", OpenMode::create_new);
    if (!file) return 2;
    const Bytes block(100'000, Byte{1});
    Result<> written;
    std::uint64_t at = 0;
    for (int i = 0; i < 10 && written; ++i, at += block.size()) written = (*file)->write(at, block);
    if (written || written.error().code != Errc::no_space) return 3;
    if ((*root)->free_bytes().value_or(1) != 0) return 4;
    if (!(*file)->resize(0)) return 5;
    if (!(*file)->write(0, block)) return 6;
    if ((*root)->free_bytes().value_or(0) == 0) return 7;
    return 0;
}

TEST(DiskFull, IsToldAsSuchAndPassesWhenThereIsRoomAgain) {
    if (::geteuid() != 0) GTEST_SKIP() << "needs root to mount a small disk";
    TemporaryDirectory directory;
    const pid_t child = ::fork();
    if (child == 0) ::_exit(fill_small_disk(directory.path()));
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFEXITED(status));
    if (WEXITSTATUS(status) == 77) GTEST_SKIP() << "may not mount here";
    EXPECT_EQ(WEXITSTATUS(status), 0);
}

TEST(DiskFull, ADeviceThatTakesNothingIsNoFile) {
    SystemDisk disk;
    const auto dev = disk.open_root("/dev", false);
    ASSERT_TRUE(dev);
    EXPECT_EQ(code_of((*dev)->open("full", OpenMode::write)), Errc::permission);
}

}  // namespace
}  // namespace shoal
