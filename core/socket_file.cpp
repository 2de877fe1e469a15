#include "core/socket_file.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include <utility>

#include <fmt/format.h>

#include "core/descriptor.h"
#include "core/os_error.h"

namespace shoal {

namespace {

Result<> make_directory_of(const std::string& path) {
    const auto directory = std::filesystem::path{path}.parent_path().string();
    if (directory.empty() || mkdir(directory.c_str(), S_IRWXU) == 0 || errno == EEXIST) return {};
    return fail_file(errno, "make", directory);
}

Result<std::optional<struct stat>> look_at(const std::string& path) {
    struct stat found {};
    if (lstat(path.c_str(), &found) == 0) return found;
    if (errno == ENOENT) return std::nullopt;
    return fail_file(errno, "look at", path);
}

// 0 if somebody answers, else why not.
int try_connect(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(static_cast<char*>(address.sun_path), path.c_str(), path.size() + 1);
    // Not blocking: a living server with a full queue is EAGAIN, and lives.
    const Descriptor fd{socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
    if (!fd) return errno;
    const void* const generic = &address;
    return connect(fd.get(), static_cast<const sockaddr*>(generic), sizeof address) == 0 ? 0 : errno;
}

}  // namespace

Result<> SocketFile::prepare(const std::string& path) {
    if (path.size() >= sizeof(sockaddr_un::sun_path)) {
        return fail(Errc::limit, fmt::format("the path of the control socket has more than {} bytes, which no socket "
                                             "can have; choose a shorter data directory: {}",
                                             sizeof(sockaddr_un::sun_path) - 1, path));
    }
    SHOAL_CHECK(make_directory_of(path));
    SHOAL_TRY(const auto found, look_at(path));
    if (!found) return {};
    if (!S_ISSOCK(found->st_mode)) {
        return fail(Errc::exists, fmt::format("{} is in the way: it is not a socket; move it", path));
    }
    const int error = try_connect(path);
    if (error == 0 || error == EAGAIN) return fail(Errc::in_use, fmt::format("another process serves {}", path));
    if (error == ENOENT) return {};
    if (error != ECONNREFUSED) return fail_file(error, "see who serves", path);
    if (unlink(path.c_str()) != 0 && errno != ENOENT) return fail_file(errno, "remove the stale", path);
    return {};
}

Result<SocketFile> SocketFile::adopt(std::string path) {
    SHOAL_TRY(const auto found, look_at(path));
    if (!found) return fail(Errc::io, fmt::format("{} has gone right after it was made", path));
    return SocketFile{std::move(path), found->st_dev, found->st_ino};
}

SocketFile::SocketFile(std::string path, std::uint64_t device, std::uint64_t inode)
    : path_{std::move(path)}, device_{device}, inode_{inode} {}

SocketFile::SocketFile(SocketFile&& other) noexcept
    : path_{std::exchange(other.path_, {})}, device_{other.device_}, inode_{other.inode_} {}

SocketFile::~SocketFile() {
    if (path_.empty()) return;
    struct stat found {};
    if (lstat(path_.c_str(), &found) != 0 || found.st_dev != device_ || found.st_ino != inode_) return;
    unlink(path_.c_str());  // if it fails, the next start finds it stale
}

}  // namespace shoal
