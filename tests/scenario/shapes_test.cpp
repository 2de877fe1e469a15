// Content of odd shapes: very many files, none, empty ones, deep and strange names.

#include "tests/scenario/story.h"

namespace shoal::scenario {
namespace {

class Shapes : public Story {
protected:
    Content& named_files(const std::string& name, const std::map<std::string, std::uint64_t>& files) {
        Content made{.name = name, .files = {}, .link = {}, .manifest = {}};
        for (const auto& [path, size] : files) made.files[path] = some_bytes(size);
        return cluster().content(std::move(made));
    }
    void goes_from_one_to_the_other(Content& content, Duration limit = 2min) {
        has("anna").shares(content);
        auto& ben = has("ben").gets(content);
        everybody_finishes_within(limit);
        EXPECT_TRUE(has_every_byte(ben, content));
    }
};

TEST_F(Shapes, ThreeThousandTinyFilesArrive) {
    std::map<std::string, std::uint64_t> files;
    for (std::uint64_t i = 0; i < 3000; ++i) {
        files["d" + std::to_string(i % 40) + "/f" + std::to_string(i)] = i % 7 == 0 ? 0 : 1 + i % 900;
    }
    goes_from_one_to_the_other(named_files("mails", files), 5min);
}

TEST_F(Shapes, ThreeThousandTinyFilesArriveThoughThePowerFails) {
    std::map<std::string, std::uint64_t> files;
    for (std::uint64_t i = 0; i < 3000; ++i) files["f" + std::to_string(i)] = 1 + i % 90;
    auto& mails = named_files("mails", files);
    has("anna", uplink(100'000)).shares(mails);
    auto& ben = has("ben").gets(mails);
    until_has(ben, mails, 50);
    ben.loses_power();
    everybody_finishes_within(5min);
}

TEST_F(Shapes, ALoneEmptyFileArrives) {
    goes_from_one_to_the_other(file("nothing.txt", 0));
}

TEST_F(Shapes, AFolderOfEmptyFilesArrives) {
    goes_from_one_to_the_other(folder("nothing", {{"a", 0}, {"b", 0}, {"c/d", 0}}));
}

TEST_F(Shapes, AnEmptyFolderArrives) {
    auto& empty = folder("empty", {});
    auto& anna = has("anna");
    anna.disk().put(anna.machine().path("home/empty/x"), {});
    anna.disk().remove(anna.machine().path("home/empty/x"));
    anna.shares(empty);
    auto& ben = has("ben").gets(empty);
    everybody_finishes_within(2min);
    const auto root = ben.disk().open_root(ben.machine().path("down/empty"), false);
    EXPECT_TRUE(root) << "it has not been made";
}

TEST_F(Shapes, EmptyFoldersInsideArrive) {
    auto& tree = folder("tree", {{"leaf", 10}});
    auto& anna = has("anna");
    anna.disk().put(anna.machine().path("home/tree/a/b/c/x"), {});
    anna.disk().remove(anna.machine().path("home/tree/a/b/c/x"));
    anna.shares(tree);
    auto& ben = has("ben").gets(tree);
    everybody_finishes_within(2min);
    EXPECT_TRUE(ben.disk().open_root(ben.machine().path("down/tree/a/b/c"), false));
}

TEST_F(Shapes, OneByteArrives) {
    goes_from_one_to_the_other(file("bit", 1));
}

TEST_F(Shapes, FilesOfExactlyWholeChunksAndOneByteMoreAndLessArrive) {
    constexpr auto whole = crypto::chunk_size;
    goes_from_one_to_the_other(folder("edges", {{"less", whole - 1},
                                                {"even", whole},
                                                {"more", whole + 1},
                                                {"leaf", 16 * KiB},
                                                {"leaf and one", 16 * KiB + 1},
                                                {"two", 2 * whole}}));
}

TEST_F(Shapes, DeepAndLongNamesArrive) {
    std::string deep;
    for (int i = 0; i < 60; ++i) deep += "d" + std::to_string(i) + "/";
    goes_from_one_to_the_other(named_files("deep", {{deep + "end", 1000},
                                                    {std::string(255, 'n'), 1000},
                                                    {std::string(200, 'p') + "/" + std::string(200, 'q'), 1000}}));
}

TEST_F(Shapes, NamesOfAllTonguesArrive) {
    goes_from_one_to_the_other(named_files(
        "Ünïcödé ☃", {{"日本語/テスト.txt", 100}, {"Привет", 100}, {"emoji 🐟", 100}, {"a b\tc", 100}, {"-rf", 100}}));
}

TEST_F(Shapes, WhatCannotBeSharedIsNamedAndTheRestArrives) {
    auto& mixed = folder("mixed", {{"file", 1000}});
    auto& anna = has("anna");
    EXPECT_TRUE(anna.disk().plant(anna.machine().path("home/mixed/link"), EntryKind::symlink));
    EXPECT_TRUE(anna.disk().plant(anna.machine().path("home/mixed/pipe"), EntryKind::other));
    anna.shares(mixed);
    until_shared(mixed);
    const auto again =
        ask(anna, AddShare{.path = anna.machine().path("home/mixed"), .reproducible = false, .comment = {}});
    ASSERT_TRUE(again);
    EXPECT_EQ(again->skipped, (std::vector<std::string>{"link", "pipe"}));
    has("ben").gets(mixed);
    everybody_finishes_within(1min);
}

TEST_F(Shapes, AFileOfManyChunksArrivesFromManyHands) {
    auto& film = file("film.mkv", 24 * MiB);
    has("anna", uplink(4'000'000)).shares(film);
    for (auto* guest : crowd(3, uplink(4'000'000))) guest->gets(film);
    everybody_finishes_within(2min);
}

}  // namespace
}  // namespace shoal::scenario
