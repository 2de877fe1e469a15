// What the commands that look into things say: pure functions from what they were told to text.

#include <gmock/gmock.h>

#include "cli/byte_range.h"
#include "cli/doctor_command.h"
#include "cli/events_command.h"
#include "cli/ls_remote_command.h"
#include "cli/verify_command.h"

namespace shoal::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

FileView file(std::string path, std::uint64_t bytes, bool executable = false) {
    FileView out;
    out.path = std::move(path);
    out.bytes = bytes;
    out.executable = executable;
    return out;
}

TEST(ByteRange, IsReadInSizes) {
    EXPECT_EQ(*parse_byte_range("0-1M"), (ByteRange{0, 1048576}));
    EXPECT_EQ(*parse_byte_range("10k-"), (ByteRange{10240, std::nullopt}));
    EXPECT_EQ(*parse_byte_range("-5"), (ByteRange{0, 5}));
    EXPECT_EQ(*parse_byte_range("7-7"), (ByteRange{7, 7}));
    for (const auto* wrong : {"", "-", "5", "a-b", "1-0", "1-2-3", "0x1-2"}) {
        const auto range = parse_byte_range(wrong);
        ASSERT_FALSE(range) << wrong;
        EXPECT_EQ(range.error().code, Errc::usage);
    }
}

TEST(RemoteFiles, StandInALineEach) {
    EXPECT_THAT(list_files({file("a", 5), file("b/c\x1b", 2048, true)}),
                ElementsAre("      5 B  a", " 2.00 KiB  b/c\\u001b*"));
}

TEST(RemoteFiles, AreDrawnAsATree) {
    EXPECT_THAT(draw_file_tree("top", {file("a/b/c", 1), file("a/b/d", 2, true), file("a/e", 3), file("f/b/g", 4)}),
                ElementsAre("     10 B  top/", "             a/", "               b/", "      1 B        c",
                            "      2 B        d*", "      3 B      e", "             f/", "               b/",
                            "      4 B        g"));
}

TEST(VerifyWords, NameEachBadFileAndCountTheRest) {
    VerifyReport report;
    report.bad = {{"a", "it is missing"}, {"b\n", "it differs"}};
    report.files_bad = 5;
    EXPECT_THAT(describe_bad_files(report), ElementsAre("a: it is missing", "b\\u000a: it differs", "and 3 more"));
}

TEST(EventWordsTest, SayWhatChangedAndOnlyThen) {
    EventWords words;
    ShareView share;
    share.tag = "abcdefgh";
    share.name = "iris";
    share.state = ShareState::downloading;
    share.bytes_wanted = 1000;
    share.bytes_wanted_have = 100;
    SharesChanged changed;
    changed.shares = {share};
    EXPECT_THAT(words.describe(changed), ElementsAre("iris (abcdefgh): downloading, 10 %"));
    changed.shares[0].bytes_wanted_have = 105;
    changed.shares[0].rate_down = 77;
    EXPECT_THAT(words.describe(changed), IsEmpty());
    changed.shares[0].bytes_wanted_have = 1000;
    changed.shares[0].state = ShareState::seeding;
    EXPECT_THAT(words.describe(changed), ElementsAre("iris (abcdefgh): seeding"));
    EXPECT_THAT(words.describe(ShareTroubled{"abcdefgh", "no_space", "the disk\x1b is full"}),
                ElementsAre("abcdefgh: trouble (no_space): the disk\\u001b is full"));
    EXPECT_THAT(words.describe(ShareRemoved{"abcdefgh"}), ElementsAre("abcdefgh: removed"));
}

TEST(EventJson, NamesTheEventAndItsTime) {
    EXPECT_EQ(event_json(ShareCompleted{"abcdefgh"}, 1'700'000'000'123),
              R"({"v":1,"type":"event","event":"share_completed","time_ms":1700000000123,"tag":"abcdefgh"})");
    SharesChanged changed;
    changed.shares.resize(1);
    changed.tags = {"abcdefgh"};
    EXPECT_THAT(event_json(changed, 1), HasSubstr(R"("state":"resolving")"));
}

TEST(EventFilter, KeepsWhatConcernsOneShare) {
    ShareView mine;
    mine.tag = "mine";
    ShareView other;
    other.tag = "other";
    SharesChanged changed;
    changed.shares = {other, mine};
    changed.tags = {"other", "mine"};
    const auto kept = only_of(changed, "mine");
    ASSERT_TRUE(kept);
    EXPECT_THAT(std::get<SharesChanged>(*kept).tags, ElementsAre("mine"));
    EXPECT_EQ(std::get<SharesChanged>(*kept).shares.size(), 1U);
    EXPECT_FALSE(only_of(changed, "third"));
    EXPECT_TRUE(only_of(ShareCompleted{"mine"}, "mine"));
    EXPECT_FALSE(only_of(ShareCompleted{"mine"}, "other"));
    EXPECT_FALSE(only_of(PeerBanned{"127.0.0.1:1", "lies", 60}, "mine"));
}

TEST(DoctorWords, SayWhatIsAndWhatToDoWithinTheWidth) {
    const std::vector<Finding> findings{{"error", "x",
                                         "Nobody reaches the port 4747 from outside, as far as this node can see it.",
                                         "Open it in the router."},
                                        {"ok", "y", "The clock agrees with the network.", ""}};
    EXPECT_THAT(describe_findings(findings, 50),
                ElementsAre("error  Nobody reaches the port 4747 from outside,",
                            "       as far as this node can see it.", "       -> Open it in the router.",
                            "ok     The clock agrees with the network."));
}

}  // namespace
}  // namespace shoal::cli
