#include "core/names.h"

#include <gmock/gmock.h>
#include <random>
#include <utf8proc.h>

#include "core/utf8.h"

namespace shoal {
namespace {

using ::testing::HasSubstr;
using Path = std::vector<std::string>;
using namespace std::string_literals;

std::string utf8_of(char32_t c) {
    std::array<utf8proc_uint8_t, 4> bytes;
    const auto size = utf8proc_encode_char(static_cast<utf8proc_int32_t>(c), bytes.data());
    return {bytes.begin(), bytes.begin() + size};
}

TEST(Component, AcceptsWhatPeopleNameTheirFiles) {
    for (const auto* name : {"a", "README.md", ".hidden", "..data", "a..", "a ", " a", "-rf", "con", "NUL.txt", "a:b",
                             "*?", "日本語", "e\u0301te\u0301", "👩\u200d👩\u200d👧.png", "file\nname", "\u202etxt.exe"})
        EXPECT_TRUE(check_component(name)) << name;
    EXPECT_TRUE(check_component(std::string(255, 'a')));
}

TEST(Component, RefusesWhatCouldLeaveTheFolderOrIsNoNameSomewhere) {
    for (const auto& name :
         {""s,     "."s,  ".."s,   "..."s,   " "s,  ". ."s,  "..  "s, "/"s,     "a/b"s,          "/etc"s,
          "../x"s, "\\"s, "a\\b"s, "C:\\x"s, "\0"s, "a\0b"s, "\xff"s, "a\xc3"s, "\xed\xa0\x80"s, "\xc0\xaf"s}) {
        const auto checked = check_component(name);
        ASSERT_FALSE(checked) << printable(name);
        EXPECT_EQ(checked.error().code, Errc::malformed);
    }
    EXPECT_FALSE(check_component(std::string(256, 'a')));
    EXPECT_FALSE(check_component(std::string(127, 'a') + std::string(129, '\xff')));
}

TEST(Component, AnErrorShowsTheNameWithoutLettingItTouchTheTerminal) {
    const auto checked = check_component("\x1b[2J/\u202e");
    ASSERT_FALSE(checked);
    EXPECT_THAT(checked.error().what, HasSubstr("\\u001b[2J/\\u202e"));
    EXPECT_EQ(checked.error().what.find('\x1b'), std::string::npos);
}

TEST(PathCheck, HoldsDepthAndJoinedLengthToTheirLimits) {
    EXPECT_FALSE(check_path({}));
    EXPECT_TRUE(check_path(Path(64, "a")));
    EXPECT_EQ(check_path(Path(65, "a")).error().code, Errc::limit);
    // 16 names of 255 bytes and 15 slashes are 4,095 bytes.
    Path longest(16, std::string(255, 'a'));
    EXPECT_TRUE(check_path(longest));
    longest.back().pop_back();
    longest.emplace_back("b");  // 4,094 + 1 + 1
    EXPECT_TRUE(check_path(longest));
    longest.back() = "bb";
    EXPECT_EQ(check_path(longest).error().code, Errc::limit);
    EXPECT_FALSE(check_path({"a", "..", "b"}));
    EXPECT_FALSE(check_path({"a", "", "b"}));
}

TEST(CollisionKey, IsEqualForNamesThatSomeSystemTakesForOne) {
    const std::vector<std::pair<std::string, std::string>> same{
        {"readme", "README"},
        {"\u00e9", "e\u0301"},               // é composed and decomposed
        {"\u00c9", "e\u0301"},               // and in another case
        {"stra\u00dfe", "STRASSE"},          // ß
        {"\u1e9e", "ss"},                    // capital ß
        {"\u03c3", "\u03c2"},                // sigma, final sigma
        {"\u212a", "k"},                     // Kelvin sign
        {"\u00c5", "\u212b"},                // Å, Ångström sign
        {"\ufb01", "FI"},                    // ligature fi, folded in full
        {"\u0130", "i\u0307"},               // I with dot: i and a dot above
        {"\u1fb4", "\u03b1\u0345\u0301"},    // marks in another order: decomposed before folded
        {"a\u0323\u0307", "a\u0307\u0323"},  // canonical order of marks
        {"\uac00", "\u1100\u1161"},          // Hangul
        {"\U00010400", "\U00010428"},        // Deseret: folding above U+FFFF
        {"name.", "name"},
        {"name ", "name"},
        {"name. .. ", "NAME"},
    };
    for (const auto& [a, b] : same) EXPECT_EQ(collision_key(a), collision_key(b)) << a << " and " << b;
}

TEST(CollisionKey, DiffersForNamesThatEverySystemKeepsApart) {
    const std::vector<std::pair<std::string, std::string>> different{
        {"a", "b"},      {"a.b", "ab"},   {" a", "a"},     {".a", "a"},     {"a b", "ab"},   {"\u0131", "i"},
        {"\u0130", "i"}, {"e", "\u00e9"}, {"1", "\u00b9"}, {"\u03b1", "a"}, {"\uff41", "a"}, {"\u00fc", "ue"},
    };
    for (const auto& [a, b] : different) EXPECT_NE(collision_key(a), collision_key(b)) << a << " and " << b;
}

TEST(CollisionKey, OfAKeyIsTheKeyForEveryCodePoint) {
    for (char32_t c = 1; c <= 0x10ffff; ++c) {
        if (c >= 0xd800 && c <= 0xdfff) continue;
        if (c > 0x1ffff && c < 0xe0000) continue;  // ideographs: thousands alike
        const std::string key = collision_key("x" + utf8_of(c));
        if (!is_utf8(key) || collision_key(key) != key) FAIL() << static_cast<std::uint32_t>(c);
    }
}

TEST(CollisionKey, HoldsForRandomRunsOfLettersAndMarks) {
    std::mt19937_64 random{7};
    const std::u32string alphabet = U"aAiIsSßẞİıǰΐΰﬃﬀ̣̀́̇̈ͅẛſKÅΩωςσΣᾳᾼᾴ. ";
    for (int round = 0; round < 20'000; ++round) {
        std::string name;
        for (auto length = 1 + random() % 6; length > 0; --length)
            name += utf8_of(alphabet[random() % alphabet.size()]);
        const std::string key = collision_key(name);
        ASSERT_EQ(collision_key(key), key) << printable(name);
        // Any canonically equivalent spelling has the same key.
        for (auto* form : {utf8proc_NFC, utf8proc_NFD}) {
            const std::unique_ptr<utf8proc_uint8_t, void (*)(void*)> other{
                form(reinterpret_cast<const utf8proc_uint8_t*>(name.c_str())), std::free};
            ASSERT_EQ(collision_key(reinterpret_cast<const char*>(other.get())), key) << printable(name);
        }
    }
}

TEST(NameSet, AcceptsPathsThatDiffer) {
    NameSet names;
    EXPECT_TRUE(names.add_file({"a"}));
    EXPECT_TRUE(names.add_file({"b", "a"}));
    EXPECT_TRUE(names.add_file({"b", "c"}));
    EXPECT_TRUE(names.add_directory({"b", "d"}));
    EXPECT_TRUE(names.add_directory({"b", "d"}));
    EXPECT_TRUE(names.add_file({"b", "d", "a"}));
    EXPECT_TRUE(names.add_file({"c", "a"}));
}

/// The error of the last path, all before it being fine.
Error error_after(const std::vector<Path>& files, const Path& last) {
    NameSet names;
    for (const auto& path : files) EXPECT_TRUE(names.add_file(path)) << join_path(path);
    const auto added = names.add_file(last);
    EXPECT_FALSE(added) << join_path(last);
    return added ? Error{} : added.error();
}

TEST(NameSet, NamesBothEntriesThatCollide) {
    const Error error = error_after({{"Docs", "ReadMe.md"}}, {"Docs", "README.md"});
    EXPECT_EQ(error.code, Errc::malformed);
    EXPECT_THAT(error.what, HasSubstr("'Docs/ReadMe.md'"));
    EXPECT_THAT(error.what, HasSubstr("'Docs/README.md'"));
}

TEST(NameSet, FindsCollisionsOfEveryKindOnAnyPrefix) {
    const std::vector<std::pair<Path, Path>> pairs{
        {{"a"}, {"A"}},  {{"\u00e9"}, {"e\u0301"}}, {{"stra\u00dfe"}, {"strasse"}},     {{"a"}, {"a."}},
        {{"a"}, {"a "}}, {{"a", "x"}, {"A", "y"}},  {{"a", "b", "x"}, {"a", "B", "y"}}, {{"a", "x"}, {"a ", "y"}},
    };
    for (const auto& [first, second] : pairs) {
        EXPECT_THAT(error_after({first}, second).what, HasSubstr("same file on some systems"));
        EXPECT_THAT(error_after({second}, first).what, HasSubstr("same file on some systems"));
    }
    const Error prefix = error_after({{"Photos", "x"}}, {"photos", "y"});
    EXPECT_THAT(prefix.what, HasSubstr("'Photos'"));
    EXPECT_THAT(prefix.what, HasSubstr("'photos'"));
}

TEST(NameSet, RefusesAFileWhereAnotherPathNeedsADirectory) {
    EXPECT_THAT(error_after({{"a"}}, {"a", "b"}).what, HasSubstr("'a' is both a file and a directory"));
    EXPECT_THAT(error_after({{"a", "b"}}, {"a"}).what, HasSubstr("'a' is both a file and a directory"));
    EXPECT_THAT(error_after({{"x", "a", "b", "c"}}, {"x", "a"}).what, HasSubstr("'x/a' is both"));
    NameSet names;
    EXPECT_TRUE(names.add_file({"a"}));
    EXPECT_FALSE(names.add_directory({"a"}));
    EXPECT_TRUE(names.add_directory({"b"}));
    EXPECT_FALSE(names.add_file({"b"}));
}

TEST(NameSet, RefusesAFileNamedTwiceAlsoWhenNotInARow) {
    EXPECT_THAT(error_after({{"a"}}, {"a"}).what, HasSubstr("listed twice"));
    EXPECT_THAT(error_after({{"a", "b"}, {"c"}, {"d", "e"}}, {"a", "b"}).what, HasSubstr("listed twice"));
}

TEST(NameSet, ChecksEachPathItself) {
    NameSet names;
    EXPECT_FALSE(names.add_file({}));
    EXPECT_FALSE(names.add_file({"a", ".."}));
    EXPECT_FALSE(names.add_directory({std::string(256, 'a')}));
}

TEST(NameSet, GoesOnAfterARefusal) {
    NameSet names;
    EXPECT_TRUE(names.add_file({"d", "a"}));
    EXPECT_FALSE(names.add_file({"d", "A"}));
    EXPECT_FALSE(names.add_file({"d", "a", "x"}));
    EXPECT_TRUE(names.add_file({"d", "b"}));
    EXPECT_FALSE(names.add_file({"d", "B"}));
}

/// What NameSet must say, written as plainly as can be.
class NaiveNames {
public:
    bool add_file(const Path& path) {
        for (const auto& other : files_) {
            if (path == other) return false;
            for (std::size_t i = 0; i < std::min(path.size(), other.size()); ++i) {
                if (collision_key(path[i]) != collision_key(other[i])) break;
                if (path[i] != other[i]) return false;
                if (i + 1 == path.size() || i + 1 == other.size()) return false;
            }
        }
        files_.push_back(path);
        return true;
    }

private:
    std::vector<Path> files_;
};

TEST(NameSet, AgreesWithTheNaiveModelOnRandomTrees) {
    std::mt19937_64 random{3};
    const Path alphabet{"a", "A", "b", "\u00e9", "e\u0301", "\u00df", "ss", "b."};
    int refused = 0;
    for (int round = 0; round < 2'000; ++round) {
        NameSet names;
        NaiveNames naive;
        for (int i = 0; i < 12; ++i) {
            Path path;
            for (auto depth = 1 + random() % 4; depth > 0; --depth)
                path.push_back(alphabet[random() % alphabet.size()]);
            const bool expected = naive.add_file(path);
            ASSERT_EQ(names.add_file(path).has_value(), expected) << join_path(path);
            refused += !expected;
            if (!expected) break;  // what a refused path leaves behind is not promised
        }
    }
    EXPECT_GT(refused, 500);
}

TEST(NameSet, KeepsThousandsOfDirectoriesApartInAnyOrder) {
    NameSet names;
    for (int i = 0; i < 20'000; ++i)
        ASSERT_TRUE(names.add_file({"d" + std::to_string(i % 200), "f" + std::to_string(i / 200)}));
    for (int i = 0; i < 20'000; i += 997) {
        EXPECT_FALSE(names.add_file({"d" + std::to_string(i % 200), "F" + std::to_string(i / 200)}));
        EXPECT_FALSE(names.add_file({"D" + std::to_string(i % 200), "new"}));
    }
}

TEST(Printable, KeepsTextAndEscapesWhatDeceives) {
    EXPECT_EQ(printable("Grüße 日本 👩\u200d👧 a\\b"), "Grüße 日本 👩\u200d👧 a\\b");
    EXPECT_EQ(printable("a\nb\tc\x7f"), "a\\u000ab\\u0009c\\u007f");
    EXPECT_EQ(printable("\x1b]0;x\x07"), "\\u001b]0;x\\u0007");
    EXPECT_EQ(printable("\u202eexe.txt\u2066\u200f\u061c\ufeff\u0085\u2028"),
              "\\u202eexe.txt\\u2066\\u200f\\u061c\\ufeff\\u0085\\u2028");
    EXPECT_EQ(printable("\U000e0041"), "\\U000e0041");
    EXPECT_EQ(printable("\xff\xc3(\xe2\x82"), "\\xff\\xc3(\\xe2\\x82");
    EXPECT_EQ(printable("\0a"s), "\\u0000a");
    EXPECT_EQ(printable(""), "");
}

TEST(Printable, GivesValidTextWithoutControlsForRandomBytes) {
    std::mt19937_64 random{5};
    for (int round = 0; round < 5'000; ++round) {
        std::string bytes(random() % 40, '\0');
        for (auto& c : bytes) c = static_cast<char>(random() & 0xff);
        const std::string shown = printable(bytes);
        ASSERT_TRUE(is_utf8(shown));
        ASSERT_TRUE(std::none_of(shown.begin(), shown.end(), [](char c) { return (c >= 0 && c < 0x20) || c == 0x7f; }));
    }
}

}  // namespace
}  // namespace shoal
