#pragma once
// One remembered share as a file of its own, <data_dir>/shares/<tag>.share: what the catalog can be rebuilt from.

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/result.h"
#include "core/world.h"
#include "crypto/bytes.h"
#include "transfer/share_record.h"

namespace shoal::transfer {

/// Canonical msgpack; docs/disk.md has the keys. What has its usual value is left out.
[[nodiscard]] Bytes pack_share(const ShareRecord& record);
/// Errors: malformed, truncated, unsupported (a newer version).
[[nodiscard]] Result<ShareRecord> unpack_share(BytesView bytes);

/// The folder of share files, and what is in them. Blocking; one thread at a time. A share is remembered when put() has
/// returned, and a power cut then leaves the old file or the new one, whole.
class ShareFiles {
public:
    struct Found {
        std::vector<ShareRecord> shares;    ///< by tag, ascending
        std::vector<std::string> problems;  ///< files that are damaged (renamed) or cannot be read; for the log
        bool all_read = true;               ///< no file was left that could not be read this time
    };

    /// Makes `shares` beneath `data`.
    [[nodiscard]] static Result<ShareFiles> open(std::shared_ptr<Directory> data);
    /// Reads all; before anything else. A damaged file is renamed to <name>.damaged-<unix ms>; one that cannot be read,
    /// or that a newer Shoal wrote, stays; left-over temporary files are removed. Shares without a number get one.
    [[nodiscard]] Result<Found> load(WallTime now);

    /// What is remembered of a share, or nothing.
    [[nodiscard]] const ShareRecord* find(const Tag& tag) const;
    /// The same where it must be there and stay. Errors: not_found, exists (it is being removed).
    [[nodiscard]] Result<ShareRecord> remembered(const Tag& tag) const;
    /// Remembers the record; as it is then, with a number. Errors: no_space, permission, io; then all is as before.
    [[nodiscard]] Result<ShareRecord> put(ShareRecord record);
    /// Forgets a share; no-op if it is not remembered.
    [[nodiscard]] Result<> remove(const Tag& tag);

private:
    explicit ShareFiles(std::shared_ptr<Directory> folder) : folder_{std::move(folder)} {}
    void number(Found& found);
    [[nodiscard]] Result<> write(const Tag& tag, BytesView packed);

    std::shared_ptr<Directory> folder_;
    std::map<Tag, ShareRecord> known_;
    std::uint32_t next_number_ = 1;  // above all that were given in this run
};

}  // namespace shoal::transfer
