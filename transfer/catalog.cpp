#include "transfer/catalog.h"

#include <array>
#include <limits>

#include <fmt/format.h>

namespace shoal::transfer {

namespace {

// migrations[v] brings a database of version v to v + 1. Never edited once released; new ones are appended.
constexpr std::array<std::string_view, catalog_version> migrations{R"sql(
CREATE TABLE shares (
    id INTEGER PRIMARY KEY,
    tag TEXT NOT NULL UNIQUE,
    complete INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE have (
    share INTEGER NOT NULL REFERENCES shares(id) ON DELETE CASCADE,
    segment INTEGER NOT NULL,
    bits BLOB NOT NULL,
    PRIMARY KEY (share, segment)
) STRICT, WITHOUT ROWID;
CREATE TABLE hash_blocks (
    share INTEGER NOT NULL REFERENCES shares(id) ON DELETE CASCADE,
    file INTEGER NOT NULL,
    block INTEGER NOT NULL,
    roots BLOB NOT NULL,
    proof BLOB NOT NULL,
    UNIQUE (share, file, block)
) STRICT;
CREATE TABLE placed_files (
    share INTEGER NOT NULL REFERENCES shares(id) ON DELETE CASCADE,
    file INTEGER NOT NULL,
    device INTEGER NOT NULL,
    inode INTEGER NOT NULL,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    ctime_ns INTEGER NOT NULL,
    executable INTEGER NOT NULL,
    PRIMARY KEY (share, file)
) STRICT, WITHOUT ROWID;
)sql"};

// SQLite has signed 64-bit integers only; the bits are kept.
std::int64_t kept(std::uint64_t value) {
    return static_cast<std::int64_t>(value);
}

std::uint64_t unkept(std::int64_t value) {
    return static_cast<std::uint64_t>(value);
}

Bytes joined(const std::vector<crypto::Hash>& hashes) {
    Bytes out;
    out.reserve(hashes.size() * sizeof(crypto::Hash));
    for (const auto& hash : hashes) out.insert(out.end(), hash.begin(), hash.end());
    return out;
}

std::optional<std::vector<crypto::Hash>> split(BytesView bytes) {
    constexpr std::size_t width = sizeof(crypto::Hash);
    if (bytes.size() % width != 0) return std::nullopt;
    std::vector<crypto::Hash> out(bytes.size() / width);
    for (std::size_t i = 0; i < out.size(); ++i) {
        const auto one = bytes.subspan(i * width, width);
        std::copy(one.begin(), one.end(), out[i].begin());
    }
    return out;
}

std::optional<std::uint32_t> index_from(std::int64_t value) {
    if (value < 0 || value > std::numeric_limits<std::uint32_t>::max()) return std::nullopt;
    return static_cast<std::uint32_t>(value);
}

}  // namespace

Result<Catalog> Catalog::open(const std::string& path) {
    SHOAL_TRY(auto database, Database::open(path));
    Catalog catalog{std::move(database)};
    SHOAL_CHECK(catalog.migrate());
    return catalog;
}

Result<> Catalog::migrate() {
    SHOAL_TRY(const int found, database_.version());
    if (found > catalog_version)
        return fail(Errc::unsupported,
                    fmt::format("the catalog was written by a newer Shoal (version {}, this one knows {})", found,
                                catalog_version));
    if (found < 0) return fail(Errc::malformed, "the catalog has an impossible version");
    if (found == catalog_version) return {};
    return database_.transaction([&]() -> Result<> {
        for (auto at = static_cast<std::size_t>(found); at < migrations.size(); ++at)
            SHOAL_CHECK(database_.execute(migrations[at]));
        return database_.set_version(catalog_version);
    });
}

Result<std::vector<Tag>> Catalog::tags() {
    std::vector<Tag> out;
    SHOAL_TRY(auto rows, database_.prepare("SELECT tag FROM shares ORDER BY tag"));
    while (true) {
        SHOAL_TRY(const bool more, rows.step());
        if (!more) return out;
        if (const auto tag = Tag::from(rows.text(0))) out.push_back(*tag);
    }
}

Result<std::optional<std::int64_t>> Catalog::share_of(const Tag& tag) {
    SHOAL_TRY(auto rows, database_.prepare("SELECT id FROM shares WHERE tag = ?"));
    rows.bind(1, std::string_view{tag.text.data(), tag.text.size()});
    SHOAL_TRY(const bool there, rows.step());
    if (!there) return std::optional<std::int64_t>{};
    return std::optional<std::int64_t>{rows.integer(0)};
}

Result<std::int64_t> Catalog::share_or_new(const Tag& tag) {
    SHOAL_TRY(const auto known, share_of(tag));
    if (known) return *known;
    SHOAL_TRY(auto insert, database_.prepare("INSERT INTO shares (tag) VALUES (?) RETURNING id"));
    insert.bind(1, std::string_view{tag.text.data(), tag.text.size()});
    SHOAL_TRY(const bool there, insert.step());
    if (!there) return fail(Errc::io, "the catalog did not number a new share");
    const auto id = insert.integer(0);
    SHOAL_CHECK(insert.run());
    return id;
}

Result<> Catalog::begin(const Tag& tag) {
    return apply(tag, {});
}

Result<> Catalog::forget(const Tag& tag) {
    return database_.transaction([&]() -> Result<> {
        SHOAL_TRY(auto remove, database_.prepare("DELETE FROM shares WHERE tag = ?"));
        return remove.bind(1, std::string_view{tag.text.data(), tag.text.size()}).run();
    });
}

Result<> Catalog::apply(const Tag& tag, const CatalogChange& change) {
    return database_.transaction([&]() -> Result<> {
        SHOAL_TRY(const auto share, share_or_new(tag));
        SHOAL_CHECK(put_segments(share, change.segments));
        SHOAL_CHECK(put_blocks(share, change.blocks));
        SHOAL_CHECK(put_files(share, change));
        if (!change.complete) return {};
        SHOAL_TRY(auto update, database_.prepare("UPDATE shares SET complete = 1 WHERE id = ?"));
        return update.bind(1, share).run();
    });
}

Result<> Catalog::reopen(const Tag& tag) {
    return database_.transaction([&]() -> Result<> {
        SHOAL_TRY(auto update, database_.prepare("UPDATE shares SET complete = 0 WHERE tag = ?"));
        return update.bind(1, std::string_view{tag.text.data(), tag.text.size()}).run();
    });
}

Result<> Catalog::put_segments(std::int64_t share, const std::vector<HaveSegment>& segments) {
    SHOAL_TRY(auto put, database_.prepare("INSERT OR REPLACE INTO have (share, segment, bits) VALUES (?, ?, ?)"));
    for (const auto& segment : segments) {
        put.bind(1, share).bind(2, std::int64_t{segment.index}).bind(3, BytesView{segment.bits});
        SHOAL_CHECK(put.run());
    }
    return {};
}

Result<> Catalog::put_blocks(std::int64_t share, const std::vector<KnownBlock>& blocks) {
    SHOAL_TRY(auto put, database_.prepare("INSERT OR REPLACE INTO hash_blocks (share, file, block, roots, proof) "
                                          "VALUES (?, ?, ?, ?, ?)"));
    for (const auto& known : blocks) {
        const Bytes roots = joined(known.block.roots);
        const Bytes proof = joined(known.block.proof);
        put.bind(1, share).bind(2, std::int64_t{raw(known.file)}).bind(3, std::int64_t{known.block.block});
        put.bind(4, BytesView{roots}).bind(5, BytesView{proof});
        SHOAL_CHECK(put.run());
    }
    return {};
}

Result<> Catalog::put_files(std::int64_t share, const CatalogChange& change) {
    SHOAL_TRY(auto put, database_.prepare("INSERT OR REPLACE INTO placed_files (share, file, device, inode, size, "
                                          "mtime_ns, ctime_ns, executable) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"));
    for (const auto& [file, witness] : change.placed) {
        put.bind(1, share).bind(2, std::int64_t{raw(file)});
        put.bind(3, kept(witness.device)).bind(4, kept(witness.inode)).bind(5, kept(witness.size));
        put.bind(6, witness.mtime_ns).bind(7, witness.ctime_ns);
        put.bind(8, std::int64_t{witness.executable ? 1 : 0});
        SHOAL_CHECK(put.run());
    }
    SHOAL_TRY(auto remove, database_.prepare("DELETE FROM placed_files WHERE share = ? AND file = ?"));
    for (const auto file : change.unplaced) SHOAL_CHECK(remove.bind(1, share).bind(2, std::int64_t{raw(file)}).run());
    return {};
}

Result<std::optional<CatalogEntry>> Catalog::load(const Tag& tag) {
    SHOAL_TRY(auto row, database_.prepare("SELECT id, complete FROM shares WHERE tag = ?"));
    row.bind(1, std::string_view{tag.text.data(), tag.text.size()});
    SHOAL_TRY(const bool there, row.step());
    if (!there) return std::optional<CatalogEntry>{};
    CatalogEntry entry{.complete = row.integer(1) != 0, .segments = {}, .blocks = {}, .placed = {}};
    const auto share = row.integer(0);
    SHOAL_CHECK(load_segments(share, entry));
    SHOAL_CHECK(load_blocks(share, entry));
    SHOAL_TRY(auto files, database_.prepare("SELECT file FROM placed_files WHERE share = ? ORDER BY file"));
    files.bind(1, share);
    while (true) {
        SHOAL_TRY(const bool more, files.step());
        if (!more) return std::optional{std::move(entry)};
        if (const auto file = index_from(files.integer(0))) entry.placed.push_back(FileIndex{*file});
    }
}

Result<> Catalog::load_segments(std::int64_t share, CatalogEntry& entry) {
    SHOAL_TRY(auto rows, database_.prepare("SELECT segment, bits FROM have WHERE share = ? ORDER BY segment"));
    rows.bind(1, share);
    while (true) {
        SHOAL_TRY(const bool more, rows.step());
        if (!more) return {};
        const auto index = index_from(rows.integer(0));
        if (index) entry.segments.push_back({.index = *index, .bits = rows.blob(1)});
    }
}

Result<> Catalog::load_blocks(std::int64_t share, CatalogEntry& entry) {
    SHOAL_TRY(auto rows, database_.prepare("SELECT file, block, roots, proof FROM hash_blocks WHERE share = ? "
                                           "ORDER BY file, block"));
    rows.bind(1, share);
    while (true) {
        SHOAL_TRY(const bool more, rows.step());
        if (!more) return {};
        const auto file = index_from(rows.integer(0));
        const auto block = index_from(rows.integer(1));
        auto roots = split(rows.blob(2));
        auto proof = split(rows.blob(3));
        if (!file || !block || !roots || !proof) continue;
        entry.blocks.push_back(
            {FileIndex{*file}, {.block = *block, .roots = std::move(*roots), .proof = std::move(*proof)}});
    }
}

Result<std::vector<PlacedFile>> Catalog::witnesses(const Tag& tag) {
    std::vector<PlacedFile> out;
    SHOAL_TRY(const auto share, share_of(tag));
    if (!share) return out;
    SHOAL_TRY(auto rows, database_.prepare("SELECT file, device, inode, size, mtime_ns, ctime_ns, executable "
                                           "FROM placed_files WHERE share = ? ORDER BY file"));
    rows.bind(1, *share);
    while (true) {
        SHOAL_TRY(const bool more, rows.step());
        if (!more) return out;
        const auto file = index_from(rows.integer(0));
        if (!file) continue;
        out.push_back({FileIndex{*file},
                       {.device = unkept(rows.integer(1)),
                        .inode = unkept(rows.integer(2)),
                        .size = unkept(rows.integer(3)),
                        .mtime_ns = rows.integer(4),
                        .ctime_ns = rows.integer(5),
                        .executable = rows.integer(6) != 0}});
    }
}

}  // namespace shoal::transfer
