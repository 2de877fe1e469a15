// The catalog over rows that nobody would write: whatever stands in a database of the right schema, loading gives
// exactly the rows of possible shape, and they can be written and loaded again.

#include <filesystem>
#include <fstream>
#include <set>

#include <unistd.h>

#include "tests/fuzz/errors.h"
#include "transfer/catalog.h"

namespace {

using namespace shoal;
using namespace shoal::transfer;

/// One folder for the whole process, in memory where there is such a place: a target makes thousands of databases.
class Folder {
public:
    Folder() {
        std::error_code ignored;
        const auto base = std::filesystem::is_directory("/dev/shm", ignored) ? std::filesystem::path{"/dev/shm"}
                                                                             : std::filesystem::temp_directory_path();
        path_ = (base / "shoal-fuzz-XXXXXX").string();
        FUZZ_CHECK(::mkdtemp(path_.data()) != nullptr);
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    [[nodiscard]] std::string database() const { return path_ + "/catalog.db"; }
    /// Like a new one, without the time that making one takes.
    void renew() {
        if (fresh_.empty()) {
            FUZZ_CHECK(Catalog::open(database())->begin(tag()).has_value());
            std::ifstream file{database(), std::ios::binary};
            fresh_.assign(std::istreambuf_iterator<char>{file}, {});
        }
        for (const auto* part : {"-wal", "-shm"}) std::filesystem::remove(database() + part);
        std::ofstream file{database(), std::ios::binary | std::ios::trunc};
        file << fresh_;
        FUZZ_CHECK(file.flush().good());
    }
    static Tag tag() { return *Tag::from("aaaabbbb"); }

private:
    std::string path_;
    std::string fresh_;  // the bytes of a database that was just made
};

std::int64_t integer(fuzz::Input& in) {
    if (in.flag()) return in.u8();
    return static_cast<std::int64_t>(in.u64());
}

bool is_index(std::int64_t value) {
    return value >= 0 && value <= 0xffff'ffff;
}

/// What should come out.
struct Model {
    std::map<std::int64_t, Bytes> segments;
    std::map<std::pair<std::int64_t, std::int64_t>, std::pair<Bytes, Bytes>> blocks;
    std::map<std::int64_t, std::array<std::int64_t, 6>> placed;
    std::set<std::string> tags{"aaaabbbb"};
    bool complete = false;
};

void put_row(Database& database, fuzz::Input& in, Model& model) {
    switch (in.below(5)) {
    case 0: {
        auto put = database.prepare("INSERT OR REPLACE INTO have VALUES (1, ?, ?)");
        const auto segment = integer(in);
        const auto bits = fuzz::copy(in.run());
        FUZZ_CHECK(put->bind(1, segment).bind(2, BytesView{bits}).run().has_value());
        model.segments[segment] = bits;
        return;
    }
    case 1: {
        auto put = database.prepare("INSERT OR REPLACE INTO hash_blocks VALUES (1, ?, ?, ?, ?)");
        const auto file = integer(in);
        const auto block = integer(in);
        const auto roots = fuzz::copy(in.run());
        const auto proof = fuzz::copy(in.run());
        put->bind(1, file).bind(2, block).bind(3, BytesView{roots}).bind(4, BytesView{proof});
        FUZZ_CHECK(put->run().has_value());
        model.blocks[{file, block}] = {roots, proof};
        return;
    }
    case 2: {
        auto put = database.prepare("INSERT OR REPLACE INTO placed_files VALUES (1, ?, ?, ?, ?, ?, ?, ?)");
        const auto file = integer(in);
        std::array<std::int64_t, 6> values{};
        put->bind(1, file);
        for (int i = 0; i < 6; ++i) put->bind(i + 2, values[static_cast<std::size_t>(i)] = integer(in));
        FUZZ_CHECK(put->run().has_value());
        model.placed[file] = values;
        return;
    }
    case 3: {
        auto put = database.prepare("INSERT OR IGNORE INTO shares (tag) VALUES (?)");
        const std::string tag{as_text(in.run())};
        if (tag.find('\0') != std::string::npos) return;  // a text of SQL ends there
        FUZZ_CHECK(put->bind(1, std::string_view{tag}).run().has_value());
        model.tags.insert(tag);
        return;
    }
    default: {
        auto put = database.prepare("UPDATE shares SET complete = ? WHERE id = 1");
        const auto complete = integer(in);
        FUZZ_CHECK(put->bind(1, complete).run().has_value());
        model.complete = complete != 0;
    }
    }
}

void check_entry(const CatalogEntry& entry, const Model& model) {
    FUZZ_CHECK(entry.complete == model.complete);
    auto segment = entry.segments.begin();
    for (const auto& [index, bits] : model.segments) {
        if (!is_index(index)) continue;
        FUZZ_CHECK(segment != entry.segments.end() && segment->index == index && segment->bits == bits);
        ++segment;
    }
    FUZZ_CHECK(segment == entry.segments.end());
    auto block = entry.blocks.begin();
    for (const auto& [key, value] : model.blocks) {
        const auto& [roots, proof] = value;
        if (!is_index(key.first) || !is_index(key.second) || roots.size() % 32 != 0 || proof.size() % 32 != 0) continue;
        FUZZ_CHECK(block != entry.blocks.end() && raw(block->file) == key.first && block->block.block == key.second);
        FUZZ_CHECK(block->block.roots.size() * 32 == roots.size() && block->block.proof.size() * 32 == proof.size());
        if (!roots.empty()) FUZZ_CHECK(fuzz::same(block->block.roots.back(), BytesView{roots}.last(32)));
        if (!proof.empty()) FUZZ_CHECK(fuzz::same(block->block.proof.front(), BytesView{proof}.first(32)));
        ++block;
    }
    FUZZ_CHECK(block == entry.blocks.end());
    auto placed = entry.placed.begin();
    for (const auto& [file, values] : model.placed) {
        if (!is_index(file)) continue;
        FUZZ_CHECK(placed != entry.placed.end() && raw(*placed) == file);
        ++placed;
    }
    FUZZ_CHECK(placed == entry.placed.end());
}

/// Writes all of it for another share; that one is then the same.
void check_again(Catalog& catalog, const CatalogEntry& entry, const std::vector<PlacedFile>& witnesses) {
    const Tag other = *Tag::from("zzzz7777");
    CatalogChange change{.segments = entry.segments,
                         .blocks = entry.blocks,
                         .placed = witnesses,
                         .unplaced = {},
                         .complete = entry.complete};
    FUZZ_CHECK(catalog.apply(other, change).has_value());
    const auto again = catalog.load(other);
    FUZZ_CHECK(again && *again);
    FUZZ_CHECK((*again)->complete == entry.complete && (*again)->placed == entry.placed);
    FUZZ_CHECK((*again)->segments.size() == entry.segments.size());
    FUZZ_CHECK((*again)->blocks.size() == entry.blocks.size());
    const auto same = catalog.witnesses(other);
    FUZZ_CHECK(same && same->size() == witnesses.size());
    for (std::size_t i = 0; i < witnesses.size(); ++i) FUZZ_CHECK((*same)[i].witness == witnesses[i].witness);
    FUZZ_CHECK(catalog.forget(other) && !*catalog.load(other));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static Folder folder;
    folder.renew();
    fuzz::Input in{fuzz::view(data, size)};
    Model model;
    {
        auto database = Database::open(folder.database());
        FUZZ_CHECK(database.has_value());
        FUZZ_CHECK(database
                       ->transaction([&]() -> Result<> {
                           while (!in.is_empty()) put_row(*database, in, model);
                           return {};
                       })
                       .has_value());
    }
    auto catalog = Catalog::open(folder.database());
    FUZZ_CHECK(catalog.has_value());
    const auto entry = catalog->load(Folder::tag());
    FUZZ_CHECK(entry && *entry);
    check_entry(**entry, model);
    std::size_t tags = 0;
    for (const auto& tag : model.tags) tags += Tag::from(tag) ? 1U : 0U;
    FUZZ_CHECK(catalog->tags()->size() == tags);
    const auto witnesses = catalog->witnesses(Folder::tag());
    FUZZ_CHECK(witnesses && witnesses->size() == (*entry)->placed.size());
    check_again(*catalog, **entry, *witnesses);
    return 0;
}
