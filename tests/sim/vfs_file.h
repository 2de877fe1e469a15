#pragma once
// A file that SQLite has open on a simulated disk.

#include <sqlite3.h>

#include <optional>

#include "tests/sim/vfs.h"

namespace shoal::sim {

/// Where a path of SQLite leads.
struct VfsPlace {
    std::shared_ptr<Directory> directory;
    std::string name;
};

class VfsOpenFile {
public:
    /// One without a name, in memory.
    explicit VfsOpenFile(SimVfs& vfs) : vfs_{vfs} {}
    /// `with_name`: the first sync makes the name durable too. Its `file` was opened in `place`.
    VfsOpenFile(SimVfs& vfs, VfsPlace place, std::unique_ptr<File> file, const FileWitness& witness, SimDisk& disk,
                bool with_name);
    ~VfsOpenFile();
    VfsOpenFile(const VfsOpenFile&) = delete;
    VfsOpenFile& operator=(const VfsOpenFile&) = delete;

    // Each answers with a result code of SQLite.
    [[nodiscard]] int read(std::uint64_t offset, BytesMut out);
    [[nodiscard]] int write(std::uint64_t offset, BytesView data);
    [[nodiscard]] int truncate(std::uint64_t size);
    [[nodiscard]] int sync();
    [[nodiscard]] int size(std::uint64_t& out);
    [[nodiscard]] int lock(int level);
    [[nodiscard]] int unlock(int level);
    [[nodiscard]] bool is_reserved() const;
    /// Removes the name when it is closed.
    void remove_at_close() { remove_at_close_ = true; }

private:
    [[nodiscard]] int failed(const Error& error, int code);
    [[nodiscard]] bool is_alive() const;

    SimVfs& vfs_;
    VfsPlace place_;
    std::unique_ptr<File> file_;  // null: it lies in memory_
    Bytes memory_;
    SimVfs::FileKey key_;
    std::string mount_;
    std::uint64_t deaths_ = 0;  // of its disk, when it was opened
    bool syncs_name_ = false;
    bool remove_at_close_ = false;
    int lock_ = SQLITE_LOCK_NONE;
};

/// What the Unix VFS would find in errno.
[[nodiscard]] int errno_of(const Error& error);

}  // namespace shoal::sim
