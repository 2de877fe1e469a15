#include "core/system_directory.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "core/beneath.h"
#include "core/os_error.h"
#include "core/system_file.h"

namespace shoal {

namespace {

constexpr mode_t new_file_mode = 0666;       // the umask decides
constexpr mode_t new_directory_mode = 0777;  // the umask decides

/// O_NONBLOCK, so that a fifo put there by somebody does not hold the worker.
int flags_of(OpenMode mode) {
    constexpr int always = O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;
    switch (mode) {
    case OpenMode::read:
        return always | O_RDONLY;
    case OpenMode::write:
        return always | O_RDWR;
    case OpenMode::create:
        return always | O_RDWR | O_CREAT;
    case OpenMode::create_new:
        return always | O_RDWR | O_CREAT | O_EXCL;
    }
    broken_invariant("an OpenMode", __FILE__, __LINE__);
}

EntryKind kind_of(int directory, const dirent& entry) {
    switch (entry.d_type) {
    case DT_REG:
        return EntryKind::file;
    case DT_DIR:
        return EntryKind::directory;
    case DT_LNK:
        return EntryKind::symlink;
    case DT_UNKNOWN:
        break;  // some file systems do not say
    default:
        return EntryKind::other;
    }
    struct stat status {};
    if (::fstatat(directory, entry.d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) return EntryKind::other;
    if (S_ISREG(status.st_mode)) return EntryKind::file;
    if (S_ISDIR(status.st_mode)) return EntryKind::directory;
    return S_ISLNK(status.st_mode) ? EntryKind::symlink : EntryKind::other;
}

std::unexpected<Error> not_a_file(const char* action, const std::string& path) {
    return fail(Errc::permission, fmt::format("cannot {} {}: not a regular file", action, printable_path(path)));
}

struct CloseDirectory {
    void operator()(DIR* stream) const { ::closedir(stream); }
};

}  // namespace

Result<Descriptor> SystemDirectory::open_descriptor(const std::string& path, OpenMode mode) {
    const int flags = flags_of(mode);
    const mode_t rights = (flags & O_CREAT) != 0 ? new_file_mode : mode_t{0};
    if (path.empty()) return not_a_file("open", path);
    SHOAL_TRY(auto file, open_beneath(held_.get(), path, flags, rights, "open"));
    struct stat status {};
    if (::fstat(file.get(), &status) != 0) return fail_file(errno, "open", path);
    if (!S_ISREG(status.st_mode)) return not_a_file("open", path);
    return file;
}

Result<std::unique_ptr<File>> SystemDirectory::open(const std::string& path, OpenMode mode) {
    SHOAL_TRY(auto file, open_descriptor(path, mode));
    return std::make_unique<SystemFile>(std::move(file), path);
}

Result<Descriptor> SystemDirectory::open_directory_descriptor(const std::string& path) {
    return open_beneath(held_.get(), path, O_RDONLY | O_DIRECTORY, 0, "open the folder");
}

Result<std::shared_ptr<Directory>> SystemDirectory::open_directory(const std::string& path) {
    SHOAL_TRY(auto held, open_directory_descriptor(path));
    return std::make_shared<SystemDirectory>(std::move(held), path.empty() ? name_ : path);
}

Result<> SystemDirectory::make_directories(const std::string& path) {
    constexpr const char* action = "make the folder";
    constexpr int look = O_PATH | O_DIRECTORY;
    auto whole = open_beneath(held_.get(), path, look, 0, action);
    if (whole) return {};
    if (whole.error().code != Errc::not_found) return std::unexpected{std::move(whole).error()};
    Descriptor here;
    for (std::size_t start = 0; start <= path.size();) {
        const std::size_t end = std::min(path.find('/', start), path.size());
        const int above = here ? here.get() : held_.get();
        const std::string step = path.substr(start, end - start);
        if (::mkdirat(above, step.c_str(), new_directory_mode) != 0 && errno != EEXIST) {
            return fail_file(errno, action, path);
        }
        auto next = open_beneath(above, step, look, 0, action);
        if (!next && next.error().code == Errc::not_found) {
            return fail(Errc::exists,
                        fmt::format("cannot {} {}: a file stands in its way", action, printable_path(path)));
        }
        if (!next) return fail_in(printable_path(path), std::move(next).error());
        here = std::move(*next);
        start = end + 1;
    }
    return {};
}

Result<std::vector<DirectoryEntry>> SystemDirectory::list(const std::string& path) {
    SHOAL_TRY(auto held, open_beneath(held_.get(), path, O_RDONLY | O_DIRECTORY, 0, "list"));
    return list_entries(std::move(held), path);
}

Result<std::vector<DirectoryEntry>> list_entries(Descriptor held, const std::string& path) {
    const std::unique_ptr<DIR, CloseDirectory> stream{::fdopendir(held.get())};
    if (!stream) return fail_file(errno, "list", path);
    const int directory = held.release();  // now the stream's
    std::vector<DirectoryEntry> out;
    for (;;) {
        errno = 0;
        const dirent* entry = ::readdir(stream.get());
        if (!entry && errno != 0) return fail_file(errno, "list", path);
        if (!entry) break;
        const std::string_view name{entry->d_name};
        if (name == "." || name == "..") continue;
        out.push_back(DirectoryEntry{std::string{name}, kind_of(directory, *entry)});
    }
    std::ranges::sort(out);
    return out;
}

Result<FileWitness> SystemDirectory::stat(const std::string& path) {
    SHOAL_TRY(const auto entry, open_beneath(held_.get(), path, O_PATH, 0, "look at"));
    struct stat status {};
    if (::fstat(entry.get(), &status) != 0) return fail_file(errno, "look at", path);
    if (!S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode)) return not_a_file("look at", path);
    return witness_of(status);
}

int rename_without_flag(int from_parent, const char* from, int to_parent, const char* to) {
    struct stat status {};
    if (::fstatat(from_parent, from, &status, AT_SYMLINK_NOFOLLOW) != 0) return -1;
    if (!S_ISDIR(status.st_mode)) {
        if (::linkat(from_parent, from, to_parent, to, 0) != 0) return -1;
        return ::unlinkat(from_parent, from, 0);
    }
    struct stat there {};
    if (::fstatat(to_parent, to, &there, AT_SYMLINK_NOFOLLOW) == 0) {
        errno = EEXIST;
        return -1;
    }
    return errno == ENOENT ? ::renameat(from_parent, from, to_parent, to) : -1;
}

Result<> SystemDirectory::rename(const std::string& from, const std::string& to, bool replace) {
    SHOAL_TRY(const auto source, open_parent(held_.get(), from, "rename"));
    SHOAL_TRY(const auto target, open_parent(held_.get(), to, "rename to"));
    const int source_parent = source.parent.get();
    const int target_parent = target.parent.get();
    const unsigned flags = replace ? 0U : unsigned{RENAME_NOREPLACE};
    int answer = ::renameat2(source_parent, source.name.c_str(), target_parent, target.name.c_str(), flags);
    const bool lacks_flag = answer != 0 && !replace && (errno == EINVAL || errno == ENOSYS);
    if (lacks_flag) {
        answer = rename_without_flag(source_parent, source.name.c_str(), target_parent, target.name.c_str());
    }
    if (answer == 0) return {};
    if (errno == EXDEV)
        return fail(Errc::io, fmt::format("cannot rename {} to {}: on another file system", printable_path(from),
                                          printable_path(to)));
    return fail_file(errno, fmt::format("rename {} to", printable_path(from)), to);
}

Result<> SystemDirectory::remove(const std::string& path) {
    SHOAL_TRY(const auto entry, open_parent(held_.get(), path, "remove"));
    if (::unlinkat(entry.parent.get(), entry.name.c_str(), 0) != 0) return fail_file(errno, "remove", path);
    return {};
}

Result<> SystemDirectory::remove_directory(const std::string& path) {
    SHOAL_TRY(const auto entry, open_parent(held_.get(), path, "remove the folder"));
    if (::unlinkat(entry.parent.get(), entry.name.c_str(), AT_REMOVEDIR) != 0) {
        return fail_file(errno, "remove the folder", path);
    }
    return {};
}

Result<> SystemDirectory::sync(const std::string& path) {
    SHOAL_TRY(const auto held, open_beneath(held_.get(), path, O_RDONLY | O_DIRECTORY, 0, "sync the folder"));
    return sync_directory(held.get(), path);
}

Result<> sync_directory(int held, const std::string& path) {
    // EINVAL: this file system has no such thing for directories (some network ones), and nothing else can be done.
    if (::fsync(held) != 0 && errno != EINVAL) return fail_file(errno, "sync the folder", path);
    return {};
}

Result<> SystemDirectory::sync_all() {
    if (::syncfs(held_.get()) != 0) return fail_file(errno, "sync the file system of", name_);
    return {};
}

Result<std::uint64_t> SystemDirectory::free_bytes() {
    struct statvfs status {};
    if (uninterrupted([&] { return ::fstatvfs(held_.get(), &status); }) != 0) {
        return fail_file(errno, "measure the free space of", name_);
    }
    return std::uint64_t{status.f_bavail} * std::uint64_t{status.f_frsize};
}

}  // namespace shoal
