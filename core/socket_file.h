#pragma once
// The path of a Unix socket: freed from a dead owner before it is bound, removed by its owner at the end.

#include <cstdint>
#include <string>

#include "core/result.h"

namespace shoal {

/// Blocking, but for no longer than a few system calls take. Two processes that do this for one path at once are kept
/// apart by the lock of the data directory (core/data_dir.h), not here.
class SocketFile {
public:
    /// Makes the directory of `path` (0700) if it is missing and removes a socket there that nobody answers. Errors:
    /// in_use (somebody answers), exists (it is no socket), permission, io, limit (path too long for a socket).
    [[nodiscard]] static Result<> prepare(const std::string& path);

    /// Takes over a socket that this process has bound. Errors: io.
    [[nodiscard]] static Result<SocketFile> adopt(std::string path);

    /// Removes the file if it is still the one that was adopted. The socket must still be bound: as long as it is, the
    /// number of its inode belongs to nobody else.
    ~SocketFile();
    SocketFile(SocketFile&& other) noexcept;
    SocketFile& operator=(SocketFile&&) = delete;

private:
    SocketFile(std::string path, std::uint64_t device, std::uint64_t inode);
    std::string path_;  // empty: moved from
    std::uint64_t device_;
    std::uint64_t inode_;
};

}  // namespace shoal
