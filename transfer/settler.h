#pragma once
// Brings written chunks to rest: sync, commit, rename, finish. docs/disk.md says why in this order.

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "transfer/catalog_lane.h"
#include "transfer/chunk_ledger.h"
#include "transfer/file_places.h"
#include "transfer/partial_files.h"
#include "transfer/served_files.h"

namespace shoal::transfer {

inline constexpr Duration group_closes_after = 500ms;               ///< what a power cut may cost
inline constexpr std::uint64_t group_closes_at = 64 * 1024 * 1024;  ///< bytes: what a fast disk syncs in about 100 ms
inline constexpr std::size_t files_per_placing = 1024;              ///< renames in one job and commit

/// One step at a time, each a job on the share's lane or the catalog's:
///
///   written chunks --(500 ms or 64 MiB)--> sync --> commit --> place whole files --> commit --> ... --> finish
///
/// Lives on the loop; destroying it drops what is not committed. Callbacks may destroy it.
class Settler {
public:
    struct Events {
        /// Its bytes are not on disk after all: a sync failed, or the file went away. The ledger was told.
        std::move_only_function<void(ChunkIndex)> on_lost;
        /// A step failed; nothing more is done until retry().
        std::move_only_function<void(Error)> on_held;
        /// Something else is at the place of a file; the rest goes on. retry() tries again.
        std::move_only_function<void(Error)> on_blocked;
        std::move_only_function<void()> on_progress;  ///< after each commit
        std::move_only_function<void()> on_complete;  ///< once
    };

    Settler(World& world, CatalogLane& catalog, SerialLane& lane, std::shared_ptr<const ShareLayout> layout,
            const Tag& tag, ChunkLedger& ledger, ServedFiles& served, FileSelection selection, Events events);

    /// Begins, or goes on, with what an opening found out.
    void begin(bool complete, const std::vector<FileIndex>& was_placed, std::vector<PlacedFile> found);
    /// The root to work beneath from now on; nothing is done while it is empty.
    void use_root(std::shared_ptr<Directory> root);

    /// Another selection, as the ledger has it already. What is hidden of files that are wanted no more is dropped.
    void select(FileSelection selection);
    /// Something of a complete download is lost, and the catalog knows that it is complete no more.
    void reopen();
    [[nodiscard]] bool is_wanted(FileIndex file) const { return places_.is_wanted(file); }

    [[nodiscard]] FilePlace place_of(FileIndex file) const { return places_.of(file); }
    [[nodiscard]] std::vector<FileIndex> placed() const { return places_.placed(); }
    [[nodiscard]] bool is_complete() const { return complete_; }

    /// The chunk was written to its hidden file.
    void wrote(ChunkIndex chunk, FileIndex file, std::uint32_t bytes);
    /// A write that began before the newest of them may never become durable, and counts as failed.
    [[nodiscard]] std::uint64_t failed_syncs() const { return failed_syncs_; }
    /// The same for one file: how often what was written of it was dropped.
    [[nodiscard]] std::uint32_t drops(FileIndex file) const { return drops_.empty() ? 0 : drops_[raw(file)]; }
    /// The ledger has something new for the catalog.
    void changed() { arm(); }
    /// What lies at the place of the file is not ours any more; it will be fetched again. Its chunks are lost by the
    /// caller.
    void unplace(FileIndex file);
    /// The hidden file is gone, which only a person can have done: all of it must be fetched again. Tells what is lost.
    void vanished(FileIndex file);
    /// A sync of the file is under way. If it fails, what was written since the one before may be gone already.
    [[nodiscard]] bool is_syncing(FileIndex file) const { return syncing_.contains(file); }
    [[nodiscard]] std::uint64_t syncs_begun() const { return syncs_begun_; }
    /// Chunks of the file are in the ledger, or were written and are not synced yet.
    [[nodiscard]] bool is_begun(FileIndex file) const;

    [[nodiscard]] bool is_held() const { return held_; }
    [[nodiscard]] bool is_blocked() const { return !blocked_.empty(); }
    void retry();
    /// Files with other content that are in the way are replaced from now on.
    void allow_overwriting() { overwrite_ = true; }
    [[nodiscard]] bool may_overwrite() const { return overwrite_; }
    /// Calls `done` when everything so far is at rest, or a step failed.
    void flush(Task done);

private:
    struct Group {
        std::set<FileIndex> files;
        std::vector<ChunkIndex> chunks;
        std::uint64_t bytes = 0;
    };
    void touch_hidden();
    void take_back_unwanted();
    void drop_all(const std::vector<FileIndex>& files);
    void drop(FileIndex file);
    void arm();
    void pump();
    void sync();
    void synced(Group group, const Result<std::vector<FileIndex>>& gone);
    void drop_group(Group group);
    void commit();
    void committed(const CatalogChange& change, const Result<>& result, bool is_whole);
    void queue_whole_files();
    void place();
    void placed(PlaceOutcome outcome);
    void lose_file(FileIndex file);
    [[nodiscard]] bool can_finish() const;
    void finish();
    void hold(Error error);
    void answer_flushes();

    World& world_;
    CatalogLane& catalog_;
    SerialLane& lane_;
    std::shared_ptr<const ShareLayout> layout_;
    Tag tag_;
    ChunkLedger& ledger_;
    ServedFiles& served_;
    std::shared_ptr<Events> events_;
    std::shared_ptr<Directory> root_;

    FilePlaces places_;
    std::vector<std::uint32_t> drops_;  // by file; empty as long as there were none
    bool overwrite_;
    bool finished_ = false;             // hidden directory gone; only the catalog does not know
    bool complete_ = false;
    bool is_unrecorded_ = false;  // complete under another selection than the catalog knows
    bool empties_queued_ = false;
    bool busy_ = false;
    bool held_ = false;
    std::uint64_t failed_syncs_ = 0;
    std::uint64_t syncs_begun_ = 0;
    bool due_ = false;  // the open group is to be closed
    std::unique_ptr<Timer> timer_;
    Group group_;
    std::set<FileIndex> syncing_;         // the files of the group that is being synced, without those that vanished
    std::set<FileIndex> entries_synced_;  // hidden files whose directory entry is durable
    std::set<FileIndex> touched_;         // may have become whole with the next commit
    std::deque<FileIndex> to_place_;
    std::vector<PlacedFile> moved_;             // renamed, not yet durable
    std::map<FileIndex, FileWitness> strange_;  // what stood in the way, and was not what belongs there
    std::vector<PlacedFile> new_placed_;
    std::vector<FileIndex> new_unplaced_;
    std::set<FileIndex> blocked_;
    std::vector<Task> flushes_;
    Liveness alive_;
};

}  // namespace shoal::transfer
