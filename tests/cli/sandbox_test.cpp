#include "cli/sandbox.h"

#include <cerrno>
#include <csignal>
#include <string>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <linux/keyctl.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/cli/temporary_folder.h"

namespace shoal::cli {
namespace {

constexpr int entered = 42;  // the child came to its end

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool has_sanitizer = true;
#else
constexpr bool has_sanitizer = false;
#endif

/// What a confined process can still do; each body runs in a child of its own.
class SandboxTest : public testing::Test {
protected:
    void SetUp() override {
        if (has_sanitizer) GTEST_SKIP() << "the sanitizer itself needs what the sandbox forbids";
        folder.write("in/file", "inside");
        folder.write("read/file", "to read");
        folder.write("out/file", "outside");
    }
    /// The wait status of a child that enters the sandbox and runs `body`, which answers 0 or an errno.
    template <class Body>
    int in_sandbox(Body body) {
        const pid_t child = ::fork();
        if (child == 0) {
            forbid_core_files();
            const auto report = enter_sandbox(
                {.writable = {folder.under("in"), folder.under("none")}, .readable = {folder.under("read")}});
            if (!report) ::_exit(99);
            ::_exit(body());
        }
        int status = 0;
        EXPECT_EQ(::waitpid(child, &status, 0), child);
        return status;
    }
    template <class Body>
    int code_in_sandbox(Body body) {
        const int status = in_sandbox(body);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    }
    static int open_error(const std::string& path, int flags) {
        const int file = ::open(path.c_str(), flags, 0600);
        return file < 0 ? errno : 0;
    }
    static bool has_landlock() { return ::syscall(SYS_landlock_create_ruleset, nullptr, 0, 1) >= 2; }

    TemporaryFolder folder;
};

TEST_F(SandboxTest, RunningAProgramEndsTheProcess) {
    EXPECT_EQ(code_in_sandbox([] {
                  char* words[] = {const_cast<char*>("/bin/true"), nullptr};
                  ::execve("/bin/true", words, nullptr);
                  return entered;
              }),
              -SIGSYS);
    EXPECT_EQ(code_in_sandbox([] { return ::system("true") == 0 ? 0 : entered; }), entered);
}

TEST_F(SandboxTest, LookingIntoAnotherProcessEndsTheProcess) {
    EXPECT_EQ(code_in_sandbox([] { return static_cast<int>(::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr)); }), -SIGSYS);
    EXPECT_EQ(
        code_in_sandbox([] { return static_cast<int>(::syscall(SYS_process_vm_readv, 1, nullptr, 0, nullptr, 0, 0)); }),
        -SIGSYS);
}

TEST_F(SandboxTest, MountsNamespacesKeysAndKernelProgramsEndTheProcess) {
    EXPECT_EQ(code_in_sandbox([] { return ::mount("none", "/", "tmpfs", 0, ""); }), -SIGSYS);
    EXPECT_EQ(code_in_sandbox([] { return ::unshare(CLONE_NEWUSER); }), -SIGSYS);
    EXPECT_EQ(code_in_sandbox([] { return static_cast<int>(::syscall(SYS_bpf, 0, nullptr, 0)); }), -SIGSYS);
    EXPECT_EQ(code_in_sandbox([] { return static_cast<int>(::syscall(SYS_keyctl, KEYCTL_CLEAR, 0)); }), -SIGSYS);
}

TEST_F(SandboxTest, WhatIsMerelyNotNeededIsRefused) {
    const auto refused = [](long answer) { return answer < 0 ? errno : 0; };
    EXPECT_EQ(code_in_sandbox([&] { return refused(::syscall(SYS_io_uring_setup, 1, nullptr)); }), EPERM);
    EXPECT_EQ(code_in_sandbox([&] { return refused(::fork()); }), EPERM);
    EXPECT_EQ(code_in_sandbox([&] { return refused(::syscall(SYS_clone3, nullptr, 0)); }), ENOSYS);
    EXPECT_EQ(code_in_sandbox([&] { return refused(::kill(::getppid(), SIGTERM)); }), EPERM);
    EXPECT_EQ(code_in_sandbox([&] { return refused(::socket(AF_PACKET, SOCK_RAW, 0)); }), EPERM);
    EXPECT_EQ(code_in_sandbox([&] { return refused(::socket(AF_ALG, SOCK_SEQPACKET, 0)); }), EPERM);
    EXPECT_EQ(code_in_sandbox([] {
                  void* page = ::mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
                  return page == MAP_FAILED ? errno : 0;
              }),
              EPERM);
    EXPECT_EQ(code_in_sandbox([] { return ::symlink("/etc", "/tmp/never") < 0 ? errno : 0; }), EPERM);
}

TEST_F(SandboxTest, FilesOfThePlanAreOpenAndOthersAreNot) {
    if (!has_landlock()) GTEST_SKIP() << "this kernel has no Landlock that will do";
    const auto error = [&](const std::string& name, int flags) {
        const auto path = folder.under(name);
        return code_in_sandbox([&] { return open_error(path, flags); });
    };
    EXPECT_EQ(error("in/file", O_RDWR), 0);
    EXPECT_EQ(error("in/new", O_RDWR | O_CREAT), 0);
    EXPECT_EQ(error("read/file", O_RDONLY), 0);
    EXPECT_EQ(error("read/file", O_RDWR), EACCES);
    EXPECT_EQ(error("read/new", O_RDWR | O_CREAT), EACCES);
    EXPECT_EQ(error("out/file", O_RDONLY), EACCES);
    EXPECT_EQ(error("out/new", O_RDWR | O_CREAT), EACCES);
    EXPECT_EQ(code_in_sandbox([] { return open_error("/etc/passwd", O_RDONLY); }), EACCES);
}

TEST_F(SandboxTest, AFileMovesBetweenTwoFoldersOfThePlan) {
    folder.write("in/hidden/part", "x");
    EXPECT_EQ(code_in_sandbox([&] {
                  return ::rename(folder.under("in/hidden/part").c_str(), folder.under("in/whole").c_str()) < 0 ? errno
                                                                                                                : 0;
              }),
              0);
    EXPECT_EQ(folder.read("in/whole"), "x");
}

TEST_F(SandboxTest, ItHoldsForThreadsThatStartLater) {
    const auto outside = folder.under("out/file");
    const auto body = [&]() -> int {
        pthread_t thread{};
        static std::string path;
        path = outside;
        const auto look = [](void*) -> void* {
            static int error = 0;
            error = open_error(path, O_RDONLY);
            return &error;
        };
        if (::pthread_create(&thread, nullptr, look, nullptr) != 0) return 98;
        void* error = nullptr;
        ::pthread_join(thread, &error);
        return *static_cast<int*>(error);
    };
    EXPECT_EQ(code_in_sandbox(body), has_landlock() ? EACCES : 0);
}

TEST_F(SandboxTest, NoCoreFileIsLeft) {
    const int status = in_sandbox([] {
        rlimit limit{};
        ::getrlimit(RLIMIT_CORE, &limit);
        if (limit.rlim_max != 1) ::_exit(97);
        ::raise(SIGABRT);
        return entered;
    });
    ASSERT_TRUE(WIFSIGNALED(status));
    EXPECT_FALSE(WCOREDUMP(status));
}

}  // namespace
}  // namespace shoal::cli
