#pragma once
// What is remembered of shares' bytes: have-bits, hash blocks, placed files and their witnesses (docs/disk.md).

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/database.h"
#include "core/ids.h"
#include "core/world.h"
#include "transfer/hash_block.h"

namespace shoal::transfer {

inline constexpr int catalog_version = 1;
inline constexpr std::uint32_t chunks_per_segment = 32768;  ///< have-bits in one row: 4 KiB, a page of the database

/// Have-bits [index * chunks_per_segment, ...), least significant bit first.
struct HaveSegment {
    std::uint32_t index = 0;
    Bytes bits;
};

struct KnownBlock {
    FileIndex file{};
    HashBlock block;
};

/// A file that lies in its place, and what stat told of it when it was last verified as a whole.
struct PlacedFile {
    FileIndex file{};
    FileWitness witness;
};

/// Changes of one share that become true together or not at all.
struct CatalogChange {
    std::vector<HaveSegment> segments;  ///< replace
    std::vector<KnownBlock> blocks;     ///< insert or replace
    std::vector<PlacedFile> placed;     ///< insert or replace
    std::vector<FileIndex> unplaced;
    bool complete = false;  ///< every file that is selected is placed, nothing is hidden any more

    [[nodiscard]] bool is_empty() const {
        return segments.empty() && blocks.empty() && placed.empty() && unplaced.empty() && !complete;
    }
};

/// All that is known of one share.
struct CatalogEntry {
    bool complete = false;
    std::vector<HaveSegment> segments;
    std::vector<KnownBlock> blocks;
    std::vector<FileIndex> placed;  ///< ascending
};

/// Blocking. One thread at a time: before the loop runs, or on the catalog's lane.
class Catalog {
public:
    /// Opens or creates <path>, and brings an older schema up to date. Errors: malformed (corrupt: the caller sets
    /// it aside), unsupported (written by a newer Shoal), permission, io, no_space.
    [[nodiscard]] static Result<Catalog> open(const std::string& path);

    /// Every share that has an entry.
    [[nodiscard]] Result<std::vector<Tag>> tags();
    /// Makes an empty entry if there is none.
    [[nodiscard]] Result<> begin(const Tag& tag);
    /// Removes all that is known of a share.
    [[nodiscard]] Result<> forget(const Tag& tag);
    /// Makes the entry if needed and applies the change, in one transaction.
    [[nodiscard]] Result<> apply(const Tag& tag, const CatalogChange& change);
    /// The share is complete no more, if it was.
    [[nodiscard]] Result<> reopen(const Tag& tag);
    /// Nothing: there is no entry. Rows of impossible shape are left out.
    [[nodiscard]] Result<std::optional<CatalogEntry>> load(const Tag& tag);
    /// Placed files in ascending order.
    [[nodiscard]] Result<std::vector<PlacedFile>> witnesses(const Tag& tag);

private:
    explicit Catalog(Database database) : database_{std::move(database)} {}
    [[nodiscard]] Result<> migrate();
    [[nodiscard]] Result<std::optional<std::int64_t>> share_of(const Tag& tag);
    [[nodiscard]] Result<std::int64_t> share_or_new(const Tag& tag);
    [[nodiscard]] Result<> put_segments(std::int64_t share, const std::vector<HaveSegment>& segments);
    [[nodiscard]] Result<> put_blocks(std::int64_t share, const std::vector<KnownBlock>& blocks);
    [[nodiscard]] Result<> put_files(std::int64_t share, const CatalogChange& change);
    [[nodiscard]] Result<> load_segments(std::int64_t share, CatalogEntry& entry);
    [[nodiscard]] Result<> load_blocks(std::int64_t share, CatalogEntry& entry);

    Database database_;
};

}  // namespace shoal::transfer
