// Sharing what lies on this machine: from a path to a remembered share.

#include <algorithm>

#include "transfer/local_library.h"

namespace shoal::transfer {

namespace {

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

void LocalLibrary::stop_sharings() {
    for (auto* sharing : sharings_) sharing->stop();
}

void LocalLibrary::refuse_sharings() {
    const std::set<Sharing*> sharings = sharings_;
    for (auto* sharing : sharings) {
        sharing->stop();
        sharing->end_soon({Errc::closed, "the library is closing"});
    }
}

// Newest first; asked for in the same way.
std::vector<ShareRecord> LocalLibrary::candidates(const ShareSource& source, const ShareOptions& options) const {
    auto out = records_.made_from(source.path());
    std::erase_if(out, [&](const ShareRecord& record) {
        const auto& content = record.manifest->content();
        return content.comment != options.comment || content.salt.has_value() == options.reproducible;
    });
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
    const auto* known = records_.find(record.tag);
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
            if (files.find(record.tag)) SHOAL_CHECK(files.remembered(record.tag));
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
            records_.put(*written);
            if (!already)
                fresh_.insert_or_assign(written->tag, std::make_shared<const std::vector<PlacedFile>>(import->files));
            done(Shared{.record = std::move(*written), .already_shared = already, .skipped = import->skipped});
        });
}

}  // namespace shoal::transfer
