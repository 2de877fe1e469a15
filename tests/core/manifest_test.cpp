#include "core/manifest.h"

#include <fstream>
#include <gmock/gmock.h>
#include <map>
#include <random>
#include <sstream>

#include "core/magnet.h"
#include "core/packing.h"

namespace shoal {
namespace {

using ::testing::HasSubstr;
using Path = std::vector<std::string>;

crypto::Hash filled(unsigned byte) {
    crypto::Hash hash;
    hash.fill(static_cast<Byte>(byte));
    return hash;
}

ManifestFile file_of(Path path, BytesView content, bool executable = false) {
    return {std::move(path), content.size(), crypto::file_root(content.size(), crypto::tree_of(content)), executable};
}

ManifestFile claimed(Path path, std::uint64_t size, unsigned root = 1) {
    return {std::move(path), size, filled(root), false};
}

ManifestContent folder(std::vector<ManifestFile> files) {
    ManifestContent content;
    content.name = "folder";
    content.files = std::move(files);
    return content;
}

ManifestContent with_every_key() {
    ManifestContent content;
    content.name = "every key";
    content.comment = "\u00e9t\u00e9 \U0001f41f";
    content.created = WallTime{1795000000123};
    content.directories = {{"docs", "empty"}, {"z"}};
    Bytes big(256 * 2048);
    for (std::size_t i = 0; i < big.size(); ++i) big[i] = static_cast<Byte>(i & 0xff);
    const Bytes long_leaf(crypto::leaf_size + 1, Byte{'x'});
    content.files = {file_of({"bin", "run.sh"}, as_bytes("#!/bin/sh\n"), true), file_of({"docs", "big"}, big),
                     claimed({"docs", "huge"}, (std::uint64_t{1} << 40) + 1, 0xab), file_of({"\u00fcber"}, long_leaf)};
    content.salt.emplace();
    for (std::size_t i = 0; i < 32; ++i) (*content.salt)[i] = static_cast<Byte>(i);
    return content;
}

ManifestContent lone_file() {
    ManifestContent content;
    content.name = "a.txt";
    content.single = true;
    content.salt = filled(7);
    content.files = {file_of({"a.txt"}, {})};
    return content;
}

ManifestContent many_files() {
    ManifestContent content;
    content.name = "many";
    for (std::uint32_t i = 0; i < 5000; ++i) {
        std::string number = std::to_string(i);
        number.insert(0, 5 - number.size(), '0');
        content.files.push_back(claimed({"d" + number.substr(0, 3), "file " + number + ".bin"}, i + 1, i % 256));
    }
    return content;
}

ManifestContent with_sizes() {
    ManifestContent content;
    content.name = std::string(255, 'n');
    const std::uint64_t gib4 = std::uint64_t{1} << 32;
    for (const std::uint64_t size :
         {std::uint64_t{127}, std::uint64_t{128}, std::uint64_t{255}, std::uint64_t{256}, std::uint64_t{65535},
          std::uint64_t{65536}, std::uint64_t{262143}, std::uint64_t{262144}, std::uint64_t{262145}, gib4 - 1, gib4}) {
        const std::size_t i = content.files.size();
        content.files.push_back(claimed({std::string{i < 10 ? '0' : '1', static_cast<char>('0' + i % 10)}}, size));
    }
    return content;
}

// --- vectors of the second implementation ----------------------------------------------------------------------------

using Vectors = std::map<std::string, std::map<std::string, std::string>>;

Vectors read_vectors() {
    std::ifstream in{SHOAL_SOURCE_DIR "/tests/core/manifest_vectors.txt"};
    Vectors vectors;
    for (std::string line; std::getline(in, line);) {
        std::istringstream words{line};
        std::string name, field, value;
        if (line.starts_with('#')) continue;
        words >> name >> field >> value;
        vectors[name][field] = value;
    }
    return vectors;
}

void expect_like(const Manifest& manifest, std::map<std::string, std::string> vector) {
    if (vector.contains("bytes")) {
        EXPECT_EQ(to_hex(manifest.bytes()), vector["bytes"]);
    }
    EXPECT_EQ(std::to_string(manifest.bytes().size()), vector["size"]);
    EXPECT_EQ(to_hex(crypto::blake2b(crypto::Personal{""}, manifest.bytes())), vector["hash"]);
    EXPECT_EQ(to_hex(manifest.tree()), vector["tree"]);
    EXPECT_EQ(to_hex(manifest.id().view()), vector["id"]);
    const ContentKeys keys = ContentKeys::derive(manifest.id());
    EXPECT_EQ(to_hex(keys.open), vector["open"]);
    EXPECT_EQ(to_hex(keys.proof), vector["proof"]);
    EXPECT_EQ(to_hex(keys.lan), vector["lan"]);
    EXPECT_EQ(to_hex(keys.discovery.view()), vector["discovery"]);
    EXPECT_EQ(keys.tag.str(), vector["tag"]);
    Magnet magnet;
    magnet.id = manifest.id();
    EXPECT_EQ(magnet.short_form(), vector["link"]);
}

TEST(ManifestVectors, AreMadeAlikeByASecondImplementation) {
    Vectors vectors = read_vectors();
    ASSERT_EQ(vectors.size(), 7U);
    ManifestContent empty;
    empty.name = "empty";
    const std::map<std::string, ManifestContent> contents{
        {"empty_folder", empty},    {"one_file", folder({file_of({"a"}, as_bytes("hello"))})},
        {"lone_file", lone_file()}, {"every_key", with_every_key()},
        {"sizes", with_sizes()},    {"many_files", many_files()}};
    for (const auto& [name, content] : contents) {
        SCOPED_TRACE(name);
        const auto made = Manifest::make(content);
        ASSERT_TRUE(made) << made.error().what;
        expect_like(*made, vectors[name]);
        const auto loaded = Manifest::load(made->bytes());
        ASSERT_TRUE(loaded) << loaded.error().what;
        expect_like(*loaded, vectors[name]);
    }
}

TEST(ManifestVectors, UnknownKeysAreKeptAndCountForTheId) {
    Vectors vectors = read_vectors();
    const auto loaded = Manifest::load(from_hex(vectors["unknown_keys"]["bytes"]).value());
    ASSERT_TRUE(loaded) << loaded.error().what;
    expect_like(*loaded, vectors["unknown_keys"]);
    ASSERT_EQ(loaded->files().size(), 1U);
    EXPECT_EQ(loaded->files()[0].path, Path{"f"});
    EXPECT_NE(Manifest::make(loaded->content())->id(), loaded->id());
}

// --- what is read back -----------------------------------------------------------------------------------------------

TEST(Manifest, LoadGivesBackEverythingThatWasMade) {
    const auto made = Manifest::make(with_every_key());
    ASSERT_TRUE(made);
    const auto loaded = Manifest::load(made->bytes());
    ASSERT_TRUE(loaded);
    const ManifestContent& content = loaded->content();
    EXPECT_EQ(content.comment, with_every_key().comment);
    EXPECT_EQ(content.created, with_every_key().created);
    EXPECT_EQ(content.directories, with_every_key().directories);
    EXPECT_EQ(content.salt, with_every_key().salt);
    EXPECT_EQ(loaded->name(), "every key");
    EXPECT_FALSE(loaded->is_single());
    ASSERT_EQ(loaded->files().size(), 4U);
    EXPECT_TRUE(loaded->files()[0].executable);
    EXPECT_FALSE(loaded->files()[1].executable);
    EXPECT_EQ(loaded->files()[2].size, (std::uint64_t{1} << 40) + 1);
    EXPECT_EQ(loaded->total_bytes(), made->total_bytes());
}

TEST(Manifest, AnEmptyFolderIsValid) {
    const auto made = Manifest::make(folder({}));
    ASSERT_TRUE(made);
    EXPECT_EQ(made->chunk_count(), 0U);
    EXPECT_EQ(made->total_bytes(), 0U);
    EXPECT_TRUE(Manifest::load(made->bytes()));
}

TEST(Manifest, CountsChunksOverAllFilesInTheirOrder) {
    const std::uint64_t full = crypto::chunk_size;
    const auto manifest =
        Manifest::make(folder({file_of({"a"}, {}), claimed({"b"}, 1), file_of({"c"}, {}), claimed({"d"}, 2 * full),
                               claimed({"e"}, 2 * full + 5), file_of({"f"}, {})}));
    ASSERT_TRUE(manifest) << manifest.error().what;
    EXPECT_EQ(manifest->chunk_count(), 6U);
    EXPECT_EQ(manifest->total_bytes(), 4 * full + 6);
    const std::vector<std::array<std::uint64_t, 3>> expected{// file, offset, size
                                                             {1, 0, 1},    {3, 0, full},    {3, full, full},
                                                             {4, 0, full}, {4, full, full}, {4, 2 * full, 5}};
    for (std::uint32_t i = 0; i < expected.size(); ++i) {
        EXPECT_EQ(raw(manifest->file_of(ChunkIndex{i})), expected[i][0]);
        EXPECT_EQ(manifest->offset_in_file(ChunkIndex{i}), expected[i][1]);
        EXPECT_EQ(manifest->size_of(ChunkIndex{i}), expected[i][2]);
    }
    const std::vector<std::array<std::uint32_t, 2>> of_files{{0, 0}, {0, 1}, {1, 0}, {1, 2}, {3, 3}, {6, 0}};
    for (std::uint32_t i = 0; i < of_files.size(); ++i) {
        EXPECT_EQ(raw(manifest->first_chunk(FileIndex{i})), of_files[i][0]);
        EXPECT_EQ(manifest->chunks_of(FileIndex{i}), of_files[i][1]);
    }
}

TEST(Manifest, ChunkCountRoundsUpWithoutOverflow) {
    EXPECT_EQ(chunk_count_of(0), 0U);
    EXPECT_EQ(chunk_count_of(1), 1U);
    EXPECT_EQ(chunk_count_of(crypto::chunk_size), 1U);
    EXPECT_EQ(chunk_count_of(crypto::chunk_size + 1), 2U);
    EXPECT_EQ(chunk_count_of(~std::uint64_t{0}), std::uint64_t{1} << 46);
}

// --- what is refused: contents ---------------------------------------------------------------------------------------

/// make refuses it, and so does load of the bytes it would have had.
Error refused(const ManifestContent& content) {
    const auto made = Manifest::make(content);
    EXPECT_FALSE(made);
    return made ? Error{} : made.error();
}

TEST(Manifest, RefusesBadNamesAndPathsNamingThem) {
    for (const auto* name : {"", ".", "..", "a/b", "a\\b", "\xff", "..."}) {
        ManifestContent content = folder({});
        content.name = name;
        EXPECT_EQ(refused(content).code, Errc::malformed);
        EXPECT_EQ(refused(folder({claimed({"x", name}, 1)})).code, Errc::malformed);
        content = folder({});
        content.directories = {{name}};
        EXPECT_EQ(refused(content).code, Errc::malformed);
    }
    EXPECT_EQ(refused(folder({claimed({}, 1)})).code, Errc::malformed);
    EXPECT_THAT(refused(folder({claimed({"x", "a\\b"}, 1)})).what, HasSubstr("a\\b"));
    EXPECT_EQ(refused(folder({claimed(Path(65, "a"), 1)})).code, Errc::limit);
}

TEST(Manifest, RefusesFilesOutOfOrderOrTwice) {
    EXPECT_EQ(refused(folder({claimed({"b"}, 1), claimed({"a"}, 1)})).code, Errc::malformed);
    EXPECT_EQ(refused(folder({claimed({"a"}, 1), claimed({"a"}, 1)})).code, Errc::malformed);
    // Component by component: "a" < "a-" although '-' < '/' in a joined path.
    EXPECT_TRUE(Manifest::make(folder({claimed({"a", "x"}, 1), claimed({"a-", "x"}, 1)})));
    EXPECT_EQ(refused(folder({claimed({"a-", "x"}, 1), claimed({"a", "x"}, 1)})).code, Errc::malformed);
    // Bytes are unsigned.
    EXPECT_TRUE(Manifest::make(folder({claimed({"z"}, 1), claimed({"\u00e9"}, 1)})));
    ManifestContent content = folder({});
    content.directories = {{"b"}, {"a"}};
    EXPECT_EQ(refused(content).code, Errc::malformed);
    content.directories = {{"a"}, {"a"}};
    EXPECT_EQ(refused(content).code, Errc::malformed);
}

TEST(Manifest, RefusesCollisionsNamingBothEntries) {
    const Error error = refused(folder({claimed({"README"}, 1), claimed({"readme"}, 1)}));
    EXPECT_THAT(error.what, HasSubstr("'README'"));
    EXPECT_THAT(error.what, HasSubstr("'readme'"));
    EXPECT_THAT(refused(folder({claimed({"a"}, 1), claimed({"a", "b"}, 1)})).what,
                HasSubstr("both a file and a directory"));
    ManifestContent content = folder({claimed({"x", "f"}, 1)});
    content.directories = {{"X", "empty"}};
    EXPECT_THAT(refused(content).what, HasSubstr("same file on some systems"));
    content.directories = {{"x", "f"}};
    EXPECT_EQ(refused(content).code, Errc::malformed);
    content.directories = {{"x", "f", "g"}};
    EXPECT_EQ(refused(content).code, Errc::malformed);
}

TEST(Manifest, RefusesAnEmptyDirectoryThatIsNotEmpty) {
    ManifestContent content = folder({claimed({"a-", "f"}, 1), claimed({"b", "c", "f"}, 1)});
    content.directories = {{"a"}, {"b", "d"}};
    EXPECT_TRUE(Manifest::make(content));
    for (const Path& directory : {Path{"b"}, Path{"b", "c"}, Path{"a-"}}) {
        content.directories = {directory};
        EXPECT_THAT(refused(content).what, HasSubstr("listed as empty and is not"));
    }
    content.directories = {{"d"}, {"d", "e"}};
    EXPECT_THAT(refused(content).what, HasSubstr("listed as empty and is not"));
}

TEST(Manifest, RefusesALoneFileThatIsNotAlone) {
    ManifestContent content = lone_file();
    content.name = "b.txt";
    EXPECT_EQ(refused(content).code, Errc::malformed);
    content = lone_file();
    content.files.clear();
    EXPECT_EQ(refused(content).code, Errc::malformed);
    content = lone_file();
    content.files.push_back(claimed({"b"}, 1));
    EXPECT_EQ(refused(content).code, Errc::malformed);
    content = lone_file();
    content.directories = {{"d"}};
    EXPECT_EQ(refused(content).code, Errc::malformed);
    content = lone_file();
    content.files[0].path = {"a.txt", "a.txt"};
    EXPECT_EQ(refused(content).code, Errc::malformed);
}

TEST(Manifest, RefusesAnEmptyFileWithTheRootOfAnother) {
    EXPECT_THAT(refused(folder({claimed({"a"}, 0)})).what, HasSubstr("'a' is empty but its hash is not"));
}

TEST(Manifest, HoldsCommentAndTimeToTheirLimits) {
    ManifestContent content = folder({});
    content.comment = std::string(4096, 'c');
    EXPECT_TRUE(Manifest::make(content));
    content.comment += 'c';
    EXPECT_EQ(refused(content).code, Errc::limit);
    content.comment = "\xff";
    EXPECT_EQ(refused(content).code, Errc::malformed);
    content.comment.clear();
    content.created = WallTime{-1};
    EXPECT_EQ(refused(content).code, Errc::malformed);
    content.created = WallTime{0};
    EXPECT_TRUE(Manifest::make(content));
}

TEST(Manifest, HoldsTheSumOfChunksToItsLimitWithoutOverflow) {
    const std::uint64_t all = max_share_chunks * crypto::chunk_size;
    EXPECT_TRUE(Manifest::make(folder({claimed({"a"}, all)})));
    EXPECT_TRUE(Manifest::make(folder({claimed({"a"}, all - crypto::chunk_size), claimed({"b"}, 1)})));
    const Error one_more = refused(folder({claimed({"a"}, all), claimed({"b"}, 1)}));
    EXPECT_EQ(one_more.code, Errc::limit);
    EXPECT_THAT(one_more.what, HasSubstr("'b'"));
    EXPECT_EQ(refused(folder({claimed({"a"}, all + 1)})).code, Errc::limit);
    EXPECT_EQ(refused(folder({claimed({"a"}, ~std::uint64_t{0})})).code, Errc::limit);
    EXPECT_EQ(refused(folder({claimed({"a"}, ~std::uint64_t{0}), claimed({"b"}, ~std::uint64_t{0})})).code,
              Errc::limit);
}

// --- what is refused: bytes ------------------------------------------------------------------------------------------

Errc load_error(Bytes bytes) {
    const auto loaded = Manifest::load(std::move(bytes));
    return loaded ? Errc::other : loaded.error().code;
}

TEST(Manifest, RefusesTruncationAtEveryByteAndBytesBehindTheEnd) {
    const Bytes whole = Manifest::make(with_every_key())->bytes();
    for (std::size_t size = 0; size < whole.size(); ++size)
        EXPECT_EQ(load_error(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size))), Errc::malformed)
            << size;
    Bytes longer = whole;
    longer.push_back(Byte{0});
    EXPECT_EQ(load_error(longer), Errc::malformed);
}

void pack_file(Packer& out, std::string_view name, const std::function<void(Packer&)>& more = {},
               std::uint32_t extra = 0) {
    out.map(3 + extra).text("path").array(1).text(name).text("root").bin(filled(1)).text("size").uint(1);
    if (more) more(out);
}

/// A manifest written by hand: `write` puts the pairs of the top map.
Bytes by_hand(std::uint32_t pairs, const std::function<void(Packer&)>& write) {
    Packer out;
    out.map(pairs);
    write(out);
    return out.take();
}

TEST(Manifest, RefusesWhatIsMissingOrOfAnotherKind) {
    EXPECT_EQ(load_error(
                  by_hand(3, [](Packer& out) { out.text("files").array(0).text("name").text("n").text("v").uint(1); })),
              Errc::other);
    EXPECT_EQ(load_error(by_hand(2, [](Packer& out) { out.text("name").text("n").text("v").uint(1); })),
              Errc::malformed);
    EXPECT_EQ(load_error(by_hand(2, [](Packer& out) { out.text("files").array(0).text("v").uint(1); })),
              Errc::malformed);
    EXPECT_EQ(load_error(by_hand(2, [](Packer& out) { out.text("files").array(0).text("name").text("n"); })),
              Errc::malformed);
    EXPECT_EQ(load_error(
                  by_hand(3, [](Packer& out) { out.text("files").array(0).text("name").text("n").text("v").uint(2); })),
              Errc::malformed);
    EXPECT_EQ(
        load_error(by_hand(3, [](Packer& out) { out.text("files").map(0).text("name").text("n").text("v").uint(1); })),
        Errc::malformed);
    EXPECT_EQ(
        load_error(by_hand(3, [](Packer& out) { out.text("files").array(0).text("name").bin({}).text("v").uint(1); })),
        Errc::malformed);
}

TEST(Manifest, RefusesFormsThatSayNothing) {
    const auto with = [](std::string_view key, const std::function<void(Packer&)>& value) {
        // "comment", "created" and "dirs" stand before "files".
        return load_error(by_hand(4, [&](Packer& out) {
            out.text(key);
            value(out);
            out.text("files").array(0).text("name").text("n").text("v").uint(1);
        }));
    };
    EXPECT_EQ(with("comment", [](Packer& out) { out.text("c"); }), Errc::other);
    EXPECT_EQ(with("comment", [](Packer& out) { out.text(""); }), Errc::malformed);
    EXPECT_EQ(with("created", [](Packer& out) { out.uint(std::uint64_t{1} << 63); }), Errc::malformed);
    EXPECT_EQ(with("created", [](Packer& out) { out.sint(-1); }), Errc::malformed);
    EXPECT_EQ(with("dirs", [](Packer& out) { out.array(1).array(1).text("d"); }), Errc::other);
    EXPECT_EQ(with("dirs", [](Packer& out) { out.array(0); }), Errc::malformed);
    EXPECT_EQ(with("dirs", [](Packer& out) { out.array(1).array(0); }), Errc::malformed);
    const auto single = [](bool value) {
        return load_error(by_hand(4, [&](Packer& out) {
            out.text("files").array(1);
            pack_file(out, "n");
            out.text("name").text("n").text("single").boolean(value).text("v").uint(1);
        }));
    };
    EXPECT_EQ(single(true), Errc::other);
    EXPECT_EQ(single(false), Errc::malformed);
    const auto salt = [](std::size_t size) {
        return load_error(by_hand(4, [&](Packer& out) {
            out.text("files").array(0).text("name").text("n").text("salt").bin(Bytes(size)).text("v").uint(1);
        }));
    };
    EXPECT_EQ(salt(32), Errc::other);
    EXPECT_EQ(salt(31), Errc::malformed);
    EXPECT_EQ(salt(0), Errc::malformed);
}

TEST(Manifest, RefusesFilesThatLackOrBendAField) {
    const auto file = [](const std::function<void(Packer&)>& write) {
        return load_error(by_hand(3, [&](Packer& out) {
            out.text("files").array(1);
            write(out);
            out.text("name").text("n").text("v").uint(1);
        }));
    };
    const auto x = [](bool value) { return [value](Packer& out) { out.text("x").boolean(value); }; };
    EXPECT_EQ(file([](Packer& out) { pack_file(out, "f"); }), Errc::other);
    EXPECT_EQ(file([&](Packer& out) { pack_file(out, "f", x(true), 1); }), Errc::other);
    EXPECT_EQ(file([&](Packer& out) { pack_file(out, "f", x(false), 1); }), Errc::malformed);
    EXPECT_EQ(file([](Packer& out) {
                  pack_file(
                      out, "f", [](Packer& o) { o.text("size").uint(1); }, 1);
              }),
              Errc::malformed);
    EXPECT_EQ(file([](Packer& out) {
                  pack_file(
                      out, "f", [](Packer& o) { o.text("zz").boolean(false); }, 1);
              }),
              Errc::other);
    EXPECT_EQ(file([](Packer& out) { out.map(2).text("path").array(1).text("f").text("size").uint(1); }),
              Errc::malformed);
    EXPECT_EQ(file([](Packer& out) { out.map(0); }), Errc::malformed);
    EXPECT_EQ(file([](Packer& out) { out.array(0); }), Errc::malformed);
    EXPECT_EQ(file([](Packer& out) { pack_file(out, ".."); }), Errc::malformed);
}

TEST(Manifest, RefusesTooManyEntriesBeforeItHoldsThem) {
    Packer out;
    out.map(3).text("files").array(max_manifest_files + 1);
    for (std::size_t i = 0; i <= max_manifest_files; ++i) out.uint(0);
    out.text("name").text("n").text("v").uint(1);
    EXPECT_EQ(load_error(out.take()), Errc::limit);
    Packer dirs;
    dirs.map(4).text("dirs").array(max_manifest_files + 1);
    for (std::size_t i = 0; i <= max_manifest_files; ++i) dirs.uint(0);
    dirs.text("files").array(0).text("name").text("n").text("v").uint(1);
    EXPECT_EQ(load_error(dirs.take()), Errc::limit);
    EXPECT_EQ(load_error(Bytes(max_manifest_bytes + 1)), Errc::limit);
}

TEST(Manifest, TensOfThousandsOfMutationsFailOrEncodeToTheSameBytes) {
    std::mt19937_64 random{42};
    const std::vector<Bytes> seeds{Manifest::make(with_every_key())->bytes(), Manifest::make(lone_file())->bytes(),
                                   Manifest::make(folder({claimed({"a"}, 9), claimed({"b", "c"}, 300)}))->bytes(),
                                   from_hex(read_vectors()["unknown_keys"]["bytes"]).value()};
    int accepted = 0;
    int same = 0;
    for (int round = 0; round < 40'000; ++round) {
        Bytes bytes = seeds[random() % seeds.size()];
        for (auto changes = 1 + random() % 3; changes > 0; --changes) {
            const auto at = static_cast<std::ptrdiff_t>(random() % bytes.size());
            switch (random() % 4) {
            case 0:
                bytes.erase(bytes.begin() + at);
                break;
            case 1:
                bytes.insert(bytes.begin() + at, static_cast<Byte>(random() & 0xff));
                break;
            case 2:
                bytes[static_cast<std::size_t>(at)] ^= static_cast<Byte>(1U << random() % 8);
                break;
            default:
                bytes[static_cast<std::size_t>(at)] = static_cast<Byte>(random() & 0xff);
            }
        }
        const auto loaded = Manifest::load(bytes);
        if (!loaded) continue;
        ++accepted;
        ASSERT_EQ(loaded->bytes(), bytes);
        const auto again = Manifest::make(loaded->content());
        ASSERT_TRUE(again) << again.error().what;
        // Shorter only by unknown keys, which the content does not hold.
        ASSERT_LE(again->bytes().size(), bytes.size()) << to_hex(bytes);
        if (again->bytes().size() == bytes.size()) {
            ASSERT_EQ(to_hex(again->bytes()), to_hex(bytes));
            ++same;
        }
    }
    EXPECT_GT(accepted, 2'000);
    EXPECT_GT(same, 1'000);
}

}  // namespace
}  // namespace shoal
