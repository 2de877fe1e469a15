#include "tests/sim/disk_directory.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>

#include "core/os_error.h"
#include "tests/sim/disk_file.h"

namespace shoal::sim {
namespace {

constexpr std::size_t max_path = 4096;  // bytes with the terminating zero: PATH_MAX

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

Result<> check_path(const std::string& path, const char* action) {
    if (is_relative_and_plain(path)) return {};
    return fail(Errc::permission,
                fmt::format("cannot {} {}: not a plain path beneath its folder", action, printable_path(path)));
}

std::unexpected<Error> fail_beneath(int number, const char* action, const std::string& path) {
    if (number != ELOOP) return fail_file(number, action, path);
    return fail(Errc::permission,
                fmt::format("cannot {} {}: it leaves its folder through a symlink", action, printable_path(path)));
}

std::unexpected<Error> not_a_file(const char* action, const std::string& path) {
    return fail(Errc::permission, fmt::format("cannot {} {}: not a regular file", action, printable_path(path)));
}

bool makes(OpenMode mode) {
    return mode == OpenMode::create || mode == OpenMode::create_new;
}

/// Whether `inode` is `above` or stands below it.
bool stands_below(const Inode* inode, const Inode* above) {
    while (inode != nullptr && inode != above) inode = inode->parent;
    return inode != nullptr;
}

}  // namespace

// --- looking ---------------------------------------------------------------------------------------------------------

Result<> SimDirectory::begin(DiskCall call, bool is_changing, const char* action, const std::string& path) const {
    if (const int number = handle_.begin(call, path.size(), is_changing)) return fail_beneath(number, action, path);
    return {};
}

Result<InodePointer> SimDirectory::look_up(const std::string& path, const char* action) const {
    SHOAL_CHECK(check_path(path, action));
    if (path.size() >= max_path) return fail_beneath(ENAMETOOLONG, action, path);
    if (machine().strikes(Fault::disk_read_failed)) return fail_beneath(EIO, action, path);
    const Looked found = DiskTree::walk(handle_.inode(), path);
    if (!found) return fail_beneath(found.error(), action, path);
    return *found;
}

Result<InodePointer> SimDirectory::look_up_directory(const std::string& path, const char* action) const {
    SHOAL_TRY(auto found, look_up(path, action));
    if (found->kind == EntryKind::directory) return found;
    return fail_beneath(found->kind == EntryKind::symlink ? ELOOP : ENOTDIR, action, path);
}

Result<SimDirectory::Entry> SimDirectory::parent_of(const std::string& path, const char* action) const {
    if (path.empty()) return fail(Errc::permission, fmt::format("cannot {} the held folder itself", action));
    SHOAL_CHECK(check_path(path, action));
    const std::size_t slash = path.rfind('/');
    const std::string above = slash == std::string::npos ? std::string{} : path.substr(0, slash);
    if (above.size() >= max_path) return fail_beneath(ENAMETOOLONG, action, path);
    const Looked parent = DiskTree::walk(handle_.inode(), above);
    if (!parent) return fail_beneath(parent.error(), action, path);
    if ((*parent)->kind == EntryKind::symlink) return fail_beneath(ELOOP, action, path);
    if ((*parent)->kind != EntryKind::directory) return fail_beneath(ENOTDIR, action, path);
    return Entry{.parent = *parent, .name = slash == std::string::npos ? path : path.substr(slash + 1)};
}

Result<std::shared_ptr<Directory>> SimDirectory::open_directory(const std::string& path) {
    constexpr const char* action = "open the folder";
    SHOAL_CHECK(begin(DiskCall::open_directory, false, action, path));
    SHOAL_TRY(auto found, look_up_directory(path, action));
    return std::make_shared<SimDirectory>(handle_.shared_machine(), std::move(found), path.empty() ? name_ : path);
}

Result<std::vector<DirectoryEntry>> SimDirectory::list(const std::string& path) {
    SHOAL_CHECK(begin(DiskCall::list, false, "list", path));
    SHOAL_TRY(const auto found, look_up_directory(path, "list"));
    std::vector<DirectoryEntry> out;
    for (const auto& [name, inode] : found->entries) {
        if (!inode->is_away) out.push_back({.name = name, .kind = inode->kind});
    }
    return out;
}

Result<FileWitness> SimDirectory::stat(const std::string& path) {
    SHOAL_CHECK(begin(DiskCall::stat, false, "look at", path));
    SHOAL_TRY(const auto found, look_up(path, "look at"));
    if (found->kind == EntryKind::symlink) return fail_beneath(ELOOP, "look at", path);
    if (found->kind == EntryKind::other) return not_a_file("look at", path);
    return witness_of(machine(), *found);
}

Result<std::uint64_t> SimDirectory::free_bytes() {
    SHOAL_CHECK(begin(DiskCall::free_bytes, false, "measure the free space of", name_));
    return machine().tree().free_pages() * page_bytes;
}

// --- making ----------------------------------------------------------------------------------------------------------

Looked SimDirectory::open_or_make(const Entry& entry, OpenMode mode) {
    auto found = DiskTree::step(entry.parent, entry.name);
    if (found) {
        if (mode == OpenMode::create_new) return std::unexpected{EEXIST};
        if ((*found)->kind == EntryKind::symlink) return std::unexpected{ELOOP};
        if ((*found)->kind == EntryKind::directory && mode != OpenMode::read) return std::unexpected{EISDIR};
        return found;
    }
    if (found.error() != ENOENT || !makes(mode) || !machine().tree().is_linked(*entry.parent)) return found;
    if (entry.parent->entries.contains(entry.name)) return found;  // a folder that is away keeps its place
    if (machine().strikes(Fault::disk_write_failed)) return std::unexpected{EIO};
    return machine().tree().create(entry.parent, entry.name, EntryKind::file, machine().stamp());
}

Result<std::unique_ptr<File>> SimDirectory::open(const std::string& path, OpenMode mode) {
    SHOAL_CHECK(begin(DiskCall::open, makes(mode), "open", path));
    if (path.empty()) return not_a_file("open", path);
    SHOAL_CHECK(check_path(path, "open"));
    if (path.size() >= max_path) return fail_beneath(ENAMETOOLONG, "open", path);
    SHOAL_TRY(const auto entry, parent_of(path, "open"));
    if (machine().strikes(Fault::disk_read_failed)) return fail_beneath(EIO, "open", path);
    const Looked found = open_or_make(entry, mode);
    if (!found) return fail_beneath(found.error(), "open", path);
    if ((*found)->kind != EntryKind::file) return not_a_file("open", path);
    return std::make_unique<SimFile>(handle_.shared_machine(), *found, mode != OpenMode::read, path);
}

Result<> SimDirectory::make_directories(const std::string& path) {
    constexpr const char* action = "make the folder";
    SHOAL_CHECK(begin(DiskCall::make_directories, true, action, path));
    const auto whole = look_up_directory(path, action);
    if (whole) return {};
    if (whole.error().code != Errc::not_found) return std::unexpected{whole.error()};
    InodePointer here = handle_.inode();
    for (std::size_t start = 0; start <= path.size();) {
        const std::size_t end = std::min(path.find('/', start), path.size());
        const std::string step = path.substr(start, end - start);
        const bool is_there = here->entries.contains(step);
        auto next = DiskTree::step(here, step);
        if (!next && next.error() != ENOENT) return fail_beneath(next.error(), action, path);
        if (!next && (is_there || !machine().tree().is_linked(*here))) return fail_beneath(ENOENT, action, path);
        if (!next && machine().strikes(Fault::disk_write_failed)) return fail_beneath(EIO, action, path);
        if (!next) next = machine().tree().create(here, step, EntryKind::directory, machine().stamp());
        if ((*next)->kind == EntryKind::symlink) return fail_beneath(ELOOP, action, path);
        if ((*next)->kind != EntryKind::directory) {
            return fail(Errc::exists,
                        fmt::format("cannot {} {}: a file stands in its way", action, printable_path(path)));
        }
        here = *next;
        start = end + 1;
    }
    return {};
}

// --- changing names --------------------------------------------------------------------------------------------------

/// The checks of Linux in its order; an errno, or 0.
int SimDirectory::rename_entry(const Entry& from, const Entry& to, bool replace) {
    const auto source = DiskTree::step(from.parent, from.name);
    if (!source) return source.error();
    const auto target = DiskTree::step(to.parent, to.name);
    if (!target && target.error() != ENOENT) return target.error();
    if (target && !replace) return EEXIST;
    const bool is_directory = (*source)->kind == EntryKind::directory;
    if (is_directory && stands_below(to.parent.get(), source->get())) return EINVAL;
    if (target && stands_below(from.parent.get(), target->get())) return ENOTEMPTY;
    if (target && target->get() == source->get()) return 0;
    if (!target && (to.parent->entries.contains(to.name) || !machine().tree().is_linked(*to.parent))) return ENOENT;
    if (target && is_directory && (*target)->kind != EntryKind::directory) return ENOTDIR;
    if (target && !is_directory && (*target)->kind == EntryKind::directory) return EISDIR;
    if (target && !(*target)->entries.empty()) return ENOTEMPTY;
    if (machine().strikes(Fault::disk_write_failed)) return EIO;
    machine().tree().rename(from.parent, from.name, to.parent, to.name, machine().stamp());
    return 0;
}

Result<> SimDirectory::rename(const std::string& from, const std::string& to, bool replace) {
    SHOAL_CHECK(begin(DiskCall::rename, true, "rename", from));
    SHOAL_TRY(const auto source, parent_of(from, "rename"));
    SHOAL_TRY(const auto target, parent_of(to, "rename to"));
    const int number = rename_entry(source, target, replace);
    if (number == 0) return {};
    return fail_file(number, fmt::format("rename {} to", printable_path(from)), to);
}

Result<> SimDirectory::remove(const std::string& path) {
    SHOAL_CHECK(begin(DiskCall::remove, true, "remove", path));
    SHOAL_TRY(const auto entry, parent_of(path, "remove"));
    const auto found = DiskTree::step(entry.parent, entry.name);
    if (!found) return fail_file(found.error(), "remove", path);
    if ((*found)->kind == EntryKind::directory) return fail_file(EISDIR, "remove", path);
    if (machine().strikes(Fault::disk_write_failed)) return fail_file(EIO, "remove", path);
    machine().tree().remove(entry.parent, entry.name, machine().stamp());
    return {};
}

Result<> SimDirectory::remove_directory(const std::string& path) {
    constexpr const char* action = "remove the folder";
    SHOAL_CHECK(begin(DiskCall::remove_directory, true, action, path));
    SHOAL_TRY(const auto entry, parent_of(path, action));
    const auto found = DiskTree::step(entry.parent, entry.name);
    if (!found) return fail_file(found.error(), action, path);
    if ((*found)->kind != EntryKind::directory) return fail_file(ENOTDIR, action, path);
    if (!(*found)->entries.empty()) return fail_file(ENOTEMPTY, action, path);
    if (machine().strikes(Fault::disk_write_failed)) return fail_file(EIO, action, path);
    machine().tree().remove(entry.parent, entry.name, machine().stamp());
    return {};
}

// --- durability ------------------------------------------------------------------------------------------------------

Result<> SimDirectory::sync(const std::string& path) {
    constexpr const char* action = "sync the folder";
    SHOAL_CHECK(begin(DiskCall::sync_directory, true, action, path));
    SHOAL_TRY(const auto found, look_up_directory(path, action));
    machine().spend_on_sync();
    if (machine().strikes(Fault::disk_sync_failed)) return fail_file(EIO, action, path);
    machine().tree().sync_directory(*found);
    return {};
}

Result<> SimDirectory::sync_all() {
    constexpr const char* action = "sync the file system of";
    SHOAL_CHECK(begin(DiskCall::sync_all, true, action, name_));
    machine().spend_on_sync();
    if (machine().strikes(Fault::disk_sync_failed)) {
        machine().tree().fail_sync_all(machine().draw());
        return fail_file(EIO, action, name_);
    }
    machine().tree().sync_all();
    return {};
}

}  // namespace shoal::sim
