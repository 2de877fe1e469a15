#pragma once
// What this node keeps on disk: the catalog of shares and the making of new ones. Each open share has a Store.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/log.h"
#include "core/manifest.h"
#include "core/world.h"
#include "transfer/share_record.h"
#include "transfer/store.h"

namespace shoal::transfer {

struct ShareOptions {
    bool reproducible = false;
    std::string comment;
};

/// Where a share goes.
struct Placing {
    std::string directory;  ///< absolute
    bool overwrite = false;
    bool temporary = false;  ///< into a directory of the library's own, whatever `directory` is, until the next start
    ShareChange change;      ///< becomes true together with the place
};

struct Shared {
    ShareRecord record;
    bool already_shared = false;       ///< an unchanged path that was shared before: same id
    std::vector<std::string> skipped;  ///< relative paths of symlinks and special files
};

/// What became of the files of a share that was removed.
struct Removed {
    std::vector<std::string> kept;  ///< absolute paths: of the share, but not as we left them; at most max_kept_named
};

/// A running share(); destroying it gives up and calls nothing any more.
class Importing {
public:
    virtual ~Importing() = default;
};

/// Lives on the loop; all disk work is on workers, the database on one serial lane.
class Library {
public:
    /// Blocking; before the loop runs. `data_dir` is locked by the caller. A corrupt catalog is set aside (renamed,
    /// logged) and built again from the remembered manifests and the files. Errors: permission, io, no_space.
    [[nodiscard]] static Result<std::unique_ptr<Library>> open(World& world, Log& log, const std::string& data_dir);
    virtual ~Library() = default;

    /// Every remembered share, at start; blocking, as open.
    [[nodiscard]] virtual Result<std::vector<ShareRecord>> load() = 0;

    /// Walks and hashes `path` (absolute file or directory) in place, on all cores, makes its manifest and remembers
    /// it, durable when `done` is called. A path already shared and unchanged since gives the same share back at
    /// once. `on_progress(bytes done, bytes in all)` at most 5 times a second.
    /// Errors: not_found, permission, io, malformed, limit, mismatch (a file changed while it was read), no_space.
    [[nodiscard]] virtual std::unique_ptr<Importing>
    share(std::string path, ShareOptions options, std::function<void(std::uint64_t, std::uint64_t)> on_progress,
          std::move_only_function<void(Result<Shared>)> done) = 0;

    /// Remembers a share whose manifest arrived; no directory yet. Idempotent.
    virtual void remember(std::shared_ptr<const Manifest> manifest,
                          std::move_only_function<void(Result<ShareRecord>)> done) = 0;

    /// Chooses where a share goes for which remember() was called, and which it has not refused. Checks that the
    /// directory (made if missing) can be written. Nothing changes on error. `on_clear`, if any, is called before
    /// `done` if the share had no directory and nothing lies there that could be part of it: all must be fetched.
    virtual void place(const Tag& tag, Placing wish, std::move_only_function<void(Result<ShareRecord>)> done,
                       Task on_clear = {}) = 0;

    /// Changes what is remembered of a share; durable when `done` is called. A store that is open is told of another
    /// selection by the caller, who calls Store::select() before anything else.
    /// Errors: not_found, usage (a share made here is whole), no_space, permission, io; then nothing changed.
    virtual void update(const Tag& tag, ShareChange change,
                        std::move_only_function<void(Result<ShareRecord>)> done) = 0;

    /// Forgets a share. Its hidden directory goes; `with_data`, so do its files that are still as they were placed or
    /// shared, and folders that are empty then; all else stays. Once it has begun it goes on after a crash.
    /// Precondition: it has no store. Errors: not_found (no such share, or its folder is away, and with it what is to
    /// be removed), no_space, permission, io; then nothing changed.
    virtual void remove(const Tag& tag, bool with_data, std::move_only_function<void(Result<Removed>)> done) = 0;

    /// The store of a share that has a directory. The library must outlive it.
    [[nodiscard]] virtual std::unique_ptr<Store> open_store(const ShareRecord& record, Store::Events events) = 0;

    /// Ends all background work after committing what is pending; then calls `done`. No other call after it.
    virtual void close(Task done) = 0;
};

}  // namespace shoal::transfer
