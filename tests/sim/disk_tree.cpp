#include "tests/sim/disk_tree.h"

#include <algorithm>
#include <cerrno>
#include <utility>

#include "core/result.h"

namespace shoal::sim {
namespace {

constexpr std::size_t max_name = 255;       // bytes: NAME_MAX
constexpr std::size_t max_journal = 4'096;  // changes; a real one is written every few seconds, asked for or not

Loss draw_loss(Draw& draw) {
    switch (draw.below(4)) {
    case 0:
        return Loss::nothing;
    case 1:
        return Loss::everything;
    default:
        return Loss::mixed;
    }
}

}  // namespace

DiskTree::DiskTree(std::uint64_t capacity) : root_{std::make_shared<Inode>()}, capacity_{capacity} {
    root_->number = next_number_++;
    root_->kind = EntryKind::directory;
}

// --- looking ---------------------------------------------------------------------------------------------------------

Looked DiskTree::step(const InodePointer& directory, std::string_view name) {
    if (directory->kind == EntryKind::symlink) return std::unexpected{ELOOP};
    if (directory->kind != EntryKind::directory) return std::unexpected{ENOTDIR};
    if (name.size() > max_name) return std::unexpected{ENAMETOOLONG};
    const auto found = directory->entries.find(name);
    if (found == directory->entries.end() || found->second->is_away) return std::unexpected{ENOENT};
    return found->second;
}

Looked DiskTree::walk(const InodePointer& start, std::string_view path) {
    Looked here = start;
    while (!path.empty() && here) {
        const std::size_t end = path.find('/');
        here = step(*here, path.substr(0, end));
        path = end == std::string_view::npos ? std::string_view{} : path.substr(end + 1);
    }
    return here;
}

bool DiskTree::is_away(const Inode& inode) {
    for (const Inode* at = &inode; at != nullptr; at = at->parent) {
        if (at->is_away) return true;
    }
    return false;
}

// --- names -----------------------------------------------------------------------------------------------------------

void DiskTree::attach(Inode& directory, const std::string& name, const InodePointer& inode) {
    directory.entries[name] = inode;
    inode->parent = &directory;
    recount(*inode);
}

void DiskTree::detach(Inode& directory, const std::string& name) {
    const auto found = directory.entries.find(name);
    if (found == directory.entries.end()) return;
    const InodePointer inode = std::move(found->second);
    directory.entries.erase(found);
    inode->parent = nullptr;
    recount(*inode);
}

void DiskTree::set_entry(const EntryChange& change, InodePointer to) {
    detach(*change.directory, change.name);
    if (to) attach(*change.directory, change.name, to);
}

void DiskTree::log(NameChange change) {
    journal_.push_back(std::move(change));
    if (journal_.size() > max_journal) commit(1);
}

void DiskTree::commit(std::size_t count) {
    for (; count > 0; --count) {
        if (journal_.front().moved) journal_.front().moved->has_new_times = false;  // an inode is written whole
        journal_.pop_front();
    }
}

InodePointer DiskTree::create(const InodePointer& directory, const std::string& name, EntryKind kind,
                              std::int64_t now_ns) {
    auto made = std::make_shared<Inode>();
    made->number = next_number_++;
    made->kind = kind;
    made->executable = kind == EntryKind::directory;
    made->mtime_ns = made->ctime_ns = now_ns;
    log({.entries = {{directory, name, nullptr}}, .moved = {}});
    attach(*directory, name, made);
    directory->mtime_ns = directory->ctime_ns = now_ns;
    return made;
}

void DiskTree::remove(const InodePointer& directory, const std::string& name, std::int64_t now_ns) {
    const InodePointer gone = directory->entries.at(name);
    log({.entries = {{directory, name, gone}},
         .moved = gone,
         .ctime_before = gone->ctime_ns,
         .executable_before = gone->executable});
    detach(*directory, name);
    gone->ctime_ns = now_ns;
    directory->mtime_ns = directory->ctime_ns = now_ns;
}

void DiskTree::rename(const InodePointer& from, const std::string& from_name, const InodePointer& to,
                      const std::string& to_name, std::int64_t now_ns) {
    const InodePointer moved = from->entries.at(from_name);
    const auto there = to->entries.find(to_name);
    const InodePointer replaced = there == to->entries.end() ? nullptr : there->second;
    log({.entries = {{from, from_name, moved}, {to, to_name, replaced}},
         .moved = moved,
         .ctime_before = moved->ctime_ns,
         .executable_before = moved->executable});
    detach(*to, to_name);
    detach(*from, from_name);
    attach(*to, to_name, moved);
    moved->ctime_ns = now_ns;
    if (replaced) replaced->ctime_ns = now_ns;
    from->mtime_ns = from->ctime_ns = now_ns;
    to->mtime_ns = to->ctime_ns = now_ns;
}

/// Counts as a change in the directory of the file, as those who make a file give it its rights and sync the directory.
void DiskTree::set_executable(const InodePointer& file, bool executable, std::int64_t now_ns) {
    log({.entries = {},
         .moved = file,
         .directory = file->parent == nullptr ? 0 : file->parent->number,
         .ctime_before = file->ctime_ns,
         .executable_before = file->executable});
    file->executable = executable;
    file->ctime_ns = now_ns;
}

void DiskTree::sync_directory(const Inode& directory) {
    if (lies_) return;
    const auto concerns = [&](const NameChange& change) {
        return change.directory == directory.number ||
               std::ranges::any_of(change.entries, [&](const auto& e) { return e.directory.get() == &directory; });
    };
    std::size_t count = journal_.size();
    while (count > 0 && !concerns(journal_[count - 1])) --count;
    commit(count);
}

void DiskTree::sync_names() {
    commit(journal_.size());
}

void DiskTree::undo_last() {
    const NameChange change = std::move(journal_.back());
    journal_.pop_back();
    if (change.moved) {
        change.moved->ctime_ns = change.ctime_before;
        change.moved->executable = change.executable_before;
    }
    for (auto entry = change.entries.rbegin(); entry != change.entries.rend(); ++entry) {
        set_entry(*entry, entry->before);
    }
}

// --- content ---------------------------------------------------------------------------------------------------------

/// What nobody can reach occupies nothing.
void DiskTree::recount(Inode& inode) {
    const std::uint64_t pages = is_linked(inode) || inode.opens > 0 ? inode.content.pages() : 0;
    used_pages_ += pages - inode.counted_pages;  // modulo 2^64: may shrink
    inode.counted_pages = pages;
}

std::uint64_t DiskTree::free_pages() const {
    const std::uint64_t all = capacity_ / page_bytes;
    return all > used_pages_ ? all - used_pages_ : 0;
}

void DiskTree::remember_dirty(const InodePointer& inode) {
    if (dirty_.size() >= prune_dirty_at_) {
        std::erase_if(dirty_, [](const auto& entry) { return entry.second.expired(); });
        prune_dirty_at_ = 2 * dirty_.size() + 64;
    }
    dirty_.insert_or_assign(inode->number, inode);
}

void DiskTree::touch(const InodePointer& inode, std::int64_t now_ns) {
    if (!std::exchange(inode->has_new_times, true)) {
        inode->old_mtime_ns = inode->mtime_ns;
        inode->old_ctime_ns = inode->ctime_ns;
        remember_dirty(inode);
    }
    inode->mtime_ns = inode->ctime_ns = now_ns;
}

void DiskTree::write(const InodePointer& file, std::uint64_t offset, BytesView data, std::int64_t now_ns) {
    touch(file, now_ns);
    file->content.write(offset, data);
    recount(*file);
}

void DiskTree::resize(const InodePointer& file, std::uint64_t size, std::int64_t now_ns) {
    touch(file, now_ns);
    file->content.resize(size);
    recount(*file);
}

void DiskTree::hold(const InodePointer& inode) {
    ++inode->opens;
    recount(*inode);
}

void DiskTree::release(const InodePointer& inode) {
    SHOAL_REQUIRE(inode->opens > 0);
    --inode->opens;
    recount(*inode);
}

void DiskTree::flip(const InodePointer& file, std::uint64_t bit) {
    file->content.flip(bit);
    recount(*file);
}

// --- durability ------------------------------------------------------------------------------------------------------

void DiskTree::sync_file(const InodePointer& file) {
    if (lies_) return;
    file->content.sync();
    file->has_new_times = false;
    if (!file->content.is_dirty()) dirty_.erase(file->number);
}

void DiskTree::fail_sync_file(const InodePointer& file, Draw& draw) {
    file->content.fail_sync(draw);
}

void DiskTree::evict_given_up(const InodePointer& file, Faults& faults) {
    file->content.evict_given_up(faults);
    recount(*file);
}

void DiskTree::sync_all() {
    if (lies_) return;
    sync_names();
    for (const auto& [number, weak] : std::exchange(dirty_, {})) {
        const auto inode = weak.lock();
        if (!inode) continue;
        dirty_.emplace(number, inode);
        sync_file(inode);
    }
}

void DiskTree::fail_sync_all(Draw& draw) {
    for (const auto& [number, weak] : dirty_) {
        if (const auto inode = weak.lock()) inode->content.fail_sync(draw);
    }
}

void DiskTree::power_cut(Draw& draw, Faults& faults) {
    const Loss names = draw_loss(draw);
    const std::size_t keeps = names == Loss::nothing      ? journal_.size()
                              : names == Loss::everything ? 0
                                                          : draw.below(journal_.size() + 1);
    while (journal_.size() > keeps) {
        undo_last();
        faults.happened(Fault::name_lost);
    }
    commit(journal_.size());
    const Loss pages = draw_loss(draw);
    for (const auto& [number, weak] : std::exchange(dirty_, {})) {
        const auto inode = weak.lock();
        if (!inode) continue;
        inode->content.power_cut(pages, draw, faults);
        if (std::exchange(inode->has_new_times, false) && draw.below(2) == 0) {
            inode->mtime_ns = inode->old_mtime_ns;
            inode->ctime_ns = inode->old_ctime_ns;
        }
        recount(*inode);
    }
}

}  // namespace shoal::sim
