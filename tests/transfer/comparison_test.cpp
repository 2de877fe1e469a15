// A folder is compared with the list of a share, and nothing in it changes.

#include "transfer/comparison.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/uv_world.h"
#include "tests/transfer/disk_room.h"

namespace shoal::test {
namespace {

using transfer::Comparison;

struct ComparisonTest : testing::Test {
    TemporaryDirectory room;
    UvWorld uv;
    std::string big = pattern(3'000'000, 1);

    void SetUp() override {
        write_file(room / "set/big", big);
        write_file(room / "set/a/small", "hello");
        write_file(room / "set/none", "");
    }
    static ManifestFile entry(std::vector<std::string> path, const std::string& content) {
        const auto roots = transfer::chunk_roots_of(as_bytes(content));
        const auto tree = roots.empty() ? crypto::chunk_root({}) : crypto::tree_root(roots);
        return {.path = std::move(path),
                .size = content.size(),
                .root = crypto::file_root(content.size(), tree),
                .executable = false};
    }
    std::shared_ptr<const Manifest> manifest(bool single = false) const {
        ManifestContent content{
            .name = "set", .single = single, .salt = {}, .files = {}, .directories = {}, .comment = {}, .created = {}};
        if (single) {
            content.files = {entry({"set"}, big)};
        } else {
            content.files = {entry({"a", "small"}, "hello"), entry({"big"}, big), entry({"none"}, "")};
        }
        return std::make_shared<const Manifest>(Manifest::make(std::move(content)).value());
    }
    Result<VerifyReport> compare(const std::string& path, bool single = false) {
        std::optional<Result<VerifyReport>> out;
        Comparison comparison{uv.world(),
                              manifest(single),
                              path,
                              {.on_progress =
                                   [this](std::uint64_t done, std::uint64_t all) {
                                       ++told;
                                       EXPECT_LE(done, all);
                                   },
                               .on_done = [&](Result<VerifyReport> report) { out = std::move(report); }}};
        uv.run_until([&] { return out.has_value(); });
        return std::move(*out);
    }
    std::map<std::string, std::string> bad(const VerifyReport& report) {
        std::map<std::string, std::string> out;
        for (const auto& one : report.bad) out[one.path] = one.why;
        return out;
    }
    int told = 0;
};

TEST_F(ComparisonTest, AFolderThatIsTheShareIsGoodToTheLastByte) {
    const auto report = compare(room / "set");
    ASSERT_TRUE(report);
    EXPECT_EQ(report->files_good, 3U);
    EXPECT_EQ(report->bytes_good, big.size() + 5);
    EXPECT_EQ(report->files_bad, 0U);
    EXPECT_GE(told, 1);
}

TEST_F(ComparisonTest, EachFileThatIsNotIsNamedWithWhatIsWrong) {
    fs::remove(room / "set/a/small");
    big[1'500'000] ^= 1;  // of what is on the disk, not of what is compared with
    write_file(room / "set/big", big);
    big[1'500'000] ^= 1;
    write_file(room / "set/none", "not empty");
    write_file(room / "set/more", "beyond the list");
    const auto report = compare(room / "set");
    ASSERT_TRUE(report);
    EXPECT_EQ(report->files_good, 0U);
    EXPECT_EQ(report->files_bad, 3U);
    EXPECT_EQ(bad(*report), (std::map<std::string, std::string>{{"a/small", "it is missing"},
                                                                {"big", "its content is another"},
                                                                {"none", "it has 9 bytes instead of 0"}}));
    EXPECT_EQ(read_file(room / "set/none"), "not empty");
}

TEST_F(ComparisonTest, ALinkInAPlaceOfAFileIsNotFollowed) {
    fs::rename(room / "set/big", room / "elsewhere");
    fs::create_symlink(room / "elsewhere", room / "set/big");
    const auto report = compare(room / "set");
    ASSERT_TRUE(report);
    ASSERT_EQ(report->files_bad, 1U);
    EXPECT_THAT(report->bad[0].why, testing::HasSubstr("cannot be read"));
}

TEST_F(ComparisonTest, ALoneFileIsComparedUnderAnyName) {
    const auto report = compare(room / "set/big", true);
    ASSERT_TRUE(report);
    EXPECT_EQ(report->bytes_good, big.size());
    const auto other = compare(room / "set/a/small", true);
    ASSERT_TRUE(other);
    EXPECT_EQ(bad(*other)["set"], "it has 5 bytes instead of 3000000");
}

TEST_F(ComparisonTest, WhatCannotBeComparedIsAnError) {
    const auto code = [&](const std::string& path, bool single) {
        const auto report = compare(path, single);
        return report ? Errc::other : report.error().code;
    };
    EXPECT_EQ(code(room / "nowhere", false), Errc::not_found);
    EXPECT_EQ(code(room / "nowhere", true), Errc::not_found);
    EXPECT_EQ(code(room / "set/big", false), Errc::usage);
    EXPECT_EQ(code(room / "set", true), Errc::usage);
    EXPECT_EQ(code("set", false), Errc::usage);
}

TEST_F(ComparisonTest, MoreBadFilesThanAreNamedAreCounted) {
    ManifestContent content{
        .name = "set", .single = false, .salt = {}, .files = {}, .directories = {}, .comment = {}, .created = {}};
    for (int i = 10'000; i < 15'000; ++i) content.files.push_back(entry({std::to_string(i)}, "x"));
    std::optional<Result<VerifyReport>> out;
    Comparison comparison{
        uv.world(),
        std::make_shared<const Manifest>(Manifest::make(std::move(content)).value()),
        room / "set",
        {.on_progress = {}, .on_done = [&](Result<VerifyReport> report) { out = std::move(report); }}};
    uv.run_until([&] { return out.has_value(); });
    ASSERT_TRUE(*out);
    EXPECT_EQ((*out)->files_bad, 5'000U);
    EXPECT_EQ((*out)->bad.size(), transfer::bad_files_named);
}

TEST_F(ComparisonTest, WhoIsGoneHearsNothing) {
    bool told_end = false;
    {
        Comparison comparison{uv.world(),
                              manifest(),
                              room / "set",
                              {.on_progress = {}, .on_done = [&](const Result<VerifyReport>&) { told_end = true; }}};
        bool later = false;
        const auto timer = uv.world().timers.at(uv.world().timers.now(), [&] { later = true; });
        uv.run_until([&] { return later; });
    }
    bool later = false;
    const auto timer = uv.world().timers.at(uv.world().timers.now() + 50ms, [&] { later = true; });
    uv.run_until([&] { return later; });
    EXPECT_FALSE(told_end);
}

}  // namespace
}  // namespace shoal::test
