#include "transfer/local_library.h"

#include "transfer/placement.h"

namespace shoal::transfer {

LocalLibrary::LocalLibrary(World& world, Log& log, std::string data_dir, std::shared_ptr<CatalogFiles> files,
                           std::vector<ShareRecord> records)
    : world_{world}, log_{log}, data_dir_{std::move(data_dir)}, catalog_{world.workers, std::move(files)} {
    for (auto& record : records) {
        if (record.removal == Removal::none) {
            records_.put(std::move(record));
            continue;
        }
        mark_removed(record.tag, record.removal == Removal::with_data, true, [this](const Result<Removed>& removed) {
            if (!removed)
                log_.write(LogLevel::warn, "library", "A removal could not be ended.", {{"why", removed.error().what}});
        });
    }
}

// Imports end with the library; their handles may be destroyed after it.
LocalLibrary::~LocalLibrary() {
    stop_sharings();
}

Result<std::vector<ShareRecord>> LocalLibrary::load() {
    return records_.all();
}

void LocalLibrary::remember(std::shared_ptr<const Manifest> manifest, RecordDone done) {
    ShareRecord record;
    record.manifest = manifest;
    record.added = world_.timers.wall();
    record.tag = ContentKeys::derive(manifest->id()).tag;
    // From now on a directory can be chosen for it: that is written after this.
    records_.put_new(record);
    catalog_.run_with_shares(
        alive_.watch(),
        [record](Catalog&, ShareFiles& files) -> Result<ShareRecord> {
            const auto* known = files.find(record.tag);
            if (known && known->manifest->id() != record.manifest->id())
                return fail(Errc::exists, "another share has the same short name " + record.tag.str());
            return known ? files.remembered(record.tag) : files.put(record);
        },
        [this, record, done = std::move(done)](Result<ShareRecord> written) mutable {
            remembered(record, std::move(written), std::move(done));
        });
}

void LocalLibrary::remembered(const ShareRecord& record, Result<ShareRecord> written, RecordDone done) {
    if (written) {
        records_.put(*written);
        return done(std::move(written));
    }
    // Unless it was written for another reason meanwhile, the disk knows nothing of it.
    const auto* known = records_.find(record.tag);
    if (known && known->manifest == record.manifest && known->directory.empty()) records_.erase(record.tag);
    done(std::move(written));
}

void LocalLibrary::refuse(Error error, RecordDone done) {
    run_behind(
        world_.workers, alive_.watch(), [] { return true; },
        [error = std::move(error), done = std::move(done)](bool) mutable { done(std::unexpected{error}); });
}

void LocalLibrary::place(const Tag& tag, Placing wish, RecordDone done, Task on_clear) {
    const auto* known = records_.find(tag);
    if (!known) return refuse({Errc::not_found, "no share " + tag.str() + " is remembered"}, std::move(done));
    wish.temporary = wish.temporary && !known->shared_here;
    if (wish.temporary) wish.directory = beneath(data_dir_, std::string{streams_name} + "/" + tag.str());
    auto clean = clean_directory(std::move(wish.directory));
    if (!clean) return refuse(std::move(clean).error(), std::move(done));
    wish.directory = std::move(*clean);
    if (known->shared_here && known->directory != wish.directory)
        return refuse({Errc::exists, "it is shared from " + printable(known->directory) + " already"}, std::move(done));
    if (known->manifest->name() == hidden_name(tag))
        return refuse({Errc::malformed, "its name is that of the hidden folder it would be fetched into"},
                      std::move(done));
    const bool moves = known->directory != wish.directory;
    if (!known->directory.empty()) on_clear = nullptr;
    wish.overwrite = wish.overwrite && !known->shared_here;
    const auto place = std::make_shared<const Placing>(std::move(wish));
    if (known->shared_here) return write_place(*known, place, false, false, std::move(done));
    run_behind(
        world_.workers, alive_.watch(),
        [disk = &world_.disk, place, manifest = known->manifest, tag,
         selection = place->change.selection.value_or(known->selection)] {
            return check_place(*disk, place->directory, *manifest, selection, tag);
        },
        [this, base = *known, place, moves, done = std::move(done),
         on_clear = std::move(on_clear)](Result<Place> checked) mutable {
            if (!checked) return done(std::unexpected{std::move(checked).error()});
            write_place(base, place, moves, moves && !checked->is_clear, std::move(done));
            if (checked->is_clear && on_clear) on_clear();
        });
}

// What is known of the bytes in another directory is forgotten first: a crash between leaves a share that is
// checked again. An entry without anything in it tells those from one whose catalog was lost; where nothing lies that
// could be part of the share there is no difference.
void LocalLibrary::write_place(const ShareRecord& base, const std::shared_ptr<const Placing>& wish, bool forget,
                               bool begin, RecordDone done) {
    catalog_.run_with_shares(
        alive_.watch(),
        [base, wish, forget, begin](Catalog& catalog, ShareFiles& files) -> Result<ShareRecord> {
            const auto* known = files.find(base.tag);
            if (known) SHOAL_CHECK(files.remembered(base.tag));
            auto record = known ? *known : base;
            record.directory = wish->directory;
            record.overwrite = wish->overwrite;
            record.temporary = wish->temporary;
            wish->change.apply(record);
            if (record.shared_here) record.selection = {};
            if (!forget && known && record.selection != known->selection) SHOAL_CHECK(catalog.reopen(record.tag));
            if (forget) SHOAL_CHECK(catalog.forget(record.tag));
            SHOAL_TRY(record, files.put(std::move(record)));
            if (begin) SHOAL_CHECK(catalog.begin(record.tag));
            return record;
        },
        [this, done = std::move(done)](Result<ShareRecord> written) mutable {
            if (written) records_.put(*written);
            done(std::move(written));
        });
}

void LocalLibrary::update(const Tag& tag, ShareChange change, RecordDone done) {
    catalog_.run_with_shares(
        alive_.watch(),
        [tag, change = std::move(change)](Catalog& catalog, ShareFiles& files) -> Result<ShareRecord> {
            SHOAL_TRY(const auto known, files.remembered(tag));
            auto record = known;
            change.apply(record);
            if (record.selection != known.selection) {
                if (record.shared_here) return fail(Errc::usage, "it was made here and is shared as a whole");
                SHOAL_CHECK(catalog.reopen(tag));  // what was complete is so for another selection
            }
            return files.put(std::move(record));
        },
        [this, done = std::move(done)](Result<ShareRecord> written) mutable {
            if (written) records_.put(*written);
            done(std::move(written));
        });
}

// --- stores ----------------------------------------------------------------------------------------------------------

SerialLane& LocalLibrary::lane_of(const Tag& tag) {
    auto& lane = lanes_[tag];
    if (!lane) lane = std::make_unique<SerialLane>(world_.workers);
    return *lane;
}

std::unique_ptr<Store> LocalLibrary::open_store(const ShareRecord& record, Store::Events events) {
    SHOAL_REQUIRE(!record.directory.empty());
    auto& lane = lane_of(record.tag);
    auto fresh = fresh_.extract(record.tag);
    StoreHome home{
        .world = world_, .log = log_, .catalog = catalog_, .lane = lane, .on_gone = [this](LocalStore* store) {
            store_gone(store);
        }};
    auto store = std::make_unique<LocalStore>(std::move(home), record,
                                              fresh.empty() ? nullptr : std::move(fresh.mapped()), std::move(events));
    stores_.insert(store.get());
    layouts_[record.tag] = store->layout();
    return store;
}

void LocalLibrary::store_gone(LocalStore* store) {
    stores_.erase(store);
    store_flushed(store);
}

void LocalLibrary::close(Task done) {
    SHOAL_REQUIRE(!closing_);
    closing_ = true;
    closed_ = std::move(done);
    refuse_sharings();
    flushing_ = stores_;
    for (auto* store : stores_) store->flush([this, store] { store_flushed(store); });
    if (flushing_.empty()) catalog_.close(alive_.watch(), [this] { std::exchange(closed_, {})(); });
}

void LocalLibrary::store_flushed(LocalStore* store) {
    if (flushing_.erase(store) == 0 || !flushing_.empty()) return;
    catalog_.close(alive_.watch(), [this] { std::exchange(closed_, {})(); });
}

}  // namespace shoal::transfer
