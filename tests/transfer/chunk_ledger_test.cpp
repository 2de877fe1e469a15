#include "transfer/chunk_ledger.h"

#include <gtest/gtest.h>

#include "tests/transfer/memory_store.h"
#include "tests/transfer/seeded_random.h"

namespace shoal::test {
namespace {

constexpr std::size_t chunk = crypto::chunk_size;

/// Written without any cleverness.
std::uint64_t bytes_of(const Manifest& manifest, const Bitmap& have, const Bitmap& which) {
    std::uint64_t out = 0;
    for (std::uint32_t i = 0; i < have.size(); ++i)
        if (have.test(ChunkIndex{i}) && which.test(ChunkIndex{i})) out += manifest.size_of(ChunkIndex{i});
    return out;
}

TEST(ChunkLedger, ItsSumsAreThoseOfItsChunksWhateverHappens) {
    const auto content = make_content(3, {chunk + 1, 0, 5, 3 * chunk, 2 * chunk - 1, 7});
    const auto& manifest = *content.manifest;
    ChunkLedger ledger{content.manifest};
    SeededRandom random{1};
    const Bitmap all{manifest.chunk_count(), true};
    for (int step = 0; step < 2000; ++step) {
        const ChunkIndex at{static_cast<std::uint32_t>(random.below(manifest.chunk_count()))};
        switch (random.below(5)) {
        case 0:
            ledger.lost(at);
            break;
        case 1:
            ledger.hide(at);
            break;
        case 2: {
            std::vector<bool> wanted;
            for (std::size_t f = 0; f < manifest.files().size(); ++f) wanted.push_back(random.below(2) == 0);
            ledger.want(FileSelection{std::move(wanted)});
            break;
        }
        default:
            ledger.written(at);
        }
        ASSERT_EQ(ledger.bytes_have(), bytes_of(manifest, ledger.have(), all)) << step;
        ASSERT_EQ(ledger.wanted_bytes_have(), bytes_of(manifest, ledger.have(), ledger.wanted())) << step;
        ASSERT_LE(ledger.missing(), ledger.wanted().count());
    }
}

TEST(ChunkLedger, ItsSumsCountWhatTheCatalogKnew) {
    const auto content = make_content(4, {chunk, 100, 200});
    CatalogEntry entry;
    entry.segments.emplace_back(0U, Bytes{Byte{0b101}});
    ChunkLedger ledger{content.manifest, FileSelection{std::vector{true, true, false}}};
    ledger.load(std::move(entry));
    EXPECT_EQ(ledger.bytes_have(), chunk + 200);
    EXPECT_EQ(ledger.wanted_bytes_have(), chunk);
}

}  // namespace
}  // namespace shoal::test
