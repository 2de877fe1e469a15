#pragma once
// SQLite's view of the simulated disks: its default VFS while it lives.

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tests/sim/disk.h"

struct sqlite3_vfs;

namespace shoal::sim {

class VfsOpenFile;

/// Every file that SQLite opens lies on the disk whose mount its path begins with, and meets the same faults, costs,
/// crash points and death as the files of the engine. Files without a name (for sorting) lie in memory. Without shared
/// memory: a write-ahead log needs locking_mode=EXCLUSIVE. One at a time in a process; one thread.
///
/// As SQLite's own one for Unix, but for two places where that one hides an error and so can lose what was committed:
/// here a failed look for a journal, and a failed sync of its directory, are errors.
///
/// With disk_sync_failed a database that is opened again may, rarely, be damaged or miss a commit: SQLite then recovers
/// from pages that count as clean and are not on the disk. So it is on Linux; no program can help it.
class SimVfs {
public:
    /// Registers itself as the default.
    SimVfs(Clock& clock, Draw draw);
    /// The default is again what it was. Precondition: no database of it is open.
    ~SimVfs();
    SimVfs(const SimVfs&) = delete;
    SimVfs& operator=(const SimVfs&) = delete;

    /// Precondition: no other disk with this mount is there. The disk must live until remove().
    void add(SimDisk& disk);
    /// Files that are still open on it fail from here on.
    void remove(SimDisk& disk);
    /// Before each run: SQLite's own generator starts afresh from `draw`.
    void reset(Draw draw);

private:
    friend class VfsCalls;
    friend class VfsOpenFile;
    using FileKey = std::pair<std::uint64_t, std::uint64_t>;  // device and inode

    [[nodiscard]] SimDisk* disk_of(const std::string& path);
    [[nodiscard]] std::int64_t unix_ms() const;

    Clock& clock_;
    Draw draw_;
    std::map<std::string, SimDisk*> disks_;  // by mount
    SimDisk* last_ = nullptr;                // whoever waits waits for this one
    int last_errno_ = 0;
    std::map<FileKey, std::vector<VfsOpenFile*>> open_;  // with a name
    std::unique_ptr<sqlite3_vfs> vfs_;
    sqlite3_vfs* earlier_;
};

}  // namespace shoal::sim
