#include "transfer/settler.h"

#include <algorithm>

namespace shoal::transfer {

Settler::Settler(World& world, CatalogLane& catalog, SerialLane& lane, std::shared_ptr<const ShareLayout> layout,
                 const Tag& tag, ChunkLedger& ledger, ServedFiles& served, FileSelection selection, Events events)
    : world_{world}, catalog_{catalog}, lane_{lane}, layout_{std::move(layout)}, tag_{tag}, ledger_{ledger},
      served_{served}, events_{std::make_shared<Events>(std::move(events))},
      places_{layout_->manifest(), std::move(selection)}, overwrite_{layout_->overwrite()} {}

void Settler::use_root(std::shared_ptr<Directory> root) {
    root_ = std::move(root);
    pump();
}

void Settler::begin(bool complete, const std::vector<FileIndex>& was_placed, std::vector<PlacedFile> found) {
    for (const auto file : was_placed) places_.put(file, FilePlace::placed);
    for (const auto& file : found) {
        places_.put(file.file, FilePlace::placed);
        new_placed_.push_back(file);
        std::erase(to_place_, file.file);
        std::erase_if(moved_, [&](const PlacedFile& moved) { return moved.file == file.file; });
        blocked_.erase(file.file);
    }
    if (complete || layout_->shared_here()) {
        for (std::uint32_t i = 0; i < places_.size(); ++i)
            if (places_.is_wanted(FileIndex{i})) places_.put(FileIndex{i}, FilePlace::placed);
        finished_ = true;
        complete_ = complete;
    }
    touch_hidden();
    due_ = true;
    pump();
}

// Any of them may be whole.
void Settler::touch_hidden() {
    for (const auto file : places_.awaited()) touched_.insert(file);
}

// --- selection -------------------------------------------------------------------------------------------------------

void Settler::select(FileSelection selection) {
    const auto before = places_.select(std::move(selection));
    take_back_unwanted();
    const auto dropped = places_.given_up_since(before);
    // Empty directories come with the whole alone.
    const bool stays_complete =
        complete_ && places_.unplaced() == 0 && (before.is_all() || !places_.selection().is_all());
    is_unrecorded_ = stays_complete;
    if (!stays_complete) {
        complete_ = false;
        finished_ = false;
        empties_queued_ = false;
        touch_hidden();
    }
    const auto alive = alive_.watch();
    drop_all(dropped);
    if (alive.expired()) return;
    due_ = true;
    pump();
}

void Settler::reopen() {
    complete_ = false;
    finished_ = false;
    is_unrecorded_ = false;
    empties_queued_ = false;
}

// Files that have their names, or get them just now, stay.
void Settler::take_back_unwanted() {
    const auto take_back = [&](FileIndex file) {
        if (places_.is_wanted(file)) return false;
        places_.put(file, FilePlace::hidden);
        return true;
    };
    std::erase_if(to_place_, take_back);
    std::erase_if(blocked_, take_back);
}

void Settler::drop_all(const std::vector<FileIndex>& files) {
    if (files.empty()) return;
    if (root_) {
        auto discard = [disk = ShareDisk{layout_, root_}, files] {
            discard_hidden(disk, files);
            return true;
        };
        run_behind(lane_, alive_.watch(), std::move(discard), [](bool) {});
    }
    const auto alive = alive_.watch();
    for (const auto file : files) {
        drop(file);
        if (alive.expired()) return;
    }
}

// Writes that are under way go to a file that is gone, or is another one by the time they end.
void Settler::drop(FileIndex file) {
    if (drops_.empty()) drops_.resize(places_.size());
    ++drops_[raw(file)];
    touched_.erase(file);
    strange_.erase(file);
    if (!is_begun(file)) return;
    syncing_.erase(file);
    group_.files.erase(file);
    std::erase_if(group_.chunks, [&](ChunkIndex chunk) { return layout_->manifest().file_of(chunk) == file; });
    lose_file(file);
}

void Settler::wrote(ChunkIndex chunk, FileIndex file, std::uint32_t bytes) {
    group_.chunks.push_back(chunk);
    group_.files.insert(file);
    group_.bytes += bytes;
    arm();
}

void Settler::unplace(FileIndex file) {
    if (places_.of(file) == FilePlace::hidden || complete_) return;
    places_.put(file, FilePlace::hidden);
    finished_ = false;
    empties_queued_ = false;
    std::erase_if(new_placed_, [&](const PlacedFile& placed) { return placed.file == file; });
    new_unplaced_.push_back(file);
    arm();
}

void Settler::retry() {
    held_ = false;
    due_ = true;
    for (const auto file : blocked_) to_place_.push_back(file);
    blocked_.clear();
    pump();
}

void Settler::flush(Task done) {
    // Never answered from inside the call, and not before what was dropped is gone from the disk.
    run_behind(
        lane_, alive_.watch(), [] { return true; },
        [this, done = std::move(done)](bool) mutable {
            flushes_.push_back(std::move(done));
            due_ = true;
            pump();
        });
}

void Settler::arm() {
    // With the last chunk nothing is left to wait for.
    if (group_.bytes >= group_closes_at || ledger_.missing() == 0 || !flushes_.empty()) due_ = true;
    if (!due_ && !timer_) {
        timer_ = world_.timers.at(world_.timers.now() + group_closes_after, [this] {
            timer_.reset();
            due_ = true;
            pump();
        });
    }
    if (due_) pump();
}

void Settler::pump() {
    if (busy_) return;
    if (held_ || !root_) return answer_flushes();
    if (due_) {
        due_ = false;
        timer_.reset();
        if (!group_.chunks.empty()) return sync();
        if (ledger_.has_change() || !new_placed_.empty() || !new_unplaced_.empty()) return commit();
        queue_whole_files();
    }
    if (!to_place_.empty() || !moved_.empty()) return place();
    if (can_finish()) return finish();
    if (finished_ && (!complete_ || is_unrecorded_)) return commit();
    answer_flushes();
}

// --- sync ------------------------------------------------------------------------------------------------------------

void Settler::sync() {
    busy_ = true;
    auto group = std::exchange(group_, {});
    SyncJob job{.disk = {layout_, root_}, .files = {}, .entries = false};
    for (const auto file : group.files) {
        job.files.emplace_back(file, served_.open_file(file));
        if (!entries_synced_.contains(file)) job.entries = true;
    }
    syncing_ = group.files;
    ++syncs_begun_;
    run_behind(
        lane_, alive_.watch(), [job = std::move(job)] { return sync_files(job); },
        [this, group = std::move(group)](Result<std::vector<FileIndex>> gone) mutable {
            synced(std::move(group), gone);
        });
}

void Settler::synced(Group group, const Result<std::vector<FileIndex>>& gone) {
    busy_ = false;
    const auto alive = alive_.watch();
    if (!gone) {
        drop_group(std::move(group));
        if (!alive.expired()) hold(gone.error());
        return;
    }
    for (const auto file : *gone) {
        vanished(file);
        if (alive.expired()) return;
    }
    // What was lost and written again meanwhile went to another file.
    std::erase_if(group.chunks,
                  [&](ChunkIndex chunk) { return !syncing_.contains(layout_->manifest().file_of(chunk)); });
    const auto there = std::exchange(syncing_, {});
    entries_synced_.insert(there.begin(), there.end());
    touched_.insert(there.begin(), there.end());
    ledger_.synced(group.chunks);
    commit();
}

// A failed sync is final: the kernel may have dropped the pages, and a second one would say that all is well. That goes
// for what was written to the same files meanwhile too, and for writes that are still under way (failed_syncs()).
void Settler::drop_group(Group group) {
    ++failed_syncs_;
    syncing_.clear();
    const auto later = std::exchange(group_, {});
    group.files.insert(later.files.begin(), later.files.end());
    group.chunks.insert(group.chunks.end(), later.chunks.begin(), later.chunks.end());
    const auto alive = alive_.watch();
    const auto events = events_;
    for (const auto file : group.files) served_.close(file);
    for (const auto chunk : group.chunks) {
        if (!ledger_.have().test(chunk)) continue;
        ledger_.lost(chunk);
        events->on_lost(chunk);
        if (alive.expired()) return;
    }
}

bool Settler::is_begun(FileIndex file) const {
    return ledger_.is_begun(file) || group_.files.contains(file) || syncing_.contains(file);
}

void Settler::vanished(FileIndex file) {
    if (places_.of(file) != FilePlace::hidden) return;
    ++failed_syncs_;  // writes that are under way may go to the file that is gone
    syncing_.erase(file);
    group_.files.erase(file);
    std::erase_if(group_.chunks, [&](ChunkIndex chunk) { return layout_->manifest().file_of(chunk) == file; });
    const auto alive = alive_.watch();
    lose_file(file);
    if (!alive.expired()) arm();
}

// --- commit ----------------------------------------------------------------------------------------------------------

void Settler::commit() {
    busy_ = true;
    auto change = std::make_shared<CatalogChange>(ledger_.take_change());
    change->placed = std::exchange(new_placed_, {});
    change->unplaced = std::exchange(new_unplaced_, {});
    change->complete = finished_ && places_.unplaced() == 0;
    const std::shared_ptr<const CatalogChange> shared = change;
    if (!shared->complete) {
        return catalog_.run(
            alive_.watch(), [tag = tag_, shared](Catalog& catalog) { return catalog.apply(tag, *shared); },
            [this, shared](Result<> result) { committed(*shared, result, false); });
    }
    // Another selection may be remembered already, of which we are told soon: this says nothing of that one.
    catalog_.run_with_shares(
        alive_.watch(),
        [tag = tag_, shared, selection = places_.selection()](Catalog& catalog, ShareFiles& files) {
            auto fitting = *shared;
            const auto* known = files.find(tag);
            fitting.complete = known == nullptr || known->selection == selection;
            return catalog.apply(tag, fitting);
        },
        [this, shared, selection = places_.selection()](Result<> result) {
            committed(*shared, result, selection == places_.selection());
        });
}

void Settler::committed(const CatalogChange& change, const Result<>& result, bool is_whole) {
    busy_ = false;
    if (!result) {
        ledger_.put_back();
        new_placed_.insert(new_placed_.begin(), change.placed.begin(), change.placed.end());
        new_unplaced_.insert(new_unplaced_.begin(), change.unplaced.begin(), change.unplaced.end());
        due_ = true;
        return hold(fail_in("the catalog", result.error()).error());
    }
    ledger_.committed();
    queue_whole_files();
    const bool completes = is_whole && !complete_;
    if (completes) complete_ = true;
    if (is_whole) is_unrecorded_ = false;
    const auto alive = alive_.watch();
    const auto events = events_;
    events->on_progress();
    if (alive.expired()) return;
    if (completes) events->on_complete();
    if (alive.expired()) return;
    pump();
}

void Settler::queue_whole_files() {
    if (complete_) return touched_.clear();
    const auto files = layout_->manifest().files();
    for (const auto file : std::exchange(touched_, {})) {
        if (places_.of(file) != FilePlace::hidden || files[raw(file)].size == 0 || !ledger_.is_whole(file)) continue;
        if (!places_.is_wanted(file)) continue;
        places_.put(file, FilePlace::moving);
        to_place_.push_back(file);
    }
    if (places_.unplaced_with_bytes() > 0 || empties_queued_) return;
    empties_queued_ = true;
    for (const auto file : places_.awaited()) {
        if (files[raw(file)].size > 0) continue;
        places_.put(file, FilePlace::moving);
        to_place_.push_back(file);
    }
}

// --- place and finish ------------------------------------------------------------------------------------------------

void Settler::place() {
    busy_ = true;
    std::vector<FileIndex> batch;
    std::vector<FileIndex> unwanted;
    while (!to_place_.empty() && batch.size() < files_per_placing) {
        const auto file = to_place_.front();
        to_place_.pop_front();
        if (ledger_.is_whole(file) && places_.is_wanted(file)) {
            batch.push_back(file);
            continue;
        }
        places_.put(file, FilePlace::hidden);  // a chunk went bad meanwhile, or it is wanted no more
        if (!places_.is_wanted(file)) unwanted.push_back(file);
    }
    const auto alive = alive_.watch();
    drop_all(unwanted);
    if (alive.expired()) return;
    // What the job does not name in its outcome is tried again.
    run_behind(
        lane_, alive_.watch(),
        [job = PlaceJob{.disk = {layout_, root_},
                        .files = std::move(batch),
                        .moved = std::exchange(moved_, {}),
                        .strange = strange_,
                        .overwrite = overwrite_}]() mutable {
            auto outcome = place_files(job);
            return std::pair{std::move(outcome), std::move(job.files)};
        },
        [this](std::pair<PlaceOutcome, std::vector<FileIndex>> ended) {
            auto& [outcome, tried] = ended;
            std::set<FileIndex> left(tried.begin(), tried.end());
            for (const auto& file : outcome.placed) left.erase(file.file);
            for (const auto& file : outcome.moved) left.erase(file.file);
            for (const auto file : outcome.missing) left.erase(file);
            for (const auto& file : outcome.blocked) left.erase(file.file);
            to_place_.insert(to_place_.begin(), left.begin(), left.end());
            placed(std::move(outcome));
        });
}

void Settler::placed(PlaceOutcome outcome) {
    busy_ = false;
    moved_ = std::move(outcome.moved);
    for (const auto& [file, witness] : outcome.placed) {
        if (!ledger_.is_whole(file)) {  // a chunk went bad while it was renamed
            outcome.missing.push_back(file);
            continue;
        }
        places_.put(file, FilePlace::placed);
        served_.adopt(file, witness);
        new_placed_.push_back({file, witness});
        strange_.erase(file);
    }
    for (const auto& [file, witness] : outcome.blocked) {
        blocked_.insert(file);
        strange_[file] = witness;
    }
    const auto alive = alive_.watch();
    const auto events = events_;
    for (const auto file : outcome.missing) {
        lose_file(file);
        if (alive.expired()) return;
    }
    if (outcome.blocked_why) events->on_blocked(std::move(*outcome.blocked_why));
    if (alive.expired()) return;
    due_ = true;
    if (outcome.error) return hold(std::move(*outcome.error));
    pump();
}

// The hidden file is gone: all of it must be fetched again.
void Settler::lose_file(FileIndex file) {
    places_.put(file, FilePlace::hidden);
    entries_synced_.erase(file);
    served_.close(file);
    served_.forget(layout_->manifest(), file);
    const auto alive = alive_.watch();
    const auto events = events_;
    const auto first = raw(layout_->manifest().first_chunk(file));
    for (std::uint32_t i = 0; i < layout_->manifest().chunks_of(file); ++i) {
        const ChunkIndex chunk{first + i};
        if (!ledger_.have().test(chunk)) continue;
        ledger_.lost(chunk);
        events->on_lost(chunk);
        if (alive.expired()) return;
    }
}

bool Settler::can_finish() const {
    return places_.unplaced() == 0 && !finished_ && new_placed_.empty();
}

void Settler::finish() {
    busy_ = true;
    run_behind(
        lane_, alive_.watch(),
        [disk = ShareDisk{layout_, root_}, whole = places_.selection().is_all()] { return finish_share(disk, whole); },
        [this, selection = places_.selection()](Result<> result) {
            busy_ = false;
            if (!result) return hold(std::move(result).error());
            finished_ = selection == places_.selection();  // else it is done again for the other one
            pump();
        });
}

// --- trouble and flush -----------------------------------------------------------------------------------------------

void Settler::hold(Error error) {
    held_ = true;
    const auto alive = alive_.watch();
    const auto events = events_;
    events->on_held(std::move(error));
    if (!alive.expired()) answer_flushes();
}

void Settler::answer_flushes() {
    const auto alive = alive_.watch();
    for (auto& done : std::exchange(flushes_, {})) {
        done();
        if (alive.expired()) return;
    }
}

}  // namespace shoal::transfer
