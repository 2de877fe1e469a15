#include "core/data_dir.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <utility>

#include "core/descriptor.h"
#include "core/os_error.h"

namespace shoal {

namespace {

constexpr mode_t directory_mode = 0700;  // keys, links and the control socket live in it
constexpr mode_t lock_mode = 0600;
constexpr mode_t rights_of_others = 0077;

/// Makes the directory and its parents, each ours alone (as the XDG base directory specification asks).
Result<> make_path(const std::string& path) {
    for (std::size_t end = path.find('/', 1);; end = path.find('/', end + 1)) {
        const std::string step = path.substr(0, end);
        if (::mkdir(step.c_str(), directory_mode) == 0) {
            // The umask may have taken our own rights away.
            if (::chmod(step.c_str(), directory_mode) != 0) return fail_file(errno, "set the rights of", step);
        } else if (const int number = errno; number != EEXIST) {
            struct stat there {};
            if (::stat(step.c_str(), &there) != 0) return fail_file(number, "make the folder", step);
        }
        if (end == std::string::npos) return {};
    }
}

Result<> close_to_others(int directory, const std::string& path) {
    struct stat status {};
    if (::fstat(directory, &status) != 0) return fail_file(errno, "look at", path);
    const bool is_ours = status.st_uid == ::geteuid();
    if (!is_ours && ::geteuid() != 0) {
        return fail(Errc::permission,
                    fmt::format("the data directory {} belongs to another user", printable_path(path)));
    }
    if (!is_ours || (status.st_mode & rights_of_others) == 0) return {};
    if (::fchmod(directory, directory_mode) != 0) return fail_file(errno, "set the rights of", path);
    return {};
}

/// What the holder of the lock wrote; empty if it has not come to it yet.
std::string read_holder(int lock) {
    std::array<char, 16> text{};
    const ssize_t size = uninterrupted([&] { return ::pread(lock, text.data(), text.size(), 0); });
    std::string out{text.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0))};
    out.erase(std::ranges::find_if_not(out, [](char c) { return c >= '0' && c <= '9'; }), out.end());
    return out;
}

Result<> write_holder(int lock, const std::string& path) {
    const std::string text = fmt::format("{}\n", ::getpid());
    const auto size = static_cast<ssize_t>(text.size());
    if (::ftruncate(lock, 0) != 0 || ::pwrite(lock, text.data(), text.size(), 0) != size) {
        return fail_file(errno == 0 ? EIO : errno, "write the lock of", path);
    }
    return {};
}

}  // namespace

Result<DataDir> DataDir::open(const std::string& path) {
    if (path.empty() || path.find('\0') != std::string::npos) {
        return fail(Errc::usage, "the data directory needs a path");
    }
    SHOAL_CHECK(make_path(path));
    const Descriptor directory{uninterrupted([&] { return ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); })};
    if (!directory) return fail_file(errno, "open the data directory", path);
    SHOAL_CHECK(close_to_others(directory.get(), path));
    constexpr int flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;
    Descriptor lock{uninterrupted([&] { return ::openat(directory.get(), "lock", flags, lock_mode); })};
    if (!lock) return fail_file(errno, "open the lock of", path);
    if (uninterrupted([&] { return ::flock(lock.get(), LOCK_EX | LOCK_NB); }) != 0) {
        if (errno != EWOULDBLOCK) return fail_file(errno, "lock", path);
        const std::string holder = read_holder(lock.get());
        return fail(Errc::in_use, fmt::format("the data directory {} is in use by {}", printable_path(path),
                                              holder.empty() ? "another process" : "process " + holder));
    }
    SHOAL_CHECK(write_holder(lock.get(), path));
    const std::unique_ptr<char, decltype(&std::free)> absolute{::realpath(path.c_str(), nullptr), &std::free};
    if (!absolute) return fail_file(errno, "find", path);
    return DataDir{absolute.get(), lock.release(), ::getpid()};
}

DataDir::DataDir(DataDir&& other) noexcept
    : path_{std::move(other.path_)}, lock_{std::exchange(other.lock_, -1)}, holder_{other.holder_} {}

DataDir& DataDir::operator=(DataDir&& other) noexcept {
    if (this == &other) return *this;
    release();
    path_ = std::move(other.path_);
    lock_ = std::exchange(other.lock_, -1);
    holder_ = other.holder_;
    return *this;
}

DataDir::~DataDir() {
    release();
}

/// Unlocks by name and not only by closing, as a forked child may still hold the same open file.
void DataDir::release() {
    if (lock_ < 0) return;
    if (::getpid() == holder_) ::flock(lock_, LOCK_UN);
    ::close(lock_);
    lock_ = -1;
}

}  // namespace shoal
