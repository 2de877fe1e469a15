#pragma once
// What a demo shares when nobody names a folder: real files of this machine, copied into its room.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/child_process.h"
#include "core/result.h"

namespace shoal::cli {

/// The big file of the default content has at least this much.
inline constexpr std::uint64_t demo_big_file_bytes = 256ULL * 1024 * 1024;

/// Bytes of all plain files at and below `path`, which are as many as `files`. Symlinks are not followed.
struct TreeSize {
    std::uint64_t bytes = 0;
    std::uint64_t files = 0;
};
[[nodiscard]] Result<TreeSize> measure_tree(const std::string& path);

/// Makes <room>/demo-content out of a copy of /usr/include (else /usr/share; symlinks copied as symlinks) and one file
/// joined from the machine's own libraries. Works in small steps, so that the loop can turn between them.
class DemoContent {
public:
    /// Reads the machine; writes nothing yet. Error: not_found if there is too little to share.
    [[nodiscard]] static Result<DemoContent> plan();

    [[nodiscard]] std::uint64_t bytes_planned() const { return tree_.bytes + big_bytes_; }
    [[nodiscard]] std::uint64_t bytes_written() const { return written_; }
    [[nodiscard]] const std::string& tree() const { return tree_path_; }

    /// Begins in `room`; after it path() is where the content lies. Errors: io, no_space.
    [[nodiscard]] Result<> begin(const std::string& room);
    /// Does a little; true when all is there. Errors: io, no_space.
    [[nodiscard]] Result<bool> step();
    [[nodiscard]] const std::string& path() const { return path_; }
    /// What was taken out of the copy again, because no share can hold it (names that differ in case only, and the
    /// like). Relative paths, in order.
    [[nodiscard]] const std::vector<std::string>& taken_out() const { return taken_out_; }

private:
    DemoContent() = default;
    [[nodiscard]] Result<bool> copy_ended();
    [[nodiscard]] Result<> append_library();

    std::string tree_path_;
    TreeSize tree_;
    std::vector<std::string> libraries_;
    std::uint64_t big_bytes_ = 0;
    std::string path_;
    std::optional<ChildProcess> copy_;  // cp of the tree
    bool copied_ = false;
    std::size_t next_library_ = 0;
    std::uint64_t written_ = 0;
    std::vector<std::string> taken_out_;
};

/// Removes what keeps the folder from being shared: names that no share can hold, and all but the first of names that
/// would be one file elsewhere. Relative paths of what was removed, in order. Error: io.
[[nodiscard]] Result<std::vector<std::string>> take_out_unshareable(const std::string& folder);

}  // namespace shoal::cli
