#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>

#include "cli/demo_compare.h"
#include "cli/demo_content.h"
#include "cli/demo_room.h"
#include "cli/demo_screen.h"
#include "cli/demo_summary.h"
#include "cli/terminal.h"
#include "tests/cli/temporary_folder.h"

namespace shoal::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

namespace fs = std::filesystem;

/// The differences that a comparison finds; one sentence if it fails.
std::vector<std::string> differences(DemoCompare compare) {
    for (int i = 0; i < 20'000; ++i) {
        const auto done = compare.step();
        if (!done) return {done.error().what};
        if (*done) return compare.differences();
        ::poll(nullptr, 0, 1);
    }
    return {"it did not end"};
}

class Comparing : public testing::Test {
protected:
    Comparing() {
        for (const auto* place : {"source/x", "copy/x"}) {
            folder.write(std::string{place} + "/a", "alpha");
            folder.write(std::string{place} + "/deep/er/b c\n'd", "beta");
            folder.write(std::string{place} + "/empty", "");
        }
        fs::create_directory(folder.under("lists"));
    }
    std::vector<std::string> compare(std::uint64_t files = 3) {
        return differences({folder.under("lists"),
                            {{"the source", folder.under("source"), "x"}, {"peer 1", folder.under("copy"), "x"}},
                            files});
    }
    TemporaryFolder folder;
};

TEST_F(Comparing, EqualTreesAreEqual) {
    EXPECT_THAT(compare(), IsEmpty());
}

TEST_F(Comparing, OneWrongByteIsFound) {
    folder.write("copy/x/deep/er/b c\n'd", "bEta");
    EXPECT_THAT(compare(), ElementsAre(StartsWith("peer 1: content differs at ")));
}

TEST_F(Comparing, AMissingFileAndOneTooManyAreFound) {
    fs::remove(folder.under("copy/x/empty"));
    EXPECT_THAT(compare(), ElementsAre(HasSubstr("x/empty")));
    folder.write("copy/x/empty", "");
    folder.write("copy/x/more", "");
    EXPECT_THAT(compare(), ElementsAre(HasSubstr("peer 1")));
}

TEST_F(Comparing, AnExecuteBitIsFound) {
    fs::permissions(folder.under("source/x/a"), fs::perms::owner_exec, fs::perm_options::add);
    EXPECT_THAT(compare(), ElementsAre("peer 1: execute permission differs at ./x/a"));
}

TEST_F(Comparing, ASourceWithAnotherNumberOfFilesThanTheShareIsFound) {
    EXPECT_THAT(compare(4), ElementsAre("the source has 3 files, the share 4"));
}

TEST_F(Comparing, ACopyThatIsNotThereIsAnError) {
    fs::remove_all(folder.under("copy"));
    EXPECT_THAT(compare(), ElementsAre(HasSubstr("hashing the files of peer 1 failed")));
}

TEST_F(Comparing, ALoneFileIsATreeToo) {
    folder.write("source/f", "same");
    folder.write("copy/f", "same");
    const std::vector<DemoTree> trees{{"the source", folder.under("source"), "f"},
                                      {"peer 1", folder.under("copy"), "f"}};
    EXPECT_THAT(differences({folder.under("lists"), trees, 1}), IsEmpty());
}

TEST(DemoContent, MeasuresPlainFilesOnly) {
    const TemporaryFolder folder;
    folder.write("t/a", "12345");
    folder.write("t/b/c", "123");
    fs::create_symlink("a", folder.under("t/link"));
    fs::create_directory_symlink("/usr", folder.under("t/far"));
    const auto size = measure_tree(folder.under("t"));
    ASSERT_TRUE(size);
    EXPECT_EQ(size->bytes, 8U);
    EXPECT_EQ(size->files, 2U);
    EXPECT_EQ(measure_tree(folder.under("t/a"))->bytes, 5U);
    EXPECT_EQ(measure_tree(folder.under("nothing")).error().code, Errc::not_found);
}

TEST(DemoContent, WhatNoShareCanHoldIsTakenOutOfTheCopyAndNamed) {
    const TemporaryFolder folder;
    for (const auto* name : {"t/A.h", "t/a.h", "t/b.h", "t/sub/X/1", "t/sub/x/2", "t/sub/y", "t/back\\slash"}) {
        folder.write(name, "");
    }
    fs::create_symlink("b.h", folder.under("t/B.h"));
    const auto gone = take_out_unshareable(folder.under("t"));
    ASSERT_TRUE(gone);
    EXPECT_THAT(*gone, ElementsAre("a.h", "back\\slash", "sub/x"));
    EXPECT_TRUE(fs::exists(folder.under("t/A.h")));
    EXPECT_TRUE(fs::exists(folder.under("t/sub/X/1")));
    EXPECT_TRUE(fs::is_symlink(folder.under("t/B.h"))) << "a symlink is skipped anyway";
    EXPECT_FALSE(fs::exists(folder.under("t/sub/x")));
    EXPECT_THAT(*take_out_unshareable(folder.under("t")), IsEmpty());
}

TEST(DemoRoom, GoesWithEverythingInIt) {
    const TemporaryFolder folder;
    std::string path;
    {
        const auto room = DemoRoom::make(1, folder.path());
        ASSERT_TRUE(room);
        path = room->path();
        EXPECT_THAT(path, StartsWith(folder.path()));
        fs::create_directories(room->under("a/b"));
        EXPECT_EQ(fs::status(path).permissions(), fs::perms::owner_all);
    }
    EXPECT_FALSE(fs::exists(path));
}

TEST(DemoRoom, CanBeEmptiedInSteps) {
    const TemporaryFolder folder;
    auto room = DemoRoom::make(1, folder.path());
    ASSERT_TRUE(room);
    for (int i = 0; i < 20; ++i) fs::create_directories(room->under("node-" + std::to_string(i) + "/data"));
    for (int i = 0; i < 20'000 && !room->remove_step(); ++i) ::poll(nullptr, 0, 1);
    EXPECT_TRUE(fs::is_empty(room->path()));
}

TEST(DemoRoom, WhatIsAbandonedStays) {
    const TemporaryFolder folder;
    std::string path;
    {
        auto room = DemoRoom::make(1, folder.path());
        ASSERT_TRUE(room);
        path = room->path();
        room->abandon();
    }
    EXPECT_TRUE(fs::exists(path));
}

TEST(DemoRoom, TooLittleSpaceIsSaidWithFigures) {
    const auto room = DemoRoom::make(UINT64_MAX, "");
    ASSERT_FALSE(room);
    EXPECT_EQ(room.error().code, Errc::no_space);
    EXPECT_THAT(room.error().what, HasSubstr("/var/tmp has "));
}

DemoScene scene_of(const std::vector<DemoNodeView>& views) {
    DemoScene out;
    for (const auto& view : views) out.nodes.push_back(&view);
    out.seeder_address = "127.0.0.3";
    out.bytes = 1000;
    out.elapsed = 4200ms;
    return out;
}

std::vector<DemoNodeView> three_nodes() {
    DemoNodeView seeder;
    seeder.name = "seeder";
    seeder.role = DemoRole::seeder;
    seeder.address = "127.0.0.3";
    seeder.activity = "seeding";
    seeder.status.bytes_sent = 1500;
    DemoNodeView ready;
    ready.name = "peer 1";
    ready.address = "127.0.0.4";
    ready.complete = true;
    ready.share.bytes_have = 1000;
    ready.status.bytes_received = 1000;
    ready.received_from = {{"127.0.0.3", 250}, {"127.0.0.5", 750}, {"127.0.0.9", 0}};
    DemoNodeView half;
    half.name = "peer 2";
    half.address = "127.0.0.5";
    half.activity = "downloading";
    half.share.bytes_have = 500;
    return {seeder, ready, half};
}

TEST(DemoScreen, HasARowForEveryNodeAndASum) {
    const auto views = three_nodes();
    const auto rows = demo_rows(scene_of(views), 120, false);
    ASSERT_EQ(rows.size(), 5U);
    EXPECT_THAT(rows[1], HasSubstr("sent"));
    EXPECT_THAT(rows[2], HasSubstr("complete"));
    EXPECT_THAT(rows[2], HasSubstr("2 sources, 25% from the seeder"));
    EXPECT_THAT(rows[3], HasSubstr("50.0%"));
    EXPECT_EQ(rows[4], "4.2 s: 1 of 2 complete, 75.0%, 0 B/s, the seeder sent 1.50x");
}

TEST(DemoSummary, CountsWhatTheSeederSentByTheContent) {
    DemoSummary summary;
    summary.peers = 2;
    summary.bytes = 1000;
    summary.seconds = 4;
    for (const auto& view : three_nodes()) summary.add(view);
    EXPECT_EQ(summary.rate(), 500U);
    EXPECT_DOUBLE_EQ(summary.seeder_ratio(), 1.5);
    EXPECT_THAT(summary.json(), StartsWith(R"({"v":1,"type":"demo","peers":2,"bytes":1000,)"));
    EXPECT_THAT(summary.json(), HasSubstr(R"("seeder_ratio":1.5,)"));
    EXPECT_THAT(summary.json(), HasSubstr(R"("identical":false})"));
    EXPECT_THAT(summary.lines().back(), StartsWith("NOT"));
}

TEST(DemoScreen, FitsEveryWidth) {
    const auto views = three_nodes();
    for (std::size_t columns = 19; columns < 160; ++columns) {
        for (const auto& row : demo_rows(scene_of(views), columns, columns % 2 == 0)) {
            EXPECT_LE(display_width(row), columns);
        }
    }
}

}  // namespace
}  // namespace shoal::cli
