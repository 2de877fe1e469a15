// How a store checks all its bytes: the half of LocalStore that recheck() is.

#include <algorithm>

#include "transfer/local_store.h"

namespace shoal::transfer {

void LocalStore::recheck(Task done) {
    if (looking_) {  // which reads some of it only
        check_done_.push_back([this, done = std::move(done)]() mutable { recheck(std::move(done)); });
        return;
    }
    check_done_.push_back(std::move(done));
    if (check_) return;
    bad_.clear();
    begin_check();
}

void LocalStore::begin_check() {
    check_ = std::make_unique<ContentCheck>(
        home_.world, manifest_,
        ContentCheck::Events{.job_of = [this](ChunkIndex chunk) { return check_job(chunk); },
                             .on_read = [this](ChunkIndex chunk, FilePlace place,
                                               ReadOutcome outcome) { checked(chunk, place, std::move(outcome)); },
                             .on_progress = [this] { progress_.happened(); },
                             .on_end = [this] { look_at_places(); }});
    check_->start();
}

// --- a look at what changed ------------------------------------------------------------------------------------------

void LocalStore::look(Mending mending, LookDone done) {
    home_.catalog.run(
        alive_.watch(), [tag = tag_](Catalog& catalog) { return catalog.witnesses(tag); },
        [this, mending, done = std::move(done)](Result<std::vector<PlacedFile>> placed) mutable {
            if (!placed || !root_ || opening_ || !settler_.is_complete()) return done({});
            run_behind(
                home_.lane, alive_.watch(),
                [disk = ShareDisk{layout_, root_}, placed = std::move(*placed)] { return changed_since(disk, placed); },
                [this, mending, done = std::move(done)](const std::vector<ChangedFile>& changed) mutable {
                    looked(changed, mending, std::move(done));
                });
        });
}

void LocalStore::looked(const std::vector<ChangedFile>& changed, Mending mending, LookDone done) {
    if (changed.empty() || !root_ || opening_ || !settler_.is_complete()) return done({});
    if (check_) {  // one at a time; what it reads may not be all of these
        check_done_.push_back([this, mending, done = std::move(done)]() mutable { look(mending, std::move(done)); });
        return;
    }
    bad_.clear();
    looking_.emplace();
    looking_->mending = layout_->shared_here() ? Mending::nothing : mending;
    for (const auto& [file, is_missing] : changed) {
        looking_->files.insert(file);
        if (is_missing) looking_->missing.insert(file);
        if (is_missing && is_mended(file)) bad_[file];  // also if there is no byte in it
    }
    looking_->done = std::move(done);
    begin_check();
}

bool LocalStore::is_mended(FileIndex file) const {
    if (!looking_) return true;
    return looking_->mending == Mending::all ||
           (looking_->mending == Mending::missing && looking_->missing.contains(file));
}

// --- reading all of it -----------------------------------------------------------------------------------------------

// What is claimed, what was hidden from peers, and what may lie in hidden files from before a crash.
std::optional<ReadJob> LocalStore::check_job(ChunkIndex chunk) {
    if (opening_) return std::nullopt;  // that looks for itself
    const auto file = manifest_->file_of(chunk);
    if (looking_ && !looking_->files.contains(file)) return std::nullopt;
    const bool is_known = have().test(chunk) || ledger_.is_synced(chunk);
    const bool may_lie_hidden = settler_.place_of(file) == FilePlace::hidden && settler_.is_wanted(file);
    return is_known || may_lie_hidden ? read_job(chunk) : std::nullopt;
}

void LocalStore::checked(ChunkIndex chunk, FilePlace place, ReadOutcome outcome) {
    const auto file = manifest_->file_of(chunk);
    if (!root_) return;
    if (outcome.root_gone) return lose_root(outcome.data.error());
    if (place != settler_.place_of(file)) return served_.mark_unverified(chunk);  // the next read of it hashes
    if (outcome.witness) served_.saw(*manifest_, file, *outcome.witness);
    const bool is_known = have().test(chunk) || ledger_.is_synced(chunk);
    if (outcome.data && !have().test(chunk)) return take(chunk, place);
    if (outcome.data) return served_.mark_verified(chunk);
    if (!is_known) return;
    home_.log.write_limited(LogLevel::warn, "store", "A chunk does not verify any more.",
                            {{"share", tag_.str()}, {"why", outcome.data.error().what}});
    if (settler_.is_complete() && !layout_->shared_here() && is_mended(file)) {
        bad_[file].push_back(chunk);
        return;
    }
    if (looking_ && looking_->changed.empty()) looking_->changed = layout_->name_of(file);
    lose(chunk);
}

void LocalStore::take(ChunkIndex chunk, FilePlace place) {
    const auto file = manifest_->file_of(chunk);
    if (ledger_.is_synced(chunk)) {
        ledger_.show(chunk);
    } else if (place == FilePlace::hidden && settler_.is_wanted(file) && !stops_writes_) {
        ledger_.written(chunk);
        settler_.wrote(chunk, file, manifest_->size_of(chunk));
    } else {
        return;
    }
    served_.mark_verified(chunk);
    const auto events = events_;
    events->on_found(chunk);
}

// Files of which nothing is hidden may lie at their places.
void LocalStore::look_at_places() {
    std::vector<FileIndex> files;
    for (std::uint32_t i = 0; i < manifest_->files().size(); ++i) {
        const FileIndex file{i};
        if (settler_.is_wanted(file) && settler_.place_of(file) == FilePlace::hidden && !settler_.is_begun(file))
            files.push_back(file);
    }
    if (files.empty() || !root_ || opening_ || is_selecting_ || layout_->shared_here()) return reopen_bad();
    is_selecting_ = true;  // one look at a time
    is_check_looking_ = true;
    look_for(std::move(files), [this] {
        is_check_looking_ = false;
        const auto alive = alive_.watch();
        reopen_bad();
        if (!alive.expired()) select_next();
    });
}

// What was complete is so no more, in the catalog first: whatever crashes then, the files are looked for again. A file
// in its size is mended: it is a hidden file again, and what is bad of it is fetched. Any other is fetched whole.
void LocalStore::reopen_bad() {
    if (bad_.empty() || !settler_.is_complete() || !root_) return end_check();
    std::vector<FileIndex> files;
    for (const auto& [file, chunks] : bad_) files.push_back(file);
    home_.catalog.run(
        alive_.watch(), [tag = tag_](Catalog& catalog) { return catalog.reopen(tag); },
        [this, files = std::move(files)](const Result<>& reopened) {
            if (!reopened || !root_) return end_check();
            run_behind(
                home_.lane, alive_.watch(),
                [disk = ShareDisk{layout_, root_}, files] { return take_back(disk, files); },
                [this](const std::vector<FileIndex>& back) { bad_taken_back(back); });
        });
}

void LocalStore::bad_taken_back(const std::vector<FileIndex>& files) {
    settler_.reopen();
    recheck_.forget_all();
    const auto alive = alive_.watch();
    for (const auto& [file, chunks] : std::exchange(bad_, {})) {
        if (!std::ranges::binary_search(files, file)) {
            lose_file(file);
        } else if (!lose_part(file, chunks)) {
            return;
        }
        if (alive.expired()) return;
    }
    end_check();
}

// False if that was the end of this store.
bool LocalStore::lose_part(FileIndex file, const std::vector<ChunkIndex>& chunks) {
    const bool report = served_.report_once(file);
    settler_.unplace(file);
    served_.close(file);
    served_.forget(*manifest_, file);
    for (const auto chunk : chunks)
        if (!lose_one(chunk)) return false;
    const auto alive = alive_.watch();
    const auto events = events_;
    if (report) events->on_changed(layout_->name_of(file));
    return !alive.expired();
}

void LocalStore::lose_file(FileIndex file) {
    const bool report = served_.report_once(file);
    settler_.unplace(file);
    served_.close(file);
    served_.forget(*manifest_, file);
    const auto alive = alive_.watch();
    const auto first = raw(manifest_->first_chunk(file));
    for (std::uint32_t i = 0; i < manifest_->chunks_of(file); ++i) {
        const ChunkIndex chunk{first + i};
        if ((have().test(chunk) || ledger_.is_synced(chunk)) && !lose_one(chunk)) return;
    }
    const auto events = events_;
    if (report) events->on_changed(layout_->name_of(file));
}

void LocalStore::end_check() {
    check_.reset();
    const auto alive = alive_.watch();
    if (auto look = std::exchange(looking_, std::nullopt)) look->done(std::move(look->changed));
    if (alive.expired()) return;
    for (auto& done : std::exchange(check_done_, {})) {
        done();
        if (alive.expired()) return;
    }
}

}  // namespace shoal::transfer
