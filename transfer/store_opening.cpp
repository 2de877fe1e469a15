#include "transfer/store_opening.h"

#include <algorithm>

namespace shoal::transfer {

namespace {

constexpr std::size_t files_per_survey = 4096;  // stats in one job: some 20 ms

// Hashing a whole tree of blocks is worker's work.
void keep_true_blocks(const Manifest& manifest, CatalogEntry& entry) {
    std::erase_if(entry.blocks, [&](const KnownBlock& known) { return !belongs(manifest, known.file, known.block); });
    std::erase_if(entry.placed, [&](FileIndex file) { return raw(file) >= manifest.files().size(); });
}

}  // namespace

StoreOpening::StoreOpening(World& world, CatalogLane& catalog, SerialLane& lane,
                           std::shared_ptr<const ShareLayout> layout, ChunkLedger& ledger, ServedFiles& served,
                           Plan plan, Events events)
    : world_{world}, catalog_{catalog}, lane_{lane}, layout_{std::move(layout)}, ledger_{ledger}, served_{served},
      plan_{std::move(plan)}, is_lenient_{plan_.only.has_value()}, events_{
                                                                       std::make_shared<Events>(std::move(events))} {
    if (plan_.load) {
        load();
    } else {
        outcome_.complete = plan_.complete;
        outcome_.was_placed = plan_.placed;
        open_root();
    }
}

void StoreOpening::load() {
    using Loaded = Result<std::optional<CatalogEntry>>;
    catalog_.run(
        alive_.watch(),
        [layout = layout_, tag = plan_.tag](Catalog& catalog) -> Loaded {
            auto entry = catalog.load(tag);
            if (entry && *entry) keep_true_blocks(layout->manifest(), **entry);
            return entry;
        },
        [this](Loaded entry) {
            if (!entry) return fail_with(std::move(entry).error());
            loaded(std::move(*entry));
        });
}

void StoreOpening::loaded(std::optional<CatalogEntry> entry) {
    known_ = entry.has_value();
    if (entry) {
        outcome_.complete = entry->complete;
        outcome_.was_placed = std::move(entry->placed);
        ledger_.load(std::move(*entry));
        if (!plan_.selection.is_all() && !outcome_.complete) drop_unwanted();
    }
    open_root();
}

// A crash came between the word that a file is wanted no more and the end of what was fetched of it.
void StoreOpening::drop_unwanted() {
    const auto& manifest = layout_->manifest();
    std::vector<bool> placed(manifest.files().size());
    for (const auto file : outcome_.was_placed) placed[raw(file)] = true;
    for (std::uint32_t f = 0; f < placed.size(); ++f) {
        const FileIndex file{f};
        if (placed[f] || plan_.selection.has(file) || !ledger_.is_begun(file)) continue;
        const auto first = raw(manifest.first_chunk(file));
        for (std::uint32_t i = 0; i < manifest.chunks_of(file); ++i) ledger_.lost(ChunkIndex{first + i});
    }
}

void StoreOpening::open_root() {
    using Root = Result<std::shared_ptr<Directory>>;
    run_behind(
        lane_, alive_.watch(),
        [layout = layout_, content = has_content(), selection = plan_.selection,
         discard = plan_.load && !outcome_.complete && !plan_.selection.is_all()]() -> Root {
            SHOAL_TRY(auto root, layout->open_root());
            if (content) SHOAL_CHECK(layout->check_content(*root));
            if (discard) discard_unselected({layout, root}, selection);
            return root;
        },
        [this](Root root) {
            if (!root) {
                if (root.error().code != Errc::not_found) return fail_with(std::move(root).error());
                outcome_.away = std::move(root).error();
                return end();
            }
            outcome_.root = std::move(*root);
            if (outcome_.complete) return end();
            plan_survey();
            survey();
        });
}

void StoreOpening::plan_survey() {
    if (plan_.only) {
        unplaced_ = std::move(*plan_.only);
        return;
    }
    std::vector<bool> placed(layout_->manifest().files().size());
    for (const auto file : outcome_.was_placed) placed[raw(file)] = true;
    for (std::uint32_t i = 0; i < placed.size(); ++i)
        if (!placed[i] && plan_.selection.has(FileIndex{i})) unplaced_.push_back(FileIndex{i});
}

// Something of the share must lie under its name, if its folder is there at all.
bool StoreOpening::has_content() const {
    return outcome_.complete || layout_->shared_here() || !outcome_.was_placed.empty();
}

void StoreOpening::survey() {
    if (surveyed_ == unplaced_.size()) return verify();
    const auto count = std::min(files_per_survey, unplaced_.size() - surveyed_);
    const auto from = unplaced_.begin() + static_cast<std::ptrdiff_t>(surveyed_);
    std::vector<FileIndex> files(from, from + static_cast<std::ptrdiff_t>(count));
    surveyed_ += count;
    run_behind(
        lane_, alive_.watch(),
        [disk = ShareDisk{layout_, outcome_.root}, files = std::move(files)] { return survey_files(disk, files); },
        [this](Result<std::vector<FoundFile>> found) {
            if (!found) return fail_with(std::move(found).error());
            surveyed(std::move(*found));
        });
}

void StoreOpening::surveyed(std::vector<FoundFile> found) {
    for (const auto& one : found) {
        if (!examine(one)) return fail_with(in_the_way(one.file));
    }
    survey();
}

// False: something else is at the place of the file.
bool StoreOpening::examine(const FoundFile& found) {
    const auto& entry = layout_->manifest().files()[raw(found.file)];
    const bool fits = found.at_place && found.at_place->size == entry.size;
    if (fits && (entry.size > 0 || layout_->shared_here())) {
        candidates_.push_back({.file = found.file, .at_place = true, .hidden_size = found.hidden_size.value_or(0)});
        to_hash_.push_back({layout_->final_path(found.file), *found.at_place});
        return true;
    }
    if (layout_->shared_here()) {
        outcome_.changed.push_back(found.file);
        return true;
    }
    drop_beyond(found.file, found.hidden_size.value_or(0));
    // The catalog was lost: a hidden file of full size may be whole.
    if (!known_ && entry.size > 0 && found.hidden_size == entry.size) {
        candidates_.push_back({.file = found.file, .at_place = false, .hidden_size = entry.size});
        to_hash_.push_back({layout_->partial_path(found.file), {}});
    }
    return fits || !found.at_place || plan_.overwrite || is_lenient_;
}

// What is claimed of a hidden file cannot lie beyond its end.
void StoreOpening::drop_beyond(FileIndex file, std::uint64_t size) {
    const auto& manifest = layout_->manifest();
    const auto first = raw(manifest.first_chunk(file));
    for (auto i = manifest.chunks_of(file); i > 0; --i) {
        const ChunkIndex chunk{first + i - 1};
        if (manifest.offset_in_file(chunk) + manifest.size_of(chunk) <= size) return;
        if (!ledger_.have().test(chunk)) continue;
        ledger_.lost(chunk);
        outcome_.lost.push_back(chunk);
    }
}

void StoreOpening::verify() {
    if (candidates_.empty()) return end();
    run_ = std::make_unique<HashRun>(
        world_, outcome_.root, std::move(to_hash_),
        HashRun::Events{
            .on_file = [this](std::size_t index, Result<HashedFile> file) { verified(index, std::move(file)); },
            .on_progress =
                [this](std::uint64_t) {
                    const auto events = events_;
                    events->on_progress();
                },
            .on_end = [this] { settle(); }});
}

void StoreOpening::verified(std::size_t index, Result<HashedFile> hashed) {
    const auto [file, at_place, hidden_size] = candidates_[index];
    const auto& entry = layout_->manifest().files()[raw(file)];
    if (!hashed && hashed.error().code != Errc::mismatch && hashed.error().code != Errc::not_found &&
        !layout_->shared_here())
        return fail_with(std::move(hashed).error());
    const bool same = hashed && hashed->witness.size == entry.size && root_of(*hashed) == entry.root;
    if (!same) {
        if (layout_->shared_here()) {
            outcome_.changed.push_back(file);
        } else {
            drop_beyond(file, hidden_size);
            if (at_place && !plan_.overwrite && !is_lenient_) fail_with(in_the_way(file));
        }
        return;
    }
    ledger_.adopt(file, make_hash_blocks(hashed->roots));
    if (at_place) {
        outcome_.found.push_back({file, hashed->witness});
    } else {
        whole_hidden_.push_back(file);
    }
}

void StoreOpening::settle() {
    run_.reset();
    if ((outcome_.found.empty() && whole_hidden_.empty()) || layout_->shared_here()) return end();
    SyncJob hidden{.disk = {layout_, outcome_.root}, .files = {}, .entries = !whole_hidden_.empty()};
    for (const auto file : whole_hidden_) hidden.files.emplace_back(file, nullptr);
    using Settled = Result<std::vector<PlacedFile>>;
    run_behind(
        lane_, alive_.watch(),
        [hidden = std::move(hidden), found = outcome_.found]() mutable -> Settled {
            SHOAL_TRY(const auto gone, sync_files(hidden));
            if (!gone.empty()) return fail(Errc::io, hidden.disk.layout->shown() + " changes while it is opened");
            return settle_found(hidden.disk, std::move(found));
        },
        [this](Settled settled) {
            if (!settled) return fail_with(std::move(settled).error());
            outcome_.found = std::move(*settled);
            end();
        });
}

void StoreOpening::end() {
    for (const auto& [file, witness] : outcome_.found) {
        served_.adopt(file, witness);
        const auto first = raw(layout_->manifest().first_chunk(file));
        for (std::uint32_t i = 0; i < layout_->manifest().chunks_of(file); ++i)
            served_.mark_verified(ChunkIndex{first + i});
    }
    std::ranges::sort(outcome_.changed);
    const auto events = events_;
    events->on_end(std::move(outcome_));
}

void StoreOpening::fail_with(Error error) {
    run_.reset();
    const auto events = events_;
    events->on_end(std::unexpected{std::move(error)});
}

Error StoreOpening::in_the_way(FileIndex file) const {
    return {Errc::exists, printable(beneath(layout_->directory(), layout_->final_path(file))) +
                              " is there already with other content; choose another folder or allow overwriting"};
}

}  // namespace shoal::transfer
