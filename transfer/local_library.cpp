#include "transfer/local_library.h"

#include <algorithm>

#include <fmt/format.h>

#include "transfer/placement.h"

namespace shoal::transfer {

namespace {

// --- opening ---------------------------------------------------------------------------------------------------------

constexpr std::string_view catalog_name = "catalog.db";
constexpr std::string_view streams_name = "streams";
constexpr Duration jobs_end_within = 20ms;  // before it is looked again whether those of a store that is gone did

// Its journal belongs to it: left behind it would be played into the new catalog.
Result<> set_catalog_aside(Directory& data, WallTime now) {
    const std::string name{catalog_name};
    const auto aside = fmt::format("{}.corrupt-{}", name, now.unix_ms);
    for (const auto* suffix : {"", "-wal", "-shm"}) {
        const auto moved = data.rename(name + suffix, aside + suffix, true);
        if (!moved && moved.error().code != Errc::not_found) return moved;
    }
    return data.sync("");
}

// Left by a crash between the catalog's commit and the share file that makes the share.
Result<> undo_half_made(Catalog& catalog, const std::map<Tag, ShareRecord>& records) {
    SHOAL_TRY(const auto tags, catalog.tags());
    for (const auto& tag : tags) {
        if (!records.contains(tag)) SHOAL_CHECK(catalog.forget(tag));
    }
    return {};
}

// Nothing of a temporary share outlives the run that it was made in. What lies there goes before the word of it, so
// that a crash between leaves the word.
Result<> end_temporary(Directory& data, Log& log, Catalog& catalog, ShareFiles& files,
                       std::vector<ShareRecord>& records) {
    const auto cleared = remove_tree(data, std::string{streams_name});
    if (!cleared && cleared.error().code != Errc::not_found)
        log.write(LogLevel::warn, "library", "Data of temporary shares could not be removed.",
                  {{"why", cleared.error().what}});
    for (const auto& record : records) {
        if (!record.temporary) continue;
        SHOAL_CHECK(files.remove(record.tag));
        SHOAL_CHECK(catalog.forget(record.tag));
    }
    std::erase_if(records, [](const ShareRecord& record) { return record.temporary; });
    return {};
}

Result<ShareRecord> remembered_now(const ShareFiles& files, const Tag& tag) {
    const auto* known = files.find(tag);
    if (known == nullptr) return fail(Errc::not_found, "no share " + tag.str() + " is remembered");
    if (known->removal != Removal::none) return fail(Errc::exists, "it is being removed; try again in a moment");
    return *known;
}

// --- sharing ---------------------------------------------------------------------------------------------------------

CatalogChange change_of(const Imported& imported) {
    CatalogChange change{
        .segments = {}, .blocks = imported.blocks, .placed = imported.files, .unplaced = {}, .complete = true};
    const Bitmap all{imported.manifest->chunk_count(), true};
    for (std::uint32_t first = 0; first < all.size(); first += chunks_per_segment) {
        change.segments.push_back({.index = first / chunks_per_segment,
                                   .bits = all.segment(first, std::min(chunks_per_segment, all.size() - first))});
    }
    return change;
}

bool same_files(const Manifest& a, const Manifest& b) {
    return a.content().directories == b.content().directories &&
           std::ranges::equal(a.files(), b.files(), [](const ManifestFile& x, const ManifestFile& y) {
               return x.path == y.path && x.size == y.size && x.root == y.root && x.executable == y.executable;
           });
}

}  // namespace

Result<Catalog> open_catalog(World& world, Log& log, const std::string& data_dir, Directory& data) {
    const auto path = beneath(data_dir, std::string{catalog_name});
    auto catalog = Catalog::open(path);
    if (catalog || catalog.error().code != Errc::malformed) return catalog;
    const auto now = world.timers.wall();
    log.write(LogLevel::error, "library",
              "The catalog is corrupt; it is set aside and made again from the share files and what lies on disk.",
              {{"aside", fmt::format("{}.corrupt-{}", path, now.unix_ms)}, {"why", catalog.error().what}});
    SHOAL_CHECK(set_catalog_aside(data, now));
    return Catalog::open(path);
}

Result<std::unique_ptr<Library>> Library::open(World& world, Log& log, const std::string& data_dir) {
    SHOAL_TRY(const auto data, world.disk.open_root(data_dir, true));
    SHOAL_TRY(auto shares, ShareFiles::open(data));
    SHOAL_TRY(auto found, shares.load(world.timers.wall()));
    for (const auto& problem : found.problems)
        log.write(LogLevel::error, "library", "A share file cannot be used.", {{"file", problem}});
    SHOAL_TRY(auto catalog, open_catalog(world, log, data_dir, *data));
    std::map<Tag, ShareRecord> records;
    for (auto& record : found.shares) records.emplace(record.tag, record);
    if (found.all_read) SHOAL_CHECK(undo_half_made(catalog, records));
    SHOAL_CHECK(end_temporary(*data, log, catalog, shares, found.shares));
    auto files = std::make_shared<CatalogFiles>(CatalogFiles{std::move(catalog), std::move(shares)});
    return std::make_unique<LocalLibrary>(world, log, data_dir, std::move(files), std::move(found.shares));
}

// --- a share() that runs ---------------------------------------------------------------------------------------------

/// The handle of the caller and the importer behind it.
class LocalLibrary::Sharing final : public Importing {
public:
    Sharing(LocalLibrary& library, ShareOptions options, std::move_only_function<void(Result<Shared>)> done)
        : library_{library}, library_alive_{library.alive_.watch()}, options_{std::move(options)}, done_{std::move(
                                                                                                       done)} {
        library_.sharings_.insert(this);
    }
    ~Sharing() override {
        if (!library_alive_.expired()) library_.sharings_.erase(this);
    }

    void begin(Result<ShareSource> source, std::function<void(std::uint64_t, std::uint64_t)> on_progress) {
        if (!source) return end_soon(std::move(source).error());
        source_ = *source;
        importer_.emplace(
            library_.world_, source_, options_,
            Importer::Events{
                .on_walked =
                    [this](std::shared_ptr<const Walked> walked, Known answer) {
                        library_.look_up(library_.candidates(source_, options_), std::move(walked), std::move(answer));
                    },
                .on_progress = std::move(on_progress),
                .on_done = [this](Result<Imported> result) { library_.imported(*this, std::move(result)); }});
    }
    void end(Result<Shared> result) {
        stop();
        if (!done_) return;
        auto done = std::move(*done_);
        done_.reset();
        done(std::move(result));
    }
    void end_soon(Error error) {
        run_behind(
            library_.world_.workers, alive_.watch(), [] { return true; },
            [this, error = std::move(error)](bool) { end(std::unexpected{error}); });
    }
    void stop() { importer_.reset(); }

    [[nodiscard]] const ShareSource& source() const { return source_; }
    [[nodiscard]] const ShareOptions& options() const { return options_; }
    [[nodiscard]] std::weak_ptr<const void> watch() const { return alive_.watch(); }

private:
    LocalLibrary& library_;
    std::weak_ptr<const void> library_alive_;
    ShareSource source_;
    ShareOptions options_;
    std::optional<std::move_only_function<void(Result<Shared>)>> done_;
    std::optional<Importer> importer_;
    Liveness alive_;
};

// --- the library -----------------------------------------------------------------------------------------------------

LocalLibrary::LocalLibrary(World& world, Log& log, std::string data_dir, std::shared_ptr<CatalogFiles> files,
                           std::vector<ShareRecord> records)
    : world_{world}, log_{log}, data_dir_{std::move(data_dir)}, catalog_{world.workers, std::move(files)} {
    for (auto& record : records) {
        if (record.removal == Removal::none) {
            records_.emplace(record.tag, std::move(record));
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
    for (auto* sharing : sharings_) sharing->stop();
}

Result<std::vector<ShareRecord>> LocalLibrary::load() {
    std::vector<ShareRecord> out;
    out.reserve(records_.size());
    for (const auto& [tag, record] : records_) out.push_back(record);
    return out;
}

const ShareRecord* LocalLibrary::find(const Tag& tag) const {
    const auto found = records_.find(tag);
    return found == records_.end() ? nullptr : &found->second;
}

std::unique_ptr<Importing> LocalLibrary::share(std::string path, ShareOptions options,
                                               std::function<void(std::uint64_t, std::uint64_t)> on_progress,
                                               std::move_only_function<void(Result<Shared>)> done) {
    auto sharing = std::make_unique<Sharing>(*this, std::move(options), std::move(done));
    if (closing_) {
        sharing->end_soon({Errc::closed, "the library is closing"});
    } else {
        sharing->begin(ShareSource::parse(path), std::move(on_progress));
    }
    return sharing;
}

// Newest first; asked for in the same way.
std::vector<ShareRecord> LocalLibrary::candidates(const ShareSource& source, const ShareOptions& options) const {
    std::vector<ShareRecord> out;
    for (const auto& [tag, record] : records_) {
        const auto& content = record.manifest->content();
        if (record.shared_here && record.directory == source.directory && content.name == source.name &&
            content.comment == options.comment && content.salt.has_value() != options.reproducible)
            out.push_back(record);
    }
    std::ranges::stable_sort(out, [](const auto& a, const auto& b) { return a.added > b.added; });
    return out;
}

void LocalLibrary::look_up(std::vector<ShareRecord> records, std::shared_ptr<const Walked> walked, Known answer) {
    using Found = Result<std::optional<ShareRecord>>;
    catalog_.run(
        alive_.watch(),
        [records = std::move(records), walked = std::move(walked)](Catalog& catalog) -> Found {
            for (const auto& record : records) {
                SHOAL_TRY(const auto witnesses, catalog.witnesses(record.tag));
                if (is_unchanged(*record.manifest, witnesses, *walked)) return std::optional{record};
            }
            return std::optional<ShareRecord>{};
        },
        [answer = std::move(answer)](Found found) mutable { answer(std::move(found)); });
}

void LocalLibrary::imported(Sharing& sharing, Result<Imported> result) {
    if (!result) return sharing.end(std::unexpected{std::move(result).error()});
    if (result->unchanged)
        return sharing.end(Shared{
            .record = std::move(*result->unchanged), .already_shared = true, .skipped = std::move(result->skipped)});
    auto import = std::make_shared<Imported>(std::move(*result));
    auto end = [&sharing, alive = sharing.watch()](Result<Shared> shared) {
        if (!alive.expired()) sharing.end(std::move(shared));
    };
    // Touched but the same bytes: the share that it was, with new witnesses.
    for (const auto& record : candidates(sharing.source(), sharing.options())) {
        if (!same_files(*record.manifest, *import->manifest)) continue;
        import->manifest = record.manifest;
        return keep_import(import, record, true, std::move(end));
    }
    ShareRecord record;
    record.manifest = import->manifest;
    record.directory = sharing.source().directory;
    record.shared_here = true;
    record.added = world_.timers.wall();
    record.tag = ContentKeys::derive(import->manifest->id()).tag;
    const auto* known = find(record.tag);
    if (known && known->manifest->id() != record.manifest->id())
        return end(
            fail(Errc::exists, "another share has the same short name " + record.tag.str() + "; share it again"));
    // A reproducible share may be known already: it stays where it is.
    if (known && !known->directory.empty())
        return end(Shared{.record = *known, .already_shared = true, .skipped = std::move(import->skipped)});
    keep_import(import, std::move(record), false, std::move(end));
}

// First the catalog, then the share file: it is the file that makes the share. What a crash leaves in the catalog
// alone is removed at the next start.
void LocalLibrary::keep_import(const std::shared_ptr<Imported>& imported, ShareRecord record, bool already,
                               std::move_only_function<void(Result<Shared>)> done) {
    const std::shared_ptr<const Imported> import = imported;
    catalog_.run_with_shares(
        alive_.watch(),
        [import, record = std::move(record), already](Catalog& catalog, ShareFiles& files) -> Result<ShareRecord> {
            if (already) {
                SHOAL_CHECK(catalog.apply(record.tag, change_of(*import)));
                const auto* known = files.find(record.tag);
                return known ? *known : record;
            }
            if (files.find(record.tag)) SHOAL_CHECK(remembered_now(files, record.tag));
            SHOAL_CHECK(catalog.forget(record.tag));
            SHOAL_CHECK(catalog.apply(record.tag, change_of(*import)));
            auto made = record;
            if (const auto* known = files.find(record.tag)) {
                made.number = known->number;
                made.labels = known->labels;
            }
            auto written = files.put(std::move(made));
            if (!written) (void)catalog.forget(record.tag);  // or the next start does it
            return written;
        },
        [this, import, already, done = std::move(done)](Result<ShareRecord> written) mutable {
            if (!written) return done(std::unexpected{std::move(written).error()});
            records_.insert_or_assign(written->tag, *written);
            if (!already)
                fresh_.insert_or_assign(written->tag, std::make_shared<const std::vector<PlacedFile>>(import->files));
            done(Shared{.record = std::move(*written), .already_shared = already, .skipped = import->skipped});
        });
}

void LocalLibrary::remember(std::shared_ptr<const Manifest> manifest, RecordDone done) {
    ShareRecord record;
    record.manifest = manifest;
    record.added = world_.timers.wall();
    record.tag = ContentKeys::derive(manifest->id()).tag;
    // From now on a directory can be chosen for it: that is written after this.
    records_.try_emplace(record.tag, record);
    catalog_.run_with_shares(
        alive_.watch(),
        [record](Catalog&, ShareFiles& files) -> Result<ShareRecord> {
            const auto* known = files.find(record.tag);
            if (known && known->manifest->id() != record.manifest->id())
                return fail(Errc::exists, "another share has the same short name " + record.tag.str());
            return known ? remembered_now(files, record.tag) : files.put(record);
        },
        [this, record, done = std::move(done)](Result<ShareRecord> written) mutable {
            remembered(record, std::move(written), std::move(done));
        });
}

void LocalLibrary::remembered(const ShareRecord& record, Result<ShareRecord> written, RecordDone done) {
    if (written) {
        records_.insert_or_assign(written->tag, *written);
        return done(std::move(written));
    }
    // Unless it was written for another reason meanwhile, the disk knows nothing of it.
    const auto found = records_.find(record.tag);
    const bool is_this = found != records_.end() && found->second.manifest == record.manifest;
    if (is_this && found->second.directory.empty()) records_.erase(found);
    done(std::move(written));
}

void LocalLibrary::refuse(Error error, RecordDone done) {
    run_behind(
        world_.workers, alive_.watch(), [] { return true; },
        [error = std::move(error), done = std::move(done)](bool) mutable { done(std::unexpected{error}); });
}

void LocalLibrary::place(const Tag& tag, Placing wish, RecordDone done, Task on_clear) {
    const auto* known = find(tag);
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
            if (known) SHOAL_CHECK(remembered_now(files, base.tag));
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
            if (written) records_.insert_or_assign(written->tag, *written);
            done(std::move(written));
        });
}

void LocalLibrary::update(const Tag& tag, ShareChange change, RecordDone done) {
    catalog_.run_with_shares(
        alive_.watch(),
        [tag, change = std::move(change)](Catalog& catalog, ShareFiles& files) -> Result<ShareRecord> {
            SHOAL_TRY(const auto known, remembered_now(files, tag));
            auto record = known;
            change.apply(record);
            if (record.selection != known.selection) {
                if (record.shared_here) return fail(Errc::usage, "it was made here and is shared as a whole");
                SHOAL_CHECK(catalog.reopen(tag));  // what was complete is so for another selection
            }
            return files.put(std::move(record));
        },
        [this, done = std::move(done)](Result<ShareRecord> written) mutable {
            if (written) records_.insert_or_assign(written->tag, *written);
            done(std::move(written));
        });
}

// --- removing --------------------------------------------------------------------------------------------------------

// First the word that it goes, which every start obeys; then the data; then what is known of it.
void LocalLibrary::remove(const Tag& tag, bool with_data, RemovedDone done) {
    if (!find(tag))
        return run_behind(
            world_.workers, alive_.watch(), [] { return true; },
            [tag, done = std::move(done)](bool) mutable {
                done(fail(Errc::not_found, "no share " + tag.str() + " is remembered"));
            });
    mark_removed(tag, with_data, false, std::move(done));
}

void LocalLibrary::mark_removed(const Tag& tag, bool with_data, bool again, RemovedDone done) {
    using Marked = Result<std::shared_ptr<const RemovalJob>>;
    catalog_.run_with_shares(
        alive_.watch(),
        [disk = &world_.disk, tag, with_data, again](Catalog& catalog, ShareFiles& files) -> Marked {
            const auto* known = files.find(tag);
            if (!known) return fail(Errc::not_found, "no share " + tag.str() + " is remembered");
            auto record = *known;
            RemovalJob job{.layout = {}, .placed = {}, .with_data = with_data, .is_temporary = record.temporary};
            if (!record.directory.empty())
                job.layout = std::make_shared<const ShareLayout>(*disk, record.manifest, record.directory,
                                                                 record.shared_here, record.overwrite, tag);
            if (!again) {
                if (job.layout && with_data) SHOAL_CHECK(job.layout->open_root());
                record.removal = with_data ? Removal::with_data : Removal::keep_data;
                SHOAL_CHECK(files.put(std::move(record)));
            }
            SHOAL_TRY(job.placed, catalog.witnesses(tag));
            return std::make_shared<const RemovalJob>(std::move(job));
        },
        [this, tag, done = std::move(done)](Marked marked) mutable {
            if (!marked) return done(std::unexpected{std::move(marked).error()});
            records_.erase(tag);
            fresh_.erase(tag);
            if (!(*marked)->layout) return forget_removed(tag, {}, std::move(done));
            remove_when_idle(tag, *marked, std::move(done));
        });
}

// A job of the store that was there may still write.
void LocalLibrary::remove_when_idle(const Tag& tag, const std::shared_ptr<const RemovalJob>& job, RemovedDone done) {
    removals_.erase(tag);
    if (!layouts_[tag].expired()) {
        removals_[tag] =
            world_.timers.at(world_.timers.now() + jobs_end_within, [this, tag, job, done = std::move(done)]() mutable {
                auto timer = std::move(removals_[tag]);  // it runs just now
                remove_when_idle(tag, job, std::move(done));
            });
        return;
    }
    layouts_.erase(tag);
    run_behind(
        lane_of(tag), alive_.watch(), [disk = &world_.disk, job] { return remove_share_data(*disk, *job); },
        [this, tag, done = std::move(done)](std::vector<std::string> kept) mutable {
            forget_removed(tag, std::move(kept), std::move(done));
        });
}

void LocalLibrary::forget_removed(const Tag& tag, std::vector<std::string> kept, RemovedDone done) {
    catalog_.run_with_shares(
        alive_.watch(),
        [tag](Catalog& catalog, ShareFiles& files) -> Result<> {
            SHOAL_CHECK(files.remove(tag));
            return catalog.forget(tag);  // or the next start does it
        },
        [this, tag, kept = std::move(kept), done = std::move(done)](Result<> forgotten) mutable {
            if (!forgotten)
                return done(
                    fail_in("it is removed, but not forgotten before the next start", std::move(forgotten).error()));
            lanes_.erase(tag);
            done(Removed{std::move(kept)});
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
    const std::set<Sharing*> sharings = sharings_;
    for (auto* sharing : sharings) {
        sharing->stop();
        sharing->end_soon({Errc::closed, "the library is closing"});
    }
    flushing_ = stores_;
    for (auto* store : stores_) store->flush([this, store] { store_flushed(store); });
    if (flushing_.empty()) catalog_.close(alive_.watch(), [this] { std::exchange(closed_, {})(); });
}

void LocalLibrary::store_flushed(LocalStore* store) {
    if (flushing_.erase(store) == 0 || !flushing_.empty()) return;
    catalog_.close(alive_.watch(), [this] { std::exchange(closed_, {})(); });
}

}  // namespace shoal::transfer
