#pragma once
// The temporary directory of a demo.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/child_process.h"
#include "core/result.h"

namespace shoal::cli {

/// 0700, in $TMPDIR, /tmp or /var/tmp, whichever first has the room; removed with everything in it at the end.
class DemoRoom {
public:
    /// Error: no_space, with what is needed and what is there.
    [[nodiscard]] static Result<DemoRoom> make(std::uint64_t bytes_needed, const std::string& preferred);
    DemoRoom(DemoRoom&& other) noexcept;
    DemoRoom& operator=(DemoRoom&&) = delete;
    ~DemoRoom();

    [[nodiscard]] const std::string& path() const { return path_; }

    /// Removes what is in it by several processes at once (hundreds of thousands of files take minutes on some disks);
    /// call again and again: true when all is gone. The destructor removes the rest.
    [[nodiscard]] bool remove_step();
    /// Leaves what is still there where it is.
    void abandon();

    [[nodiscard]] std::string under(const std::string& name) const { return path_ + "/" + name; }

private:
    explicit DemoRoom(std::string path) : path_{std::move(path)} {}
    std::string path_;  // empty: moved from or abandoned
    std::optional<std::vector<std::string>> to_remove_;
    std::vector<ChildProcess> removing_;
};

}  // namespace shoal::cli
