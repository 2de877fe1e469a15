#pragma once
// The inodes of one simulated disk, their names, and the journal that a power cut undoes.

#include <deque>
#include <expected>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/world.h"
#include "tests/sim/disk_content.h"

namespace shoal::sim {

/// A file, a directory, or something that is neither. Reached through shared_ptr: one that was removed lives as long
/// as it is open or could come back.
struct Inode {
    std::uint64_t number = 0;
    EntryKind kind = EntryKind::file;
    bool executable = false;
    std::int64_t mtime_ns = 0;
    std::int64_t ctime_ns = 0;
    Inode* parent = nullptr;                                             ///< null: has no name (removed, or the root)
    bool is_away = false;                                                ///< unmounted, with all below
    unsigned opens = 0;                                                  ///< handles that hold it
    std::map<std::string, std::shared_ptr<Inode>, std::less<>> entries;  ///< of a directory
    FileContent content;                                                 ///< of a file

    // What a power cut may put back: the times before the first write since the last sync.
    bool has_new_times = false;
    std::int64_t old_mtime_ns = 0;
    std::int64_t old_ctime_ns = 0;

    std::uint64_t counted_pages = 0;  ///< as the tree counted them
};

using InodePointer = std::shared_ptr<Inode>;
/// An inode or an errno.
using Looked = std::expected<InodePointer, int>;

/// Every change of a name goes through a journal in order. A sync of a directory makes all changes up to the last one
/// in it durable; a power cut undoes a drawn number of the others, last first.
class DiskTree {
public:
    /// `capacity` in bytes.
    explicit DiskTree(std::uint64_t capacity);

    [[nodiscard]] const InodePointer& root() const { return root_; }
    /// Follows `path` (no "." or "..") down from `start`; a symlink on the way is ELOOP, at its end itself.
    [[nodiscard]] static Looked walk(const InodePointer& start, std::string_view path);
    /// The entry `name`, or ENOENT, ENOTDIR, ELOOP, ENAMETOOLONG.
    [[nodiscard]] static Looked step(const InodePointer& directory, std::string_view name);
    /// Whether it stands in a subtree that is away.
    [[nodiscard]] static bool is_away(const Inode& inode);
    /// Whether it has a name, or is the root.
    [[nodiscard]] bool is_linked(const Inode& inode) const { return inode.parent != nullptr || &inode == root_.get(); }

    /// Changes that the journal sees; `now_ns` becomes the time. Preconditions are the caller's: `name` is free, or
    /// is there. What `to_name` named is replaced.
    InodePointer create(const InodePointer& directory, const std::string& name, EntryKind kind, std::int64_t now_ns);
    void remove(const InodePointer& directory, const std::string& name, std::int64_t now_ns);
    void rename(const InodePointer& from, const std::string& from_name, const InodePointer& to,
                const std::string& to_name, std::int64_t now_ns);
    void set_executable(const InodePointer& file, bool executable, std::int64_t now_ns);

    void write(const InodePointer& file, std::uint64_t offset, BytesView data, std::int64_t now_ns);
    void resize(const InodePointer& file, std::uint64_t size, std::int64_t now_ns);

    void hold(const InodePointer& inode);
    void release(const InodePointer& inode);

    void sync_file(const InodePointer& file);
    void fail_sync_file(const InodePointer& file, Draw& draw);
    void evict_given_up(const InodePointer& file, Faults& faults);
    void flip(const InodePointer& file, std::uint64_t bit);
    void sync_directory(const Inode& directory);
    void sync_names();
    void sync_all();
    void fail_sync_all(Draw& draw);
    void power_cut(Draw& draw, Faults& faults);

    /// From here on a sync answers that all is well, and does nothing.
    void lie_about_syncs() { lies_ = true; }
    void set_capacity(std::uint64_t bytes) { capacity_ = bytes; }
    [[nodiscard]] std::uint64_t used() const { return used_pages_ * page_bytes; }
    /// How many pages can still be taken.
    [[nodiscard]] std::uint64_t free_pages() const;

private:
    struct EntryChange {
        InodePointer directory;
        std::string name;
        InodePointer before;  // null: there was none
    };
    struct NameChange {
        std::vector<EntryChange> entries;
        InodePointer moved;           // whose status changed with it
        std::uint64_t directory = 0;  // its number, besides those of `entries`
        std::int64_t ctime_before = 0;
        bool executable_before = false;
    };

    void attach(Inode& directory, const std::string& name, const InodePointer& inode);
    void detach(Inode& directory, const std::string& name);
    void set_entry(const EntryChange& change, InodePointer to);
    void log(NameChange change);
    void commit(std::size_t count);
    void undo_last();
    void touch(const InodePointer& inode, std::int64_t now_ns);
    void remember_dirty(const InodePointer& inode);
    void recount(Inode& inode);

    InodePointer root_;
    std::uint64_t next_number_ = 1;
    bool lies_ = false;
    std::uint64_t capacity_;
    std::uint64_t used_pages_ = 0;
    std::deque<NameChange> journal_;
    std::map<std::uint64_t, std::weak_ptr<Inode>> dirty_;  // by number; may hold clean ones
    std::size_t prune_dirty_at_ = 64;
};

}  // namespace shoal::sim
