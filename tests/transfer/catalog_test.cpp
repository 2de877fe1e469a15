#include "transfer/catalog.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace shoal::transfer {
namespace {

class CatalogTest : public testing::Test {
protected:
    CatalogTest() {
        std::string pattern = testing::TempDir() + "shoal-catalog-XXXXXX";
        directory_ = mkdtemp(pattern.data());
        path_ = directory_ + "/catalog.db";
    }
    ~CatalogTest() override { std::filesystem::remove_all(directory_); }

    Catalog open() {
        auto catalog = Catalog::open(path_);
        EXPECT_TRUE(catalog) << catalog.error().what;
        return std::move(*catalog);
    }
    static HashBlock block(std::uint32_t number) {
        return {.block = number, .roots = {crypto::leaf_hash({}), {}}, .proof = {crypto::Hash{Byte{9}}}};
    }

    std::string directory_;
    std::string path_;
    Tag first_ = *Tag::from("aaaaaaaa");
    Tag second_ = *Tag::from("bbbbbbbb");
};

TEST_F(CatalogTest, RemembersAShareAcrossOpenings) {
    const FileWitness witness{.device = ~std::uint64_t{0},
                              .inode = 5,
                              .size = 1ULL << 40,
                              .mtime_ns = -1,
                              .ctime_ns = 1'700'000'000'000'000'001,
                              .executable = true};
    {
        auto catalog = open();
        CatalogChange change;
        change.segments.push_back({.index = 1, .bits = {Byte{1}, Byte{2}}});
        change.segments.push_back({.index = 0, .bits = {Byte{255}}});
        change.blocks.push_back({FileIndex{3}, block(2)});
        change.placed.push_back({FileIndex{7}, witness});
        change.placed.push_back({FileIndex{2}, {}});
        ASSERT_TRUE(catalog.apply(first_, change));
    }
    auto catalog = open();
    const auto entry = catalog.load(first_);
    ASSERT_TRUE(entry && *entry);
    EXPECT_FALSE((*entry)->complete);
    ASSERT_EQ((*entry)->segments.size(), 2U);
    EXPECT_EQ((*entry)->segments[0].bits, Bytes{Byte{255}});
    EXPECT_EQ((*entry)->segments[1].index, 1U);
    ASSERT_EQ((*entry)->blocks.size(), 1U);
    EXPECT_EQ((*entry)->blocks[0].file, FileIndex{3});
    EXPECT_EQ((*entry)->blocks[0].block.block, 2U);
    EXPECT_EQ((*entry)->blocks[0].block.roots, block(2).roots);
    EXPECT_EQ((*entry)->blocks[0].block.proof, block(2).proof);
    EXPECT_EQ((*entry)->placed, (std::vector{FileIndex{2}, FileIndex{7}}));
    const auto witnesses = catalog.witnesses(first_);
    ASSERT_TRUE(witnesses);
    EXPECT_EQ(witnesses->at(1).witness, witness);
}

TEST_F(CatalogTest, AppliesLaterChangesOverEarlierOnes) {
    auto catalog = open();
    ASSERT_TRUE(catalog.begin(first_));
    CatalogChange change;
    change.segments.push_back({.index = 0, .bits = {Byte{1}}});
    change.placed.push_back({FileIndex{1}, {}});
    ASSERT_TRUE(catalog.apply(first_, change));
    CatalogChange later;
    later.segments.push_back({.index = 0, .bits = {Byte{3}}});
    later.unplaced.push_back(FileIndex{1});
    later.complete = true;
    ASSERT_TRUE(catalog.apply(first_, later));
    const auto entry = catalog.load(first_);
    ASSERT_TRUE(entry && *entry);
    EXPECT_TRUE((*entry)->complete);
    EXPECT_EQ((*entry)->segments.at(0).bits, Bytes{Byte{3}});
    EXPECT_TRUE((*entry)->placed.empty());
}

TEST_F(CatalogTest, ForgetsOneShareAndAllThatBelongsToIt) {
    auto catalog = open();
    CatalogChange change;
    change.segments.push_back({.index = 0, .bits = {Byte{1}}});
    change.blocks.push_back({FileIndex{0}, block(0)});
    change.placed.push_back({FileIndex{0}, {}});
    ASSERT_TRUE(catalog.apply(first_, change));
    ASSERT_TRUE(catalog.apply(second_, change));
    ASSERT_TRUE(catalog.forget(first_));
    EXPECT_EQ(catalog.tags(), (std::vector{second_}));
    EXPECT_FALSE(catalog.load(first_)->has_value());
    // A share of the same name afterwards begins with nothing.
    ASSERT_TRUE(catalog.begin(first_));
    const auto entry = catalog.load(first_);
    ASSERT_TRUE(entry && *entry);
    EXPECT_TRUE((*entry)->segments.empty() && (*entry)->blocks.empty() && (*entry)->placed.empty());
    EXPECT_EQ((*catalog.load(second_))->blocks.size(), 1U);
}

TEST_F(CatalogTest, RefusesADatabaseOfANewerVersion) {
    (void)open();
    {
        auto database = Database::open(path_);
        ASSERT_TRUE(database && database->set_version(catalog_version + 1));
    }
    const auto catalog = Catalog::open(path_);
    ASSERT_FALSE(catalog);
    EXPECT_EQ(catalog.error().code, Errc::unsupported);
}

TEST_F(CatalogTest, SaysThatACorruptFileIsCorrupt) {
    std::ofstream{path_} << std::string(8192, 'x');
    const auto catalog = Catalog::open(path_);
    ASSERT_FALSE(catalog);
    EXPECT_EQ(catalog.error().code, Errc::malformed);
}

}  // namespace
}  // namespace shoal::transfer
