#include "cli/system_calls.h"

#include <algorithm>
#include <cerrno>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <fmt/format.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>

#include "core/os_error.h"

namespace shoal::cli {
namespace {

struct Release {
    void operator()(void* filter) const { ::seccomp_release(filter); }
};
using Filter = std::unique_ptr<void, Release>;

// What the C and C++ libraries, libuv, SQLite and the engine call; names that an architecture lacks are left out.
constexpr std::string_view allowed =
    // reading and writing
    "read write readv writev pread64 pwrite64 preadv pwritev preadv2 pwritev2 lseek _llseek close close_range dup "
    "dup2 dup3 pipe pipe2 fcntl fcntl64 flock "
    // files
    "open openat openat2 stat stat64 lstat lstat64 fstat fstat64 newfstatat fstatat64 statx statfs statfs64 "
    "fstatfs fstatfs64 access faccessat faccessat2 readlink readlinkat getdents getdents64 getcwd mkdir mkdirat "
    "rename renameat renameat2 link linkat unlink unlinkat rmdir ftruncate ftruncate64 truncate fallocate fsync "
    "fdatasync syncfs sync_file_range fadvise64 fadvise64_64 readahead chmod fchmod fchmodat fchown utimensat "
    "umask "
    // waiting
    "epoll_create epoll_create1 epoll_ctl epoll_wait epoll_pwait epoll_pwait2 poll ppoll select _newselect "
    "pselect6 eventfd eventfd2 timerfd_create timerfd_settime timerfd_gettime nanosleep clock_nanosleep "
    "restart_syscall "
    // sockets that are there; new ones by their family, below
    "bind listen accept accept4 connect getsockname getpeername getsockopt setsockopt sendto send sendmsg "
    "sendmmsg recvfrom recv recvmsg recvmmsg shutdown "
    // memory; never executable, below
    "munmap mremap madvise brk mlock mlock2 munlock msync mincore membarrier "
    // threads and signals
    "futex futex_time64 futex_waitv set_robust_list get_robust_list set_tid_address rseq sched_yield "
    "sched_getaffinity sched_getparam sched_getscheduler sched_get_priority_max sched_get_priority_min getcpu "
    "exit exit_group rt_sigaction rt_sigprocmask rt_sigreturn sigreturn rt_sigpending rt_sigtimedwait "
    "rt_sigsuspend sigaltstack tgkill wait4 waitid "
    // who, where and when we are
    "gettid getpid getppid getuid geteuid getgid getegid getuid32 geteuid32 getgid32 getegid32 getresuid "
    "getresgid getgroups getpgrp getsid uname sysinfo getrusage getrlimit ugetrlimit getpriority times time "
    "gettimeofday clock_gettime clock_gettime64 clock_getres getrandom";

constexpr std::string_view deadly =
    "execve execveat ptrace process_vm_readv process_vm_writev pidfd_getfd kcmp mount umount umount2 pivot_root "
    "chroot move_mount open_tree fsopen fsconfig fsmount fspick mount_setattr unshare setns bpf perf_event_open "
    "userfaultfd add_key request_key keyctl init_module finit_module delete_module kexec_load kexec_file_load "
    "reboot swapon swapoff iopl ioperm modify_ldt acct quotactl settimeofday clock_settime setuid setgid setreuid "
    "setregid setresuid setresgid setgroups setfsuid setfsgid capset personality";

/// Collects the first failure of many calls that end with 0 or -errno.
class Rules {
public:
    explicit Rules(scmp_filter_ctx filter) : filter_{filter} {}

    void for_all(std::uint32_t action, const std::string& name) { add(action, name, {}); }
    void for_all(std::uint32_t action, std::string_view names) {
        while (!names.empty()) {
            const auto name = names.substr(0, names.find(' '));
            for_all(action, std::string{name});
            names.remove_prefix(std::min(name.size() + 1, names.size()));
        }
    }

    /// With this comparison of the argument at a place; several rules for one call: any of them may hold.
    void where(std::uint32_t action, const std::string& name, scmp_arg_cmp comparison) {
        add(action, name, {&comparison, 1});
    }

    [[nodiscard]] int failure() const { return failure_; }

private:
    void add(std::uint32_t action, const std::string& name, std::span<const scmp_arg_cmp> comparisons) {
        const int number = ::seccomp_syscall_resolve_name(name.c_str());
        if (number == __NR_SCMP_ERROR || failure_ != 0) return;
        const auto count = static_cast<unsigned>(comparisons.size());
        const int answer = ::seccomp_rule_add_array(filter_, action, number, count, comparisons.data());
        // A call that this architecture does not have, or one that cannot be told apart by it.
        if (answer != -EDOM && answer != -EEXIST) failure_ = answer;
    }

    scmp_filter_ctx filter_;
    int failure_ = 0;
};

scmp_arg_cmp equal(unsigned place, long value) {
    return {place, SCMP_CMP_EQ, static_cast<std::uint64_t>(value), 0};
}
scmp_arg_cmp masked(unsigned place, std::uint64_t mask, std::uint64_t value) {
    return {place, SCMP_CMP_MASKED_EQ, mask, value};
}

/// Calls that depend on what they are asked.
void add_conditional(Rules& rules) {
    for (const int family : {AF_UNIX, AF_INET, AF_INET6}) {
        rules.where(SCMP_ACT_ALLOW, "socket", equal(0, family));
    }
    rules.where(SCMP_ACT_ALLOW, "socket", equal(0, AF_NETLINK));  // how getifaddrs(3) looks at our links
    rules.where(SCMP_ACT_ALLOW, "socketpair", equal(0, AF_UNIX));
    for (const auto* call : {"mmap", "mmap2", "mprotect"}) {
        rules.where(SCMP_ACT_ALLOW, call, masked(2, PROT_EXEC, 0));
    }
    // Threads, in the namespaces where we are. With clone3 the flags cannot be seen: the C library then takes clone.
    constexpr std::uint64_t spaces =
        CLONE_NEWNS | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWCGROUP;
    rules.where(SCMP_ACT_ALLOW, "clone", masked(0, CLONE_THREAD | spaces, CLONE_THREAD));
    rules.for_all(SCMP_ACT_ERRNO(ENOSYS), std::string{"clone3"});
    for (const int option : {PR_SET_NAME, PR_GET_NAME, PR_GET_DUMPABLE, 0x53564d41 /* PR_SET_VMA */}) {
        rules.where(SCMP_ACT_ALLOW, "prctl", equal(0, option));
    }
    for (const int request : {FIONBIO, FIONREAD, FIOCLEX, TCGETS, TIOCGWINSZ, SIOCGIFINDEX}) {
        rules.where(SCMP_ACT_ALLOW, "ioctl", equal(1, request));
    }
    rules.where(SCMP_ACT_ALLOW, "prlimit64", equal(2, 0));  // to look only
}

}  // namespace

Result<> filter_system_calls() {
    const Filter filter{::seccomp_init(SCMP_ACT_ERRNO(EPERM))};
    if (!filter) return fail(Errc::unsupported, "this system cannot filter system calls; sandbox = off goes without");
    ::seccomp_attr_set(filter.get(), SCMP_FLTATR_CTL_TSYNC, 1);
    ::seccomp_attr_set(filter.get(), SCMP_FLTATR_CTL_OPTIMIZE, 2);  // a binary tree: the list is long
    Rules rules{filter.get()};
    rules.for_all(SCMP_ACT_ALLOW, allowed);
    rules.for_all(SCMP_ACT_KILL_PROCESS, deadly);
    add_conditional(rules);
    const int answer = rules.failure() != 0 ? rules.failure() : ::seccomp_load(filter.get());
    if (answer == 0) return {};
    return fail(answer == -EINVAL || answer == -ENOSYS ? Errc::unsupported : Errc::io,
                fmt::format("cannot filter system calls ({}); sandbox = off goes without", describe_errno(-answer)));
}

}  // namespace shoal::cli
