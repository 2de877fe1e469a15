#pragma once
// Lists what lies in a folder, in the order of a manifest, without following a symbolic link.

#include <memory>
#include <string>
#include <vector>

#include "core/manifest.h"
#include "core/names.h"
#include "core/world.h"

namespace shoal::transfer {

struct WalkedFile {
    std::vector<std::string> path;
    FileWitness witness;
};

struct Walked {
    std::vector<WalkedFile> files;                            ///< strictly ascending by path
    std::vector<std::vector<std::string>> empty_directories;  ///< strictly ascending
    std::vector<std::string> skipped;  ///< relative paths, printable: symlinks, special files, hidden downloads
    std::uint64_t bytes = 0;
    std::uint64_t chunks = 0;
};

/// A walk in steps, so that each is a short job. Blocking; moves between jobs, used by one at a time.
class FileWalk {
public:
    explicit FileWalk(std::shared_ptr<Directory> root) : root_{std::move(root)} {}

    /// Looks at about `entries` more entries. True: there are more. Errors name the path: malformed (a name that
    /// cannot be shared, or two that would collide elsewhere), limit, mismatch (it went away), permission, io.
    [[nodiscard]] Result<bool> step(std::size_t entries);
    [[nodiscard]] Walked take() { return std::move(walked_); }

private:
    struct Level {
        std::vector<DirectoryEntry> entries;
        std::size_t next = 0;
    };
    [[nodiscard]] Result<> enter();
    [[nodiscard]] Result<> visit(const DirectoryEntry& entry);
    [[nodiscard]] Result<> visit_file();

    std::shared_ptr<Directory> root_;
    std::vector<Level> levels_;
    std::vector<std::string> path_;  // of the entry that is looked at
    NameSet names_;
    Walked walked_;
    bool begun_ = false;
};

/// Adds a file to what was walked. Errors: limit.
[[nodiscard]] Result<> add_walked(Walked& walked, WalkedFile file);

}  // namespace shoal::transfer
