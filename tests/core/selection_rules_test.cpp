#include "core/selection_rules.h"

#include <gtest/gtest.h>

#include "core/glob.h"
#include "core/names.h"

namespace shoal {
namespace {

bool matches(std::string_view pattern, std::string_view path) {
    const auto glob = Glob::parse(pattern);
    EXPECT_TRUE(glob) << glob.error().what;
    return glob && glob->matches(path);
}

Manifest make(const std::vector<std::vector<std::string>>& paths) {
    ManifestContent content{
        .name = "share", .single = false, .salt = {}, .files = {}, .directories = {}, .comment = {}, .created = {}};
    for (const auto& path : paths)
        content.files.push_back(
            {.path = path, .size = 0, .root = crypto::file_root(0, crypto::tree_of({})), .executable = false});
    auto manifest = Manifest::make(std::move(content));
    if (!manifest) std::abort();
    return std::move(*manifest);
}

std::string chosen(const Result<FileSelection>& selection, const Manifest& manifest) {
    if (!selection) return "error: " + selection.error().what;
    std::string out;
    for (std::uint32_t i = 0; i < manifest.files().size(); ++i)
        if (selection->has(FileIndex{i})) out += join_path(manifest.files()[i].path) + " ";
    return out;
}

TEST(Glob, StarsStayInsideANameAndDoubleStarsDoNot) {
    EXPECT_TRUE(matches("*.jpg", "a.jpg"));
    EXPECT_FALSE(matches("*.jpg", "b/a.jpg"));
    EXPECT_TRUE(matches("**.jpg", "b/a.jpg"));
    EXPECT_TRUE(matches("**/a.jpg", "a.jpg"));
    EXPECT_TRUE(matches("**/a.jpg", "x/y/a.jpg"));
    EXPECT_FALSE(matches("**/a.jpg", "x/ya.jpg"));
    EXPECT_TRUE(matches("x/**/z", "x/z"));
    EXPECT_TRUE(matches("x/**/z", "x/1/2/z"));
    EXPECT_FALSE(matches("x/**/z", "x/1/2/az"));
    EXPECT_TRUE(matches("?", "ü"));
    EXPECT_TRUE(matches("??", "\U0001f41f\U0001f41f"));
    EXPECT_FALSE(matches("?", "ab"));
    EXPECT_FALSE(matches("a?b", "a/b"));
    EXPECT_TRUE(matches("[x] \\*", "[x] *"));
    EXPECT_FALSE(matches("[x] \\*", "[x] y"));
}

TEST(Glob, APatternForAFolderTakesWhatIsInIt) {
    EXPECT_TRUE(matches("docs", "docs/a/b"));
    EXPECT_TRUE(matches("docs/", "docs/a"));
    EXPECT_FALSE(matches("docs/", "docs"));
    EXPECT_FALSE(matches("docs", "docs.txt"));
    EXPECT_TRUE(matches("*", "a/b/c"));
}

TEST(Glob, CannotBeMadeSlow) {
    std::string pattern;
    for (int i = 0; i < 200; ++i) pattern += "*a";
    EXPECT_FALSE(matches(pattern + "b", std::string(4000, 'a')));
    pattern.clear();
    for (int i = 0; i < 200; ++i) pattern += "**/";
    std::string path;
    for (int i = 0; i < 2000; ++i) path += "a/";
    EXPECT_FALSE(matches(pattern + "b", path + "c"));
}

TEST(Glob, RefusesWhatCannotBeMeant) {
    EXPECT_EQ(Glob::parse("").error().code, Errc::usage);
    EXPECT_EQ(Glob::parse("/").error().code, Errc::usage);
    EXPECT_EQ(Glob::parse("/a").error().code, Errc::usage);
    EXPECT_EQ(Glob::parse("a\\").error().code, Errc::usage);
    EXPECT_EQ(Glob::parse("\xff").error().code, Errc::usage);
    EXPECT_EQ(Glob::parse(std::string(max_glob_bytes + 1, 'a')).error().code, Errc::usage);
}

TEST(SelectionRules, AreAppliedInOrder) {
    const auto manifest = make({{"a.txt"}, {"docs", "one"}, {"docs", "raw", "two"}, {"img", "x.jpg"}});
    const auto first = [&](std::vector<std::string> rules) {
        return chosen(first_selection(manifest, rules), manifest);
    };
    EXPECT_EQ(first({}), "a.txt docs/one docs/raw/two img/x.jpg ");
    EXPECT_EQ(first({"+docs/**"}), "docs/one docs/raw/two ") << "the first rule adds, so nothing was wanted before";
    EXPECT_EQ(first({"-docs/**"}), "a.txt img/x.jpg ") << "it takes away, so all was wanted before";
    EXPECT_EQ(first({"+docs/**", "-docs/raw/**"}), "docs/one ");
    EXPECT_EQ(first({"-docs/raw/**", "+**/two"}), "a.txt docs/one docs/raw/two img/x.jpg ");
    EXPECT_EQ(first({"+#0,2-3"}), "a.txt docs/raw/two img/x.jpg ");
    const std::vector<std::string> more{"+#3", "-a.txt"};
    const FileSelection current{{true, true, false, false}};
    EXPECT_EQ(chosen(apply_rules(manifest, current, more), manifest), "docs/one img/x.jpg ");
}

TEST(SelectionRules, ThatAreNoneOrFitNothingAreRefusedByName) {
    const auto manifest = make({{"a"}, {"b"}});
    for (const std::string rule :
         {"a", "", "+", "+#", "+#1-0", "+#2", "+#x", "+#0,", "+nothing", "-c", "+#4294967296"}) {
        const std::vector<std::string> rules{rule};
        const auto selection = apply_rules(manifest, {}, rules);
        ASSERT_FALSE(selection) << rule;
        EXPECT_EQ(selection.error().code, Errc::usage) << rule;
    }
    const std::vector<std::string> none{"-**"};
    EXPECT_EQ(apply_rules(manifest, {}, none).error().code, Errc::usage) << "nothing would be left";
}

TEST(FileSelection, OfAllFilesIsTheSameHoweverItWasMade) {
    EXPECT_EQ((FileSelection{{true, true}}), FileSelection{});
    EXPECT_EQ(FileSelection::from_bits(FileSelection{{true, false, true}}.bits(), 3),
              (FileSelection{{true, false, true}}));
    EXPECT_FALSE(FileSelection::from_bits(FileSelection{{true, false, true}}.bits(), 2)) << "a bit beyond the end";
    EXPECT_FALSE(FileSelection::from_bits({}, 2));
    EXPECT_EQ((FileSelection{{true, false}}.count(2)), 1U);
    EXPECT_EQ(FileSelection{}.count(7), 7U);
}

}  // namespace
}  // namespace shoal
