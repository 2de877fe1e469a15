#include "core/system_file.h"

#include <unistd.h>

#include <limits>

#include "core/os_error.h"

namespace shoal {

namespace {

/// True if `size` bytes at `offset` lie where the system can count.
bool is_reachable(std::uint64_t offset, std::uint64_t size) {
    constexpr auto last = static_cast<std::uint64_t>(std::numeric_limits<off_t>::max());
    return offset <= last && size <= last - offset;
}

std::int64_t nanoseconds(const timespec& time) {
    return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

}  // namespace

FileWitness witness_of(const struct stat& status) {
    return FileWitness{
        .device = status.st_dev,
        .inode = status.st_ino,
        .size = static_cast<std::uint64_t>(status.st_size),
        .mtime_ns = nanoseconds(status.st_mtim),
        .ctime_ns = nanoseconds(status.st_ctim),
        .executable = (status.st_mode & S_IXUSR) != 0,
    };
}

Result<std::size_t> SystemFile::read(std::uint64_t offset, BytesMut out) {
    if (!is_reachable(offset, out.size())) return fail_file(EOVERFLOW, "read", name_);
    std::size_t done = 0;
    while (done < out.size()) {
        const BytesMut rest = out.subspan(done);
        const ssize_t got = uninterrupted(
            [&] { return ::pread(file_.get(), rest.data(), rest.size(), static_cast<off_t>(offset + done)); });
        if (got < 0) return fail_file(errno, "read", name_);
        if (got == 0) break;
        done += static_cast<std::size_t>(got);
    }
    return done;
}

Result<> SystemFile::write(std::uint64_t offset, BytesView data) {
    if (!is_reachable(offset, data.size())) return fail_file(EFBIG, "write", name_);
    while (!data.empty()) {
        const ssize_t put =
            uninterrupted([&] { return ::pwrite(file_.get(), data.data(), data.size(), static_cast<off_t>(offset)); });
        if (put < 0) return fail_file(errno, "write", name_);
        if (put == 0) return fail_file(EIO, "write", name_);  // no progress and no reason: never loop on it
        offset += static_cast<std::uint64_t>(put);
        data = data.subspan(static_cast<std::size_t>(put));
    }
    return {};
}

Result<> SystemFile::sync() {
    // After a failure the kernel may have dropped the pages, so a second call that succeeds would prove nothing.
    if (::fdatasync(file_.get()) != 0) return fail_file(errno, "sync", name_);
    return {};
}

Result<> SystemFile::resize(std::uint64_t size) {
    if (!is_reachable(size, 0)) return fail_file(EFBIG, "resize", name_);
    const int answer = uninterrupted([&] { return ::ftruncate(file_.get(), static_cast<off_t>(size)); });
    if (answer != 0) return fail_file(errno, "resize", name_);
    return {};
}

Result<> SystemFile::set_executable(bool executable) {
    struct stat status {};
    if (::fstat(file_.get(), &status) != 0) return fail_file(errno, "look at", name_);
    const mode_t rights = status.st_mode & mode_t{0777};
    constexpr mode_t run = S_IXUSR | S_IXGRP | S_IXOTH;
    // Whoever may read may run.
    const mode_t wanted = executable ? (rights | ((rights >> 2) & run)) : (rights & ~run);
    if (wanted != rights && ::fchmod(file_.get(), wanted) != 0) return fail_file(errno, "set the rights of", name_);
    return {};
}

Result<FileWitness> SystemFile::stat() {
    struct stat status {};
    if (::fstat(file_.get(), &status) != 0) return fail_file(errno, "look at", name_);
    return witness_of(status);
}

}  // namespace shoal
