#pragma once
// One remembered share as a file of its own, <data_dir>/shares/<tag>.share: what the catalog can be rebuilt from.

#include <memory>
#include <string>
#include <vector>

#include "core/result.h"
#include "core/world.h"
#include "crypto/bytes.h"
#include "transfer/library.h"

namespace shoal::transfer {

/// Canonical msgpack: {"added", "directory", "manifest", "overwrite", "shared_here", "v"}.
[[nodiscard]] Bytes pack_share(const ShareRecord& record);
/// Errors: malformed, truncated, unsupported (a newer version).
[[nodiscard]] Result<ShareRecord> unpack_share(BytesView bytes);

/// The folder of share files. Blocking; one thread at a time. A share is remembered when write() has returned, and
/// a power cut then leaves the old file or the new one, whole.
class ShareFiles {
public:
    struct Found {
        std::vector<ShareRecord> shares;    ///< by tag, ascending
        std::vector<std::string> problems;  ///< files that are damaged (renamed) or cannot be read; for the log
        bool all_read = true;               ///< no file was left that could not be read this time
    };

    /// Makes `shares` beneath `data`.
    [[nodiscard]] static Result<ShareFiles> open(std::shared_ptr<Directory> data);
    /// Reads all. A damaged file is renamed to <name>.damaged-<unix ms>; one that cannot be read, or that a newer Shoal
    /// wrote, stays; left-over temporary files are removed.
    [[nodiscard]] Result<Found> load(WallTime now);
    /// Errors: no_space, permission, io; the file before is then still there.
    [[nodiscard]] Result<> write(const Tag& tag, BytesView packed);

private:
    explicit ShareFiles(std::shared_ptr<Directory> folder) : folder_{std::move(folder)} {}
    std::shared_ptr<Directory> folder_;
};

}  // namespace shoal::transfer
