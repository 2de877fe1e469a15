#pragma once
// One share's bytes on disk: verified before written, durable before claimed, checked before served.
//
// While a share is fetched its files lie in <directory>/.shoal-<tag>/<file number> and are renamed to
// <directory>/<name>/<path> when complete and durable; empty files and directories are made at the end; then the
// hidden directory is removed. docs/disk.md has the order of syncs and commits and what a crash at each step leaves.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/file_selection.h"
#include "core/manifest.h"
#include "core/result.h"
#include "core/world.h"
#include "transfer/bitmap.h"
#include "transfer/hash_block.h"

namespace shoal::transfer {

/// What became of a chunk given to accept().
enum class Accepted : std::uint8_t {
    stored,  ///< verified and written; may be announced and served
    bad,     ///< the data does not have the hash: the sender is to blame; nothing was written
    failed,  ///< verified, but the disk said no (see on_trouble); the chunk is still missing
};

/// How far a check of all bytes has come.
struct CheckProgress {
    std::uint64_t done = 0;  ///< bytes
    std::uint64_t total = 0;
};

/// Where chunks of a download go to. Lives on the loop.
class ChunkSink {
public:
    virtual ~ChunkSink() = default;

    /// Chunks that need not be fetched.
    [[nodiscard]] virtual const Bitmap& have() const = 0;
    /// Chunks of the files that are wanted; the others are not fetched.
    [[nodiscard]] virtual const Bitmap& wanted() const = 0;
    /// How many of wanted() are not in have().
    [[nodiscard]] virtual std::uint32_t missing() const = 0;
    /// Keeps a block that the caller has verified against the file's root.
    virtual void learn(FileIndex file, HashBlock block) = 0;
    /// What the chunk must hash to; nothing if its block is not known yet.
    [[nodiscard]] virtual std::optional<ChunkCheck> check_of(ChunkIndex chunk) const = 0;

    /// Verifies and writes a whole chunk; answers once. Preconditions: check_of(chunk) is known, `data` has the
    /// chunk's size, the chunk is neither in have() nor being accepted.
    virtual void accept(ChunkIndex chunk, Bytes data, std::move_only_function<void(Accepted)> done) = 0;
    /// Bytes given to accept() that have not been answered; callers stop asking peers above max_pending_bytes.
    [[nodiscard]] virtual std::uint64_t pending_bytes() const = 0;
};

/// What is fetched again of a complete share whose files are not as they were placed.
enum class Mending : std::uint8_t {
    nothing,
    missing,  ///< files that are gone
    all,      ///< and those that somebody changed
};

/// Lives on the loop; does its work on workers. Destroying it drops what is not yet committed, without harm.
class Store : public ChunkSink {
public:
    /// All on the loop, never from inside a call.
    struct Events {
        /// The chunk can be served no more: the file changed or cannot be read. Named once per file by `on_changed`.
        std::move_only_function<void(ChunkIndex)> on_lost;
        /// A chunk that was lost verifies again, as its file got its content back.
        std::move_only_function<void(ChunkIndex)> on_found;
        /// A file no longer has its content; path as in the manifest.
        std::move_only_function<void(const std::string& path)> on_changed;
        /// durable_bytes() or the check's progress moved; at most 5 times a second.
        std::move_only_function<void()> on_progress;
        /// Every file that is wanted is verified, placed under its name and durable. Once, also after open() of a
        /// complete share; again after select() made something missing.
        std::move_only_function<void()> on_complete;
        /// The disk says no: no_space, permission, io, not_found (folder gone), exists. Nothing was lost. Once until
        /// recovered.
        std::move_only_function<void(Error)> on_trouble;
        /// The cause is gone (probed every 5 s); missing chunks can be given again.
        std::move_only_function<void()> on_recovered;
    };

    /// Loads what is remembered and, for a download that begins, verifies files that are already in their place and
    /// adopts what matches. Then calls `done`; have() and hash blocks are valid from there on.
    /// Errors: exists (a file with other content is there, names it; not with overwrite), permission, io, not_found.
    virtual void open(std::move_only_function<void(Result<>)> done) = 0;

    /// Chunks that are verified and on disk (not yet all durable).
    [[nodiscard]] const Bitmap& have() const override = 0;
    /// Their bytes, and those of the ones that are wanted.
    [[nodiscard]] virtual std::uint64_t bytes_have() const = 0;
    [[nodiscard]] virtual std::uint64_t wanted_bytes_have() const = 0;
    [[nodiscard]] virtual std::uint64_t durable_bytes() const = 0;
    [[nodiscard]] virtual bool is_complete() const = 0;  ///< as on_complete

    /// Changes which files are wanted, as it was remembered before (Library::update); `done` when it is so. What lies
    /// at the places of files that are newly wanted is looked at first, as by open(). Of a file that is wanted no more
    /// what was fetched is dropped (on_lost), unless it has its place already: then it stays and is served.
    virtual void select(FileSelection selection, Task done) = 0;

    /// Reads and hashes again all that is claimed, and what lies there unclaimed; all else goes on meanwhile. What does
    /// not verify is lost (on_lost, on_changed): a download fetches it again, also one that was complete. What verifies
    /// is taken (on_found). `done` when it has ended, or could not begin as the folder is away; a second call while one
    /// runs waits for that one. Precondition: open() has succeeded.
    virtual void recheck(Task done) = 0;
    /// Of a complete share: stats its files, and reads and hashes those that are not as they were placed. What does not
    /// verify is hidden (on_lost, on_changed) until it does; what `mending` names is fetched again instead, as after
    /// recheck(). `done` is told the name of the first file with other content that stays so; empty: there is none, or
    /// the share is not complete, or its folder is away. Precondition: open() has succeeded.
    virtual void look(Mending mending, std::move_only_function<void(std::string changed)> done) = 0;
    /// From now on files with other content that stand in the way of ours are replaced. Precondition: as look().
    virtual void allow_overwriting() = 0;
    /// While recheck() or look() runs.
    [[nodiscard]] virtual std::optional<CheckProgress> checking() const = 0;

    /// A block of chunk roots of a file, or nothing if it is not known.
    [[nodiscard]] virtual const HashBlock* hashes(FileIndex file, std::uint32_t block) const = 0;
    /// Reads a chunk of have() for a peer: stat on each read; hashed on the first read after opening or a change.
    /// Errors: mismatch, io, not_found (and on_lost follows).
    virtual void read(ChunkIndex chunk, std::move_only_function<void(Result<std::shared_ptr<const Bytes>>)> done) = 0;

    /// Makes everything accepted so far durable and recorded, then calls `done`.
    virtual void flush(Task done) = 0;
};

inline constexpr std::uint64_t max_pending_bytes = 64 * 1024 * 1024;  ///< memory between network and disk, per share
inline constexpr std::uint64_t max_early_bytes =
    8 * 1024 * 1024;  ///< asked for and held before the store is open: 20 ms, five syncs of a disk, at 400 MB/s

}  // namespace shoal::transfer
