#include "core/socket_path.h"

#include <cerrno>
#include <filesystem>
#include <optional>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include "core/descriptor.h"
#include "core/os_error.h"
#include "core/uv_local_address.h"

namespace shoal {

namespace {

Result<> make_directory_of(const std::string& path) {
    const auto directory = std::filesystem::path{path}.parent_path().string();
    if (directory.empty() || mkdir(directory.c_str(), S_IRWXU) == 0 || errno == EEXIST) return {};
    return fail_file(errno, "make", directory);
}

Result<std::optional<mode_t>> mode_of(const std::string& path) {
    struct stat found {};
    if (lstat(path.c_str(), &found) == 0) return found.st_mode;
    if (errno == ENOENT) return std::nullopt;
    return fail_file(errno, "look at", path);
}

// 0 if somebody answers, else why not.
int try_connect(const LocalAddress& address) {
    // Not blocking: a living server whose queue is full says EAGAIN.
    const Descriptor fd{socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
    if (!fd) return errno;
    return connect(fd.get(), address.get(), address.size()) == 0 ? 0 : errno;
}

}  // namespace

Result<> clear_socket_path(const std::string& path) {
    SHOAL_TRY(const auto address, LocalAddress::from(path));
    SHOAL_CHECK(make_directory_of(path));
    SHOAL_TRY(const auto mode, mode_of(path));
    if (!mode) return {};
    const auto shown = printable_path(path);
    if (!S_ISSOCK(*mode)) return fail(Errc::exists, fmt::format("{} is in the way: not a socket; move it", shown));
    const int error = try_connect(address);
    if (error == 0 || error == EAGAIN) return fail(Errc::in_use, fmt::format("another process serves {}", shown));
    if (error == ENOENT) return {};
    if (error != ECONNREFUSED) return fail_file(error, "see who serves", path);
    if (unlink(path.c_str()) != 0 && errno != ENOENT) return fail_file(errno, "remove the stale", path);
    return {};
}

}  // namespace shoal
