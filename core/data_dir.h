#pragma once
// The engine's own directory: locked against a second process before anything in it is opened.

#include <memory>
#include <string>

#include "core/result.h"

namespace shoal {

/// Holds the lock (flock on `lock`, never deleted, containing the holder's pid) while it lives. Blocking; before the loop.
class DataDir {
public:
    /// Makes the directory 0700 if missing. Errors: in_use (names the holder's pid), permission, io.
    [[nodiscard]] static Result<DataDir> open(const std::string& path);
    DataDir(DataDir&&) noexcept;
    DataDir& operator=(DataDir&&) noexcept;
    ~DataDir();
    [[nodiscard]] const std::string& path() const { return path_; }

private:
    DataDir(std::string path, int lock) : path_{std::move(path)}, lock_{lock} {}
    std::string path_;
    int lock_;
};

}  // namespace shoal
