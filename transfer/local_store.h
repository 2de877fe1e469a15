#pragma once
// The Store of one share: joins opening, ledger, settler and served files, and knows when the disk is in trouble.

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "core/log.h"
#include "transfer/content_check.h"
#include "transfer/library.h"
#include "transfer/progress_beat.h"
#include "transfer/recheck.h"
#include "transfer/settler.h"
#include "transfer/store_opening.h"
#include "transfer/write_queue.h"

namespace shoal::transfer {

inline constexpr Duration probe_every = 5s;  ///< how long after the cause is gone a share may stay in trouble
inline constexpr unsigned writes_beyond_cores =
    2;  ///< chunk jobs under way per store: one a core, and some that wait for the disk

class LocalStore;

/// What a store is given by its library, which outlives it.
struct StoreHome {
    World& world;
    Log& log;
    CatalogLane& catalog;
    SerialLane& lane;  ///< of this share; steps of a store that is gone end before those of the next begin
    std::function<void(LocalStore*)> on_gone;  ///< from the destructor
};

/// No trouble -> trouble (told once) -> probe every 5 s -> recovered (told once).
class LocalStore final : public Store {
public:
    /// `fresh`: witnesses of all files, hashed just now by share(); empty otherwise.
    LocalStore(StoreHome home, const ShareRecord& record, std::shared_ptr<const std::vector<PlacedFile>> fresh,
               Events events);
    ~LocalStore() override;
    [[nodiscard]] const std::shared_ptr<const ShareLayout>& layout() const { return layout_; }

    void open(std::move_only_function<void(Result<>)> done) override;
    [[nodiscard]] const Bitmap& have() const override { return ledger_.have(); }
    [[nodiscard]] const Bitmap& wanted() const override { return ledger_.wanted(); }
    [[nodiscard]] std::uint32_t missing() const override { return ledger_.missing(); }
    [[nodiscard]] std::uint64_t bytes_have() const override { return ledger_.bytes_have(); }
    [[nodiscard]] std::uint64_t wanted_bytes_have() const override { return ledger_.wanted_bytes_have(); }
    [[nodiscard]] std::uint64_t durable_bytes() const override { return ledger_.durable_bytes(); }
    [[nodiscard]] bool is_complete() const override { return settler_.is_complete(); }
    void select(FileSelection selection, Task done) override;
    void recheck(Task done) override;
    void look(Mending mending, std::move_only_function<void(std::string changed)> done) override;
    void allow_overwriting() override;
    [[nodiscard]] std::optional<CheckProgress> checking() const override {
        return check_ ? std::optional{check_->progress()} : std::nullopt;
    }
    [[nodiscard]] const HashBlock* hashes(FileIndex file, std::uint32_t block) const override;
    void learn(FileIndex file, HashBlock block) override;
    [[nodiscard]] std::optional<ChunkCheck> check_of(ChunkIndex chunk) const override;
    void accept(ChunkIndex chunk, Bytes data, std::move_only_function<void(Accepted)> done) override;
    [[nodiscard]] std::uint64_t pending_bytes() const override { return writes_.pending_bytes(); }
    void read(ChunkIndex chunk, std::move_only_function<void(Result<std::shared_ptr<const Bytes>>)> done) override;
    void flush(Task done) override;

private:
    using ReadDone = std::move_only_function<void(Result<std::shared_ptr<const Bytes>>)>;

    [[nodiscard]] Settler::Events settler_events();
    void start_opening(std::move_only_function<void(Result<>)> done);
    void opened(StoreOpening::Outcome outcome, std::move_only_function<void(Result<>)> done);
    void trust_fresh();
    void select_next();
    void look_for(std::vector<FileIndex> files, Task then);
    void give_up_look();
    void take_found(const std::vector<PlacedFile>& found);
    void take_selection();
    [[nodiscard]] bool tell_found(const StoreOpening::Outcome& outcome, bool was_complete);

    void pump_writes();
    void write(WriteQueue::Write write);
    void write_ended(std::uint64_t number, ChunkIndex chunk, std::uint64_t generation, WriteOutcome outcome,
                     WriteQueue::Answer done);
    void answer_flushes();

    [[nodiscard]] bool is_in_doubt(ChunkIndex chunk) const;
    void read_ended(ChunkIndex chunk, FilePlace place, std::uint64_t generation, ReadOutcome outcome, ReadDone done);
    void lose_root(const Error& error);
    void use_root(std::shared_ptr<Directory> afresh);
    void lose(ChunkIndex chunk);
    [[nodiscard]] bool lose_one(ChunkIndex chunk);
    void try_again(ChunkIndex chunk, Recheck::Answer answer);
    [[nodiscard]] std::optional<ReadJob> read_job(ChunkIndex chunk);

    [[nodiscard]] std::optional<ReadJob> check_job(ChunkIndex chunk);
    void checked(ChunkIndex chunk, FilePlace place, ReadOutcome outcome);
    void take(ChunkIndex chunk, FilePlace place);
    using LookDone = std::move_only_function<void(std::string changed)>;
    void begin_check();
    void looked(const std::vector<ChangedFile>& changed, Mending mending, LookDone done);
    [[nodiscard]] bool is_mended(FileIndex file) const;
    void look_at_places();
    void reopen_bad();
    void bad_taken_back(const std::vector<FileIndex>& files);
    [[nodiscard]] bool lose_part(FileIndex file, const std::vector<ChunkIndex>& chunks);
    void lose_file(FileIndex file);
    void end_check();

    void raise(Error error, bool stops_writes);
    void probe_later();
    void probe();
    void probed(Result<std::shared_ptr<Directory>> root);
    void check_recovered();

    StoreHome home_;
    std::shared_ptr<const Manifest> manifest_;
    Tag tag_;
    std::shared_ptr<const ShareLayout> layout_;
    FileSelection selection_;
    std::shared_ptr<const std::vector<PlacedFile>> fresh_;
    std::shared_ptr<Events> events_;  // shared: a callback may destroy this object while it runs
    ChunkLedger ledger_;
    ServedFiles served_;
    Settler settler_;
    Recheck recheck_;
    std::unique_ptr<ContentCheck> check_;
    std::vector<Task> check_done_;
    struct Look {
        std::set<FileIndex> files;    // that are read; no others
        std::set<FileIndex> missing;  // of them
        Mending mending = Mending::nothing;
        std::string changed;  // the first that has other content and stays so
        LookDone done;
    };
    std::optional<Look> looking_;  // the check that runs is one
    std::map<FileIndex, std::vector<ChunkIndex>> bad_;  // that the check found in a complete download
    ProgressBeat progress_;
    std::unique_ptr<StoreOpening> opening_;
    std::unique_ptr<StoreOpening> look_;  // at the places of files that are to be wanted
    std::deque<std::pair<FileSelection, Task>> selects_;
    bool is_check_looking_ = false;  // that look is the check's
    bool is_selecting_ = false;      // the first of them is on its way
    std::uint64_t select_turn_ = 0;
    std::shared_ptr<Directory> root_;  // empty: not open, or the folder is away
    bool loaded_ = false;              // the ledger has what the catalog knows

    WriteQueue writes_;

    std::optional<Error> trouble_;
    bool stops_writes_ = false;
    std::unique_ptr<Timer> probe_timer_;
    Liveness alive_;
};

}  // namespace shoal::transfer
