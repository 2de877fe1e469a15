#include "transfer/local_store.h"

#include <algorithm>

namespace shoal::transfer {

LocalStore::LocalStore(StoreHome home, const ShareRecord& record, std::shared_ptr<const std::vector<PlacedFile>> fresh,
                       Events events)
    : home_{std::move(home)}, manifest_{record.manifest}, tag_{record.tag}, layout_{std::make_shared<const ShareLayout>(
                                                                                home.world.disk, record.manifest,
                                                                                record.directory, record.shared_here,
                                                                                record.overwrite, record.tag)},
      selection_{record.selection}, fresh_{std::move(fresh)}, events_{std::make_shared<Events>(std::move(events))},
      ledger_{manifest_, selection_}, served_{manifest_->chunk_count()},
      settler_{home_.world, home_.catalog, home_.lane, layout_, tag_, ledger_, served_, selection_, settler_events()},
      recheck_{home_.world.timers,
               [this](ChunkIndex chunk, Recheck::Answer answer) { try_again(chunk, std::move(answer)); }},
      progress_{home_.world.timers, [this] {
                    const auto kept = events_;
                    kept->on_progress();
                }} {}

LocalStore::~LocalStore() {
    home_.on_gone(this);
}

Settler::Events LocalStore::settler_events() {
    return {.on_lost =
                [this](ChunkIndex chunk) {
                    served_.mark_unverified(chunk);
                    const auto events = events_;
                    events->on_lost(chunk);
                },
            .on_held = [this](Error error) { raise(std::move(error), true); },
            .on_blocked = [this](Error error) { raise(std::move(error), false); },
            .on_progress = [this] { progress_.happened(); },
            .on_complete =
                [this] {
                    const auto events = events_;
                    events->on_complete();
                }};
}

// --- opening ---------------------------------------------------------------------------------------------------------

void LocalStore::open(std::move_only_function<void(Result<>)> done) {
    SHOAL_REQUIRE(!opening_ && !loaded_);
    start_opening(std::move(done));
}

void LocalStore::start_opening(std::move_only_function<void(Result<>)> done) {
    give_up_look();  // all is looked at now
    StoreOpening::Plan plan{.tag = tag_,
                            .load = !loaded_,
                            .complete = settler_.is_complete(),
                            .placed = {},
                            .selection = selection_,
                            .overwrite = settler_.may_overwrite(),
                            .only = {}};
    if (loaded_) plan.placed = settler_.placed();
    auto ended = [this, done = std::move(done)](Result<StoreOpening::Outcome> outcome) mutable {
        opening_.reset();
        if (!outcome) {
            const auto alive = alive_.watch();
            done(std::unexpected{std::move(outcome).error()});
            if (!alive.expired()) select_next();
            return;
        }
        opened(std::move(*outcome), std::move(done));
    };
    opening_ = std::make_unique<StoreOpening>(
        home_.world, home_.catalog, home_.lane, layout_, ledger_, served_, std::move(plan),
        StoreOpening::Events{.on_progress = [this] { progress_.happened(); }, .on_end = std::move(ended)});
}

void LocalStore::opened(StoreOpening::Outcome outcome, std::move_only_function<void(Result<>)> done) {
    const bool was_complete = settler_.is_complete();
    const bool first = !loaded_;
    const bool is_fresh = fresh_ != nullptr;
    loaded_ = true;
    root_ = outcome.root;
    if (first && root_) trust_fresh();
    if (root_ || outcome.complete) settler_.begin(outcome.complete, outcome.was_placed, outcome.found);
    const auto alive = alive_.watch();
    done({});
    if (alive.expired()) return;
    if (!first) {
        for (const auto chunk : outcome.lost) {
            const auto events = events_;
            events->on_lost(chunk);
            if (alive.expired()) return;
        }
    }
    if (!tell_found(outcome, was_complete)) return;
    if (outcome.away) {
        raise(std::move(*outcome.away), true);
    } else {
        settler_.use_root(root_);
    }
    if (alive.expired()) return;
    // What is taken for complete may have been changed by somebody since.
    if (outcome.complete && root_ && !is_fresh) look(Mending::nothing, [](const std::string&) {});
    select_next();
}

// Tells what is the same for a first opening and a later one; false if that was the end of this store.
bool LocalStore::tell_found(const StoreOpening::Outcome& outcome, bool was_complete) {
    const auto alive = alive_.watch();
    const auto events = events_;
    for (const auto file : outcome.changed) {
        if (!served_.report_once(file)) continue;
        events->on_changed(layout_->name_of(file));
        if (alive.expired()) return false;
    }
    if (settler_.is_complete() && !was_complete) events->on_complete();
    return !alive.expired();
}

// --- selection -------------------------------------------------------------------------------------------------------

void LocalStore::select(FileSelection selection, Task done) {
    selects_.emplace_back(std::move(selection), std::move(done));
    select_next();
}

void LocalStore::select_next() {
    if (is_selecting_ || selects_.empty() || opening_ || !loaded_) return;
    is_selecting_ = true;
    std::vector<FileIndex> files;
    const auto& next = selects_.front().first;
    for (std::uint32_t i = 0; i < manifest_->files().size(); ++i) {
        const FileIndex file{i};
        if (next.has(file) && !selection_.has(file) && settler_.place_of(file) == FilePlace::hidden)
            files.push_back(file);
    }
    if (!files.empty() && root_) return look_for(std::move(files), [this] { take_selection(); });
    // Never from inside the call.
    run_behind(
        home_.world.workers, alive_.watch(), [] { return true; },
        [this, turn = ++select_turn_](bool) {
            if (turn != select_turn_) return;
            is_selecting_ = false;
            if (opening_) return;  // it goes on when that has ended
            take_selection();
        });
}

// They may lie at their places already. If that cannot be found out, placing them will.
void LocalStore::look_for(std::vector<FileIndex> files, Task then) {
    StoreOpening::Plan plan{.tag = tag_,
                            .load = false,
                            .complete = false,
                            .placed = settler_.placed(),
                            .selection = {},
                            .overwrite = settler_.may_overwrite(),
                            .only = std::move(files)};
    auto ended = [this, then = std::move(then)](Result<StoreOpening::Outcome> outcome) mutable {
        auto next = std::move(then);
        look_.reset();
        is_selecting_ = false;
        const auto alive = alive_.watch();
        if (outcome && outcome->root) take_found(outcome->found);
        if (!alive.expired()) next();
    };
    look_ = std::make_unique<StoreOpening>(
        home_.world, home_.catalog, home_.lane, layout_, ledger_, served_, std::move(plan),
        StoreOpening::Events{.on_progress = [this] { progress_.happened(); }, .on_end = std::move(ended)});
}

void LocalStore::give_up_look() {
    if (!std::exchange(look_, nullptr)) return;
    is_selecting_ = false;
    if (!std::exchange(is_check_looking_, false)) return;  // the selection is tried again
    run_behind(
        home_.world.workers, alive_.watch(), [] { return true; }, [this](bool) { end_check(); });
}

void LocalStore::take_found(const std::vector<PlacedFile>& found) {
    const auto alive = alive_.watch();
    settler_.begin(false, {}, found);
    for (const auto& [file, witness] : found) {
        const auto first = raw(manifest_->first_chunk(file));
        for (std::uint32_t i = 0; i < manifest_->chunks_of(file); ++i) {
            if (alive.expired()) return;
            const auto events = events_;
            events->on_found(ChunkIndex{first + i});
        }
    }
}

void LocalStore::take_selection() {
    auto [selection, done] = std::move(selects_.front());
    selects_.pop_front();
    selection_ = std::move(selection);
    ledger_.want(selection_);
    const auto alive = alive_.watch();
    settler_.select(selection_);
    if (alive.expired()) return;
    done();
    if (!alive.expired()) select_next();
}

// share() hashed these files a moment ago.
void LocalStore::trust_fresh() {
    if (!fresh_) return;
    for (const auto& [file, witness] : *fresh_) {
        served_.adopt(file, witness);
        const auto first = raw(manifest_->first_chunk(file));
        for (std::uint32_t i = 0; i < manifest_->chunks_of(file); ++i) served_.mark_verified(ChunkIndex{first + i});
    }
    fresh_.reset();
}

// --- hashes ----------------------------------------------------------------------------------------------------------

const HashBlock* LocalStore::hashes(FileIndex file, std::uint32_t block) const {
    return ledger_.block(file, block);
}

void LocalStore::learn(FileIndex file, HashBlock block) {
    if (ledger_.block(file, block.block)) return;
    ledger_.learn(file, std::move(block));
    settler_.changed();
}

std::optional<ChunkCheck> LocalStore::check_of(ChunkIndex chunk) const {
    return ledger_.check_of(chunk);
}

// --- writing ---------------------------------------------------------------------------------------------------------

void LocalStore::accept(ChunkIndex chunk, Bytes data, std::move_only_function<void(Accepted)> done) {
    SHOAL_REQUIRE(data.size() == manifest_->size_of(chunk) && !have().test(chunk));
    writes_.add(chunk, std::move(data), std::move(done));
    pump_writes();
}

void LocalStore::pump_writes() {
    const unsigned at_once = home_.world.workers.parallelism() + writes_beyond_cores;
    while (auto next = writes_.next(at_once)) write(std::move(*next));
}

void LocalStore::write(WriteQueue::Write waiting) {
    const auto file = manifest_->file_of(waiting.chunk);
    const auto check = ledger_.check_of(waiting.chunk);
    SHOAL_REQUIRE(check.has_value());
    // What lies in its place is somebody's file by now: nothing is written there.
    const bool is_ours = settler_.place_of(file) == FilePlace::hidden && settler_.is_wanted(file);
    const bool verify_only = stops_writes_ || !root_ || !is_ours;
    WriteJob job{.disk = {layout_, root_},
                 .cached = served_.open_file(file),
                 .file = file,
                 .check = *check,
                 .offset = manifest_->offset_in_file(waiting.chunk),
                 .data = std::move(waiting.data),
                 .is_begun = settler_.is_begun(file),
                 .verify_only = verify_only};
    run_behind(
        home_.world.workers, alive_.watch(), [job = std::move(job)]() mutable { return write_chunk(std::move(job)); },
        [this, number = waiting.number, chunk = waiting.chunk, generation = served_.generation(),
         failed_syncs = settler_.failed_syncs(), file, drops = settler_.drops(file),
         done = std::move(waiting.done)](WriteOutcome outcome) mutable {
            const bool is_doubtful = failed_syncs != settler_.failed_syncs() || drops != settler_.drops(file);
            if (is_doubtful && outcome.accepted == Accepted::stored) outcome.accepted = Accepted::failed;
            if (is_doubtful) outcome.file.reset();  // it may be one that has no name any more
            write_ended(number, chunk, generation, std::move(outcome), std::move(done));
        });
}

void LocalStore::write_ended(std::uint64_t number, ChunkIndex chunk, std::uint64_t generation, WriteOutcome outcome,
                             WriteQueue::Answer done) {
    const auto file = manifest_->file_of(chunk);
    const auto size = manifest_->size_of(chunk);
    writes_.ended(number, size);
    if (outcome.error)
        served_.close(file);
    else if (outcome.file)
        served_.keep_open(file, std::move(outcome.file), generation);
    const auto alive = alive_.watch();
    if (outcome.vanished) {
        home_.log.write_limited(LogLevel::warn, "store", "A file of a download is gone and is fetched again.",
                                {{"share", tag_.str()}, {"file", layout_->name_of(file)}});
        settler_.vanished(file);
        if (alive.expired()) return;
    }
    if (outcome.accepted == Accepted::stored) {
        ledger_.written(chunk);
        served_.mark_verified(chunk);
        settler_.wrote(chunk, file, size);
    }
    done(outcome.accepted);
    if (alive.expired()) return;
    if (outcome.error) raise(std::move(*outcome.error), true);
    if (alive.expired()) return;
    answer_flushes();
    if (!alive.expired()) pump_writes();
}

void LocalStore::flush(Task done) {
    writes_.add_flush(std::move(done));
    answer_flushes();
}

void LocalStore::answer_flushes() {
    for (auto& done : writes_.take_due_flushes()) settler_.flush(std::move(done));
}

// --- reading ---------------------------------------------------------------------------------------------------------

void LocalStore::read(ChunkIndex chunk, std::move_only_function<void(Result<std::shared_ptr<const Bytes>>)> done) {
    const auto refuse = [&](Error error) {
        run_behind(
            home_.world.workers, alive_.watch(), [] { return true; },
            [error = std::move(error), done = std::move(done)](bool) mutable { done(std::unexpected{error}); });
    };
    if (!root_) return refuse(trouble_.value_or(Error{Errc::not_found, layout_->shown() + " is not there"}));
    if (!ledger_.check_of(chunk) || !have().test(chunk))
        return refuse({Errc::not_found, "the chunk is not here any more"});
    auto job = read_job(chunk);
    const auto place = job->place;
    const bool is_settled = !job->verified || ledger_.is_synced(chunk);
    run_behind(
        home_.world.workers, alive_.watch(), [job = std::move(*job)]() mutable { return read_chunk(std::move(job)); },
        [this, chunk, place, is_settled, generation = served_.generation(), syncs = settler_.syncs_begun(),
         done = std::move(done)](ReadOutcome outcome) mutable {
            // Bytes that nobody hashed, and meanwhile a sync may have lost them.
            const bool in_doubt = !is_settled && syncs != settler_.syncs_begun();
            if (in_doubt && outcome.data && have().test(chunk)) return read(chunk, std::move(done));
            if (in_doubt && outcome.data) outcome.data = fail(Errc::not_found, "the chunk is not here any more");
            read_ended(chunk, place, generation, std::move(outcome), std::move(done));
        });
}

/// It was written, but it is not known yet whether the disk keeps it: whoever reads it now must hash it. A failed sync
/// may have taken it back before we hear of the failure.
bool LocalStore::is_in_doubt(ChunkIndex chunk) const {
    return !ledger_.is_synced(chunk) && settler_.is_syncing(manifest_->file_of(chunk));
}

std::optional<ReadJob> LocalStore::read_job(ChunkIndex chunk) {
    const auto file = manifest_->file_of(chunk);
    const auto check = ledger_.check_of(chunk);
    if (!check || !root_) return std::nullopt;
    return ReadJob{.layout = layout_,
                   .root = root_,
                   .cached = served_.open_file(file),
                   .file = file,
                   .place = settler_.place_of(file),
                   .witness = served_.witness(file),
                   .verified = served_.is_verified(chunk) && !is_in_doubt(chunk),
                   .check = *check,
                   .offset = manifest_->offset_in_file(chunk),
                   .size = manifest_->size_of(chunk)};
}

// A chunk that was hidden: if the file has its content again it is served again.
void LocalStore::try_again(ChunkIndex chunk, Recheck::Answer answer) {
    auto job = read_job(chunk);
    if (job) job->verified = false;
    run_behind(
        home_.world.workers, alive_.watch(),
        [job = std::move(job)]() mutable { return job ? std::optional{read_chunk(std::move(*job))} : std::nullopt; },
        [this, chunk, answer = std::move(answer)](std::optional<ReadOutcome> outcome) mutable {
            const auto alive = alive_.watch();
            const bool good = outcome && outcome->data;
            if (good && ledger_.is_synced(chunk)) {
                use_root(std::move(outcome->root));
                ledger_.show(chunk);
                const auto events = events_;
                events->on_found(chunk);
            }
            if (!alive.expired()) answer(good);
        });
}

void LocalStore::read_ended(ChunkIndex chunk, FilePlace place, std::uint64_t generation, ReadOutcome outcome,
                            ReadDone done) {
    const auto file = manifest_->file_of(chunk);
    // The file got its name while we looked for the hidden one.
    if (!outcome.data && place != settler_.place_of(file) && have().test(chunk)) return read(chunk, std::move(done));
    if (outcome.file)
        served_.keep_open(file, std::move(outcome.file), generation);
    else if (generation == served_.generation())
        served_.close(file);
    if (outcome.witness) served_.saw(*manifest_, file, *outcome.witness);
    use_root(std::move(outcome.root));
    const auto alive = alive_.watch();
    if (outcome.data) {
        served_.mark_verified(chunk);
        return done(std::move(outcome.data));
    }
    const auto error = outcome.data.error();
    done(std::move(outcome.data));
    if (alive.expired()) return;
    if (outcome.root_gone) return lose_root(error);
    home_.log.write_limited(LogLevel::warn, "store", "A chunk cannot be served any more.",
                            {{"share", tag_.str()}, {"why", error.what}});
    lose(chunk);
}

// The whole folder is away, which says more than what its disk said as it went.
void LocalStore::lose_root(const Error& error) {
    root_.reset();
    give_up_look();
    settler_.use_root(nullptr);
    served_.close_all();
    if (trouble_ && trouble_->code != error.code) trouble_.reset();
    const auto alive = alive_.watch();
    raise(error, true);
    if (!alive.expired()) select_next();
}

void LocalStore::use_root(std::shared_ptr<Directory> afresh) {
    if (!afresh || !root_) return;
    root_ = std::move(afresh);
    settler_.use_root(root_);
}

// A share that is complete stays as it is: a changed file is the person's own. In a download that goes on the file is
// fetched again.
void LocalStore::lose(ChunkIndex chunk) {
    if (!have().test(chunk)) return;
    const auto file = manifest_->file_of(chunk);
    const auto place = settler_.place_of(file);
    const bool report = place == FilePlace::placed && served_.report_once(file);
    if (settler_.is_complete() || layout_->shared_here()) {
        ledger_.hide(chunk);
        recheck_.add(chunk);
        const auto alive = alive_.watch();
        const auto events = events_;
        events->on_lost(chunk);
        if (report && !alive.expired()) events->on_changed(layout_->name_of(file));
        return;
    }
    const auto alive = alive_.watch();
    if (place != FilePlace::placed) {
        if (lose_one(chunk)) settler_.changed();
        return;
    }
    settler_.unplace(file);
    served_.close(file);
    served_.forget(*manifest_, file);
    const auto first = raw(manifest_->first_chunk(file));
    for (std::uint32_t i = 0; i < manifest_->chunks_of(file); ++i) {
        if (have().test(ChunkIndex{first + i}) && !lose_one(ChunkIndex{first + i})) return;
    }
    const auto events = events_;
    if (report) events->on_changed(layout_->name_of(file));
}

// False if that was the end of this store.
bool LocalStore::lose_one(ChunkIndex chunk) {
    ledger_.lost(chunk);
    served_.mark_unverified(chunk);
    const auto alive = alive_.watch();
    const auto events = events_;
    events->on_lost(chunk);
    return !alive.expired();
}

// --- trouble ---------------------------------------------------------------------------------------------------------

void LocalStore::raise(Error error, bool stops_writes) {
    stops_writes_ = stops_writes_ || stops_writes;
    probe_later();
    if (trouble_) return;
    trouble_ = error;
    home_.log.write(LogLevel::warn, "store", "A share is in trouble with its disk.",
                    {{"share", tag_.str()}, {"why", error.what}});
    const auto events = events_;
    events->on_trouble(std::move(error));
}

void LocalStore::allow_overwriting() {
    settler_.allow_overwriting();
    if (!settler_.is_blocked()) return;
    settler_.retry();
    check_recovered();
}

void LocalStore::probe_later() {
    if (probe_timer_) return;
    probe_timer_ = home_.world.timers.at(home_.world.timers.now() + probe_every, [this] {
        probe_timer_.reset();
        probe();
    });
}

void LocalStore::probe() {
    auto depth = Probe::root;
    if (settler_.is_complete() || layout_->shared_here())
        depth = Probe::content;
    else if (root_ && stops_writes_)
        depth = Probe::write;
    run_behind(
        home_.lane, alive_.watch(), [layout = layout_, depth] { return probe_share(*layout, depth); },
        [this](Result<std::shared_ptr<Directory>> root) { probed(std::move(root)); });
}

void LocalStore::probed(Result<std::shared_ptr<Directory>> root) {
    if (!root && root_ && root.error().code == Errc::not_found) return lose_root(root.error());
    if (!root) return probe_later();
    served_.close_all();  // what was open on a disk that was away works no more
    if (root_) {
        root_ = *root;
        settler_.use_root(root_);
        settler_.retry();
        return check_recovered();
    }
    start_opening([this](Result<> result) {
        if (!result) return probe_later();
        if (!root_) return probe_later();
        settler_.retry();
        check_recovered();
    });
}

// Asks the settler to go on as far as it can; only then is the trouble over.
void LocalStore::check_recovered() {
    settler_.flush([this] {
        if (settler_.is_held() || settler_.is_blocked() || !root_) return probe_later();
        probe_timer_.reset();
        if (!trouble_) return;
        trouble_.reset();
        stops_writes_ = false;
        home_.log.write(LogLevel::info, "store", "A share is out of trouble.", {{"share", tag_.str()}});
        const auto events = events_;
        events->on_recovered();
    });
}

}  // namespace shoal::transfer
