// Opening the library: what a crash left is put right before anything else looks at it.

#include <fmt/format.h>

#include "transfer/local_library.h"

namespace shoal::transfer {

namespace {

constexpr std::string_view catalog_name = "catalog.db";

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

}  // namespace shoal::transfer
