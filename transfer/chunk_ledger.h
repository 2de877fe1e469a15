#pragma once
// Which chunks of a share are here: on disk, and on disk for good; and the hash blocks they are checked against.

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <vector>

#include "core/file_selection.h"
#include "core/manifest.h"
#include "transfer/bitmap.h"
#include "transfer/catalog.h"
#include "transfer/hash_block.h"

namespace shoal::transfer {

/// True if the block leads to the root of its file.
[[nodiscard]] bool belongs(const Manifest& manifest, FileIndex file, const HashBlock& block);

/// The chunks of selected files.
[[nodiscard]] Bitmap chunks_of(const Manifest& manifest, const FileSelection& selection);

/// A chunk goes  missing -> written() -> synced() -> committed(),  and back by lost(). Lives on the loop.
class ChunkLedger {
public:
    explicit ChunkLedger(std::shared_ptr<const Manifest> manifest, const FileSelection& selection = {});

    [[nodiscard]] const Bitmap& have() const { return have_; }
    /// Chunks of the files that are wanted.
    [[nodiscard]] const Bitmap& wanted() const { return wanted_; }
    /// How many of them are not in have().
    [[nodiscard]] std::uint32_t missing() const { return wanted_.count() - wanted_here_; }
    /// Bytes of have(), and of what is in wanted() too.
    [[nodiscard]] std::uint64_t bytes_have() const { return bytes_have_; }
    [[nodiscard]] std::uint64_t wanted_bytes_have() const { return wanted_bytes_have_; }
    void want(const FileSelection& selection);
    [[nodiscard]] std::uint64_t durable_bytes() const { return durable_bytes_; }
    /// Every chunk of the file is synced (and committed, if there is no change left to take).
    [[nodiscard]] bool is_whole(FileIndex file) const;
    [[nodiscard]] bool is_synced(ChunkIndex chunk) const { return recorded_.test(chunk); }
    /// Some chunk of the file is synced.
    [[nodiscard]] bool is_begun(FileIndex file) const { return recorded_in_file_[raw(file)] > 0; }

    /// Takes what the catalog knows. Bits that no block can check are dropped.
    void load(CatalogEntry entry);
    /// The whole file is on disk for good, and these are all of its blocks.
    void adopt(FileIndex file, std::vector<HashBlock> blocks);

    [[nodiscard]] const HashBlock* block(FileIndex file, std::uint32_t number) const;
    void learn(FileIndex file, HashBlock block);
    [[nodiscard]] std::optional<ChunkCheck> check_of(ChunkIndex chunk) const;

    void written(ChunkIndex chunk) { gain(chunk); }
    /// The data of these is durable; those that were lost meanwhile are passed over.
    void synced(std::span<const ChunkIndex> chunks);
    /// It must be fetched again.
    void lost(ChunkIndex chunk);
    /// It cannot be served any more, but nothing that is remembered changes.
    void hide(ChunkIndex chunk) { part_with(chunk); }
    /// A hidden chunk verified again.
    void show(ChunkIndex chunk) { gain(chunk); }

    [[nodiscard]] bool has_change() const { return !dirty_segments_.empty() || !new_blocks_.empty(); }
    /// What the catalog does not know yet. One at a time: committed() or put_back() must follow.
    [[nodiscard]] CatalogChange take_change();
    void committed();
    void put_back();

private:
    using BlockKey = std::pair<FileIndex, std::uint32_t>;
    void gain(ChunkIndex chunk);
    void part_with(ChunkIndex chunk);
    void count_here();
    void record(ChunkIndex chunk);
    void drop_unchecked();

    std::shared_ptr<const Manifest> manifest_;
    Bitmap have_;
    Bitmap wanted_;
    std::uint32_t wanted_here_ = 0;  // in both
    std::uint64_t bytes_have_ = 0;
    std::uint64_t wanted_bytes_have_ = 0;
    Bitmap recorded_;  // durable, and in the catalog or to be put there
    std::vector<std::uint32_t> recorded_in_file_;
    std::map<BlockKey, HashBlock> blocks_;
    std::set<std::uint32_t> dirty_segments_;
    std::set<BlockKey> new_blocks_;
    std::set<std::uint32_t> taken_segments_;
    std::set<BlockKey> taken_blocks_;
    std::uint64_t recorded_bytes_ = 0;
    std::uint64_t taken_bytes_ = 0;
    std::uint64_t durable_bytes_ = 0;
};

}  // namespace shoal::transfer
