#pragma once
// The engine's own directory: locked against a second process before anything in it is opened.

#include <memory>
#include <string>

#include "core/result.h"

namespace shoal {

/// Holds the lock (flock on `lock`, never deleted, containing the holder's pid) while it lives, and until the process
/// ends at the latest. Not kept by a child that runs another program. Blocking; before the loop.
class DataDir {
public:
    /// Makes the directory 0700 if missing (and its parents), whatever the umask, and takes the rights of others away
    /// from one of ours that stands already. Errors: in_use (names the holder's pid), permission (of another user), io.
    [[nodiscard]] static Result<DataDir> open(const std::string& path);
    DataDir(DataDir&&) noexcept;
    DataDir& operator=(DataDir&&) noexcept;
    ~DataDir();
    [[nodiscard]] const std::string& path() const { return path_; }  ///< absolute, without symlinks

private:
    DataDir(std::string path, int lock, int holder) : path_{std::move(path)}, lock_{lock}, holder_{holder} {}
    void release();

    std::string path_;
    int lock_;
    int holder_;  // the process that took the lock: a fork must not let it go
};

}  // namespace shoal
