#pragma once
// The proof of a demo: an independent program hashes every file of every copy.

#include <optional>
#include <string>
#include <vector>

#include "cli/child_process.h"
#include "core/result.h"

namespace shoal::cli {

/// One tree: a file or folder `name` in `parent`.
struct DemoTree {
    std::string owner;  ///< "peer 3"
    std::string parent;
    std::string name;
};

/// Runs find and sha256sum over the source and its copies, a few at a time, and compares what they print: relative
/// paths, hashes, and which files may be executed.
class DemoCompare {
public:
    /// Lists are put into `folder`. The first tree is the source.
    DemoCompare(std::string folder, std::vector<DemoTree> trees, std::uint64_t files_expected)
        : folder_{std::move(folder)}, trees_{std::move(trees)}, files_expected_{files_expected},
          children_(trees_.size()) {}

    /// Starts what can be started; true when all have ended. Error: io (a program could not be run or failed).
    [[nodiscard]] Result<bool> step();
    [[nodiscard]] std::size_t finished() const { return finished_; }
    [[nodiscard]] std::size_t total() const { return trees_.size(); }

    /// A sentence for each copy that differs, and for a source that has not the expected number of files.
    [[nodiscard]] std::vector<std::string> differences() const;

private:
    [[nodiscard]] std::string list_path(std::size_t tree) const;
    [[nodiscard]] Result<> start(std::size_t tree);

    std::string folder_;
    std::vector<DemoTree> trees_;
    std::uint64_t files_expected_;
    std::vector<std::optional<ChildProcess>> children_;
    std::size_t started_ = 0;
    std::size_t finished_ = 0;
};

}  // namespace shoal::cli
