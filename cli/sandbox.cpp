#include "cli/sandbox.h"

#include <cerrno>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include "cli/system_calls.h"
#include "core/descriptor.h"
#include "core/os_error.h"

namespace shoal::cli {
namespace {

// <linux/landlock.h> of Debian 12 knows version 1 and 2; the numbers of the later ones are from that of Linux 6.12.
constexpr std::uint64_t fs_execute = 1U << 0;
constexpr std::uint64_t fs_write_file = 1U << 1;
constexpr std::uint64_t fs_read_file = 1U << 2;
constexpr std::uint64_t fs_read_dir = 1U << 3;
constexpr std::uint64_t fs_remove_dir = 1U << 4;
constexpr std::uint64_t fs_remove_file = 1U << 5;
constexpr std::uint64_t fs_make_char = 1U << 6;
constexpr std::uint64_t fs_make_dir = 1U << 7;
constexpr std::uint64_t fs_make_regular = 1U << 8;
constexpr std::uint64_t fs_make_socket = 1U << 9;
constexpr std::uint64_t fs_make_fifo = 1U << 10;
constexpr std::uint64_t fs_make_block = 1U << 11;
constexpr std::uint64_t fs_make_symlink = 1U << 12;
constexpr std::uint64_t fs_refer = 1U << 13;      // version 2
constexpr std::uint64_t fs_truncate = 1U << 14;   // version 3
constexpr std::uint64_t fs_ioctl_dev = 1U << 15;  // version 5
constexpr std::uint64_t scope_abstract_sockets = 1U << 0;
constexpr std::uint64_t scope_signals = 1U << 1;  // both: version 6

constexpr std::uint64_t to_read = fs_read_file | fs_read_dir;
constexpr std::uint64_t to_write = to_read | fs_write_file | fs_remove_dir | fs_remove_file | fs_make_dir |
                                   fs_make_regular | fs_make_socket | fs_refer | fs_truncate;
constexpr std::uint64_t for_files = fs_read_file | fs_write_file | fs_truncate;

// Version 1 forbids every rename between two folders, which is how a finished file gets to its place.
constexpr long least_version = 2;
constexpr unsigned ask_version = 1;
constexpr int rule_path_beneath = 1;

struct RulesetAttributes {
    std::uint64_t fs = 0;
    std::uint64_t net = 0;
    std::uint64_t scoped = 0;
};

struct [[gnu::packed]] PathBeneath {
    std::uint64_t allowed = 0;
    std::int32_t parent = -1;
};

std::uint64_t known_rights(long version) {
    std::uint64_t out = fs_execute | fs_make_char | fs_make_fifo | fs_make_block | fs_make_symlink | to_write;
    if (version < 3) out &= ~fs_truncate;
    if (version >= 5) out |= fs_ioctl_dev;
    return out;
}

Result<> allow(int ruleset, const std::string& path, std::uint64_t rights) {
    const Descriptor place{::open(path.c_str(), O_PATH | O_CLOEXEC)};
    if (!place && (errno == ENOENT || errno == ENOTDIR)) return {};
    if (!place) return fail_file(errno, "look at", path);
    struct stat status {};
    if (::fstat(place.get(), &status) != 0) return fail_file(errno, "look at", path);
    if (!S_ISDIR(status.st_mode)) rights &= for_files;
    PathBeneath rule{.allowed = rights, .parent = place.get()};
    if (::syscall(SYS_landlock_add_rule, ruleset, rule_path_beneath, &rule, 0) != 0) {
        return fail_file(errno, "open the sandbox for", path);
    }
    return {};
}

Result<SandboxReport> confine_files(const SandboxPlan& plan) {
    const long version = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, ask_version);
    if (version < least_version) {
        return SandboxReport{.landlock = 0,
                             .why_no_landlock = version < 0 ? std::string{describe_errno(errno)}
                                                            : fmt::format("version {} of it cannot do", version)};
    }
    RulesetAttributes attributes{.fs = known_rights(version)};
    if (version >= 6) attributes.scoped = scope_abstract_sockets | scope_signals;
    const std::size_t size = version >= 6 ? sizeof(attributes) : sizeof(attributes.fs);
    const Descriptor ruleset{static_cast<int>(::syscall(SYS_landlock_create_ruleset, &attributes, size, 0))};
    if (!ruleset) return fail(Errc::io, fmt::format("cannot make a Landlock ruleset: {}", describe_errno(errno)));
    for (const auto& path : plan.writable) SHOAL_CHECK(allow(ruleset.get(), path, to_write & attributes.fs));
    for (const auto& path : plan.readable) SHOAL_CHECK(allow(ruleset.get(), path, to_read));
    if (::syscall(SYS_landlock_restrict_self, ruleset.get(), 0) != 0) {
        return fail(Errc::io, fmt::format("cannot enter the Landlock ruleset: {}", describe_errno(errno)));
    }
    return SandboxReport{.landlock = static_cast<int>(version), .why_no_landlock = ""};
}

}  // namespace

Result<SandboxReport> enter_sandbox(const SandboxPlan& plan) {
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
        return fail(Errc::unsupported, fmt::format("cannot give up new rights: {}", describe_errno(errno)));
    }
    SHOAL_TRY(auto report, confine_files(plan));
    SHOAL_CHECK(filter_system_calls());
    return report;
}

void forbid_core_files() {
    // One byte: too small for a core file, and the one size for which the kernel also starts no program that collects
    // them (it does for zero).
    const rlimit one{1, 1};
    ::setrlimit(RLIMIT_CORE, &one);
}

}  // namespace shoal::cli
