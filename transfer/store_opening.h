#pragma once
// The opening of a store: what the catalog remembers, held against what lies on disk.

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "core/file_selection.h"
#include "transfer/catalog_lane.h"
#include "transfer/chunk_ledger.h"
#include "transfer/hash_run.h"
#include "transfer/partial_files.h"
#include "transfer/served_files.h"

namespace shoal::transfer {

/// One pass; lives on the loop; destroying it gives up. Changes the ledger as it finds out; `on_end` may destroy it.
///
///   load (catalog) -> survey (stat of what is not placed) -> verify (hash what lies in its place) -> settle (sync it)
class StoreOpening {
public:
    struct Outcome {
        std::shared_ptr<Directory> root;  ///< empty: the folder is away (`away` says so); nothing was checked
        std::optional<Error> away;
        bool complete = false;              ///< the catalog says that everything is placed
        std::vector<FileIndex> was_placed;  ///< according to the catalog
        std::vector<PlacedFile> found;      ///< verified now, in their places, durable
        std::vector<FileIndex> changed;     ///< shared here, but with other content now or gone
        std::vector<ChunkIndex> lost;       ///< were claimed, but their bytes are not there
    };
    struct Events {
        std::move_only_function<void()> on_progress;
        std::move_only_function<void(Result<Outcome>)> on_end;  ///< error: exists, permission, io
    };
    /// What to look at. Without `load`, the ledger holds what is known and `placed` is told by the caller.
    struct Plan {
        Tag tag;
        bool load = true;
        bool complete = false;
        std::vector<FileIndex> placed;
        FileSelection selection;
        bool overwrite = false;  // what has other content and is in the way is replaced
        /// Only these, of which nothing is hidden; what stands in the way is no error.
        std::optional<std::vector<FileIndex>> only;
    };

    StoreOpening(World& world, CatalogLane& catalog, SerialLane& lane, std::shared_ptr<const ShareLayout> layout,
                 ChunkLedger& ledger, ServedFiles& served, Plan plan, Events events);

private:
    void load();
    void loaded(std::optional<CatalogEntry> entry);
    void drop_unwanted();
    void open_root();
    void plan_survey();
    [[nodiscard]] bool has_content() const;
    void survey();
    void surveyed(std::vector<FoundFile> found);
    [[nodiscard]] bool examine(const FoundFile& found);
    void drop_beyond(FileIndex file, std::uint64_t size);
    void verify();
    void verified(std::size_t index, Result<HashedFile> hashed);
    void settle();
    void end();
    void fail_with(Error error);
    [[nodiscard]] Error in_the_way(FileIndex file) const;

    World& world_;
    CatalogLane& catalog_;
    SerialLane& lane_;
    std::shared_ptr<const ShareLayout> layout_;
    ChunkLedger& ledger_;
    ServedFiles& served_;
    Plan plan_;
    bool is_lenient_;
    std::shared_ptr<Events> events_;
    Outcome outcome_;
    bool known_ = true;  // the catalog has an entry
    std::vector<FileIndex> unplaced_;
    std::size_t surveyed_ = 0;
    struct Candidate {
        FileIndex file{};
        bool at_place = true;  // or in the hidden directory, whole
        std::uint64_t hidden_size = 0;
    };
    std::vector<Candidate> candidates_;
    std::vector<FileToHash> to_hash_;
    std::vector<FileIndex> whole_hidden_;  // verified, not in their places yet
    std::unique_ptr<HashRun> run_;
    Liveness alive_;
};

}  // namespace shoal::transfer
