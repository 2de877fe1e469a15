#include "core/beneath.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/openat2.h>
#include <sys/syscall.h>

#include <string_view>

#include "core/os_error.h"

namespace shoal {

namespace {

// The kernel answers EAGAIN when somebody renamed a directory on the way and it cannot tell whether the path still
// leads beneath; so often in a row only an attacker makes that happen.
constexpr int max_tries = 128;

/// A descriptor, or -1 and errno.
int openat2_beneath(int directory, const char* path, int flags, mode_t mode) {
    open_how how{};
    how.flags = static_cast<unsigned>(flags | O_CLOEXEC);
    how.mode = mode;
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
    for (int tries = 0;; ++tries) {
        const long answer = ::syscall(SYS_openat2, directory, path, &how, sizeof(how));
        const bool again = answer < 0 && (errno == EINTR || (errno == EAGAIN && tries < max_tries));
        if (!again) return static_cast<int>(answer);
    }
}

bool is_relative_and_plain(std::string_view path) {
    if (path.empty()) return true;
    if (path.find('\0') != std::string_view::npos) return false;
    for (;;) {
        const std::size_t end = path.find('/');
        const std::string_view component = path.substr(0, end);
        if (component.empty() || component == "." || component == "..") return false;
        if (end == std::string_view::npos) return true;
        path.remove_prefix(end + 1);
    }
}

std::unexpected<Error> fail_beneath(int number, const char* action, const std::string& path) {
    if (number != ELOOP && number != EXDEV) return fail_file(number, action, path);
    return fail(Errc::permission,
                fmt::format("cannot {} {}: it leaves its folder through a symlink", action, printable_path(path)));
}

Result<> check_path(const std::string& path, const char* action) {
    if (is_relative_and_plain(path)) return {};
    return fail(Errc::permission,
                fmt::format("cannot {} {}: not a plain path beneath its folder", action, printable_path(path)));
}

}  // namespace

Result<> require_openat2(int directory) {
    const Descriptor probe{openat2_beneath(directory, ".", O_PATH | O_DIRECTORY, 0)};
    if (probe) return {};
    // A sandbox answers EPERM for calls it does not know; nothing else refuses an open directory its own ".".
    if (errno == ENOSYS || errno == EPERM) {
        return fail(Errc::unsupported,
                    "this system lacks openat2, without which files cannot be kept inside their folder: "
                    "Linux 5.6 or newer is needed, and a sandbox must allow the call");
    }
    return fail_file(errno, "look into", "the folder");
}

Result<Descriptor> open_beneath(int directory, const std::string& path, int flags, mode_t mode, const char* action) {
    SHOAL_CHECK(check_path(path, action));
    Descriptor out{openat2_beneath(directory, path.empty() ? "." : path.c_str(), flags, mode)};
    if (!out) return fail_beneath(errno, action, path);
    return out;
}

Result<ParentAndName> open_parent(int directory, const std::string& path, const char* action) {
    SHOAL_CHECK(check_path(path, action));
    if (path.empty()) return fail(Errc::permission, fmt::format("cannot {} the held folder itself", action));
    const std::size_t slash = path.rfind('/');
    const std::string parent = slash == std::string::npos ? std::string{} : path.substr(0, slash);
    const std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
    Descriptor held{openat2_beneath(directory, parent.empty() ? "." : parent.c_str(), O_PATH | O_DIRECTORY, 0)};
    if (!held) return fail_beneath(errno, action, path);
    return ParentAndName{std::move(held), name};
}

}  // namespace shoal
