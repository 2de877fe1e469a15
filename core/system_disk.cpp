#include "core/system_disk.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "core/beneath.h"
#include "core/os_error.h"
#include "core/system_directory.h"

namespace shoal {

namespace {

constexpr mode_t new_directory_mode = 0777;  // the umask decides

/// Makes a directory and its parents; symlinks on the way are followed.
Result<> make_path(const std::string& path) {
    for (std::size_t end = path.find('/', 1);; end = path.find('/', end + 1)) {
        const std::string step = path.substr(0, end);
        if (::mkdir(step.c_str(), new_directory_mode) != 0 && errno != EEXIST) {
            // A parent that stands already may be closed to us (or read-only) and still lead on.
            const int number = errno;
            struct stat there {};
            if (::stat(step.c_str(), &there) != 0) return fail_file(number, "make the folder", step);
        }
        if (end == std::string::npos) return {};
    }
}

}  // namespace

Result<Descriptor> SystemDisk::open_root_descriptor(const std::string& path, bool create) {
    if (!path.starts_with('/') || path.find('\0') != std::string::npos) {
        return fail(Errc::usage, "\"" + printable_path(path) + "\" is not an absolute path");
    }
    if (create) SHOAL_CHECK(make_path(path));
    constexpr int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;
    Descriptor held{uninterrupted([&] { return ::open(path.c_str(), flags); })};
    if (!held) return fail_file(errno, "open the folder", path);
    SHOAL_CHECK(require_openat2(held.get()));
    return held;
}

Result<std::shared_ptr<Directory>> SystemDisk::open_root(const std::string& path, bool create) {
    SHOAL_TRY(auto held, open_root_descriptor(path, create));
    return std::make_shared<SystemDirectory>(std::move(held), path);
}

}  // namespace shoal
