#include "gui/share_filter.h"

#include <gtest/gtest.h>

#include "gui/share_counts.h"
#include "tests/gui/sample_shares.h"

namespace shoal::gui {
namespace {

using Kind = ShareFilter::Kind;

TEST(ShareFilterTest, KnowsWhatIsBeingGot) {
    EXPECT_TRUE(is_of(Kind::downloading, a_share()));
    EXPECT_TRUE(is_of(Kind::downloading, resolving("aaaaaaaa", "x")));
    EXPECT_FALSE(is_of(Kind::downloading, whole(a_share())));
    auto checked = whole(a_share());
    checked.state = ShareState::checking;
    EXPECT_FALSE(is_of(Kind::downloading, checked));
}

TEST(ShareFilterTest, TellsSharingFromComplete) {
    auto share = whole(a_share());
    EXPECT_TRUE(is_of(Kind::sharing, share));
    EXPECT_TRUE(is_of(Kind::complete, share));
    share.state = ShareState::paused;
    share.paused = true;
    EXPECT_FALSE(is_of(Kind::sharing, share));
    EXPECT_TRUE(is_of(Kind::complete, share));
    EXPECT_TRUE(is_of(Kind::paused, share));
    EXPECT_FALSE(is_of(Kind::complete, resolving("aaaaaaaa", "x"))) << "of nothing known nothing is complete";
}

TEST(ShareFilterTest, CountsChangedFilesAmongProblems) {
    EXPECT_TRUE(is_of(Kind::problems, troubled(a_share(), "io", "")));
    auto share = whole(a_share());
    share.shared_here = true;
    EXPECT_FALSE(is_of(Kind::problems, share));
    share.bytes_have -= 1;
    EXPECT_TRUE(is_of(Kind::problems, share));
    EXPECT_FALSE(is_of(Kind::downloading, share));
}

TEST(ShareFilterTest, FindsEveryWordInNameFolderOrLabel) {
    auto share = a_share();
    share.labels = {"Familie"};
    const auto finds = [&](const char* text) { return ShareFilter{.text = QString::fromUtf8(text)}.accepts(share); };
    EXPECT_TRUE(finds(""));
    EXPECT_TRUE(finds("PHOTOS"));
    EXPECT_TRUE(finds("photos holiday"));
    EXPECT_TRUE(finds("  iris  fam "));
    EXPECT_FALSE(finds("photos winter"));
    share.name = "ÜBUNG";
    EXPECT_TRUE(finds("übung"));
}

TEST(ShareFilterTest, WantsLabelKindAndTextTogether) {
    auto share = a_share();
    share.labels = {"a", "b"};
    EXPECT_TRUE((ShareFilter{.kind = Kind::downloading, .label = "b", .text = "holiday"}.accepts(share)));
    EXPECT_FALSE((ShareFilter{.kind = Kind::downloading, .label = "c", .text = {}}.accepts(share)));
    EXPECT_FALSE((ShareFilter{.kind = Kind::paused, .label = "b", .text = {}}.accepts(share)));
    EXPECT_TRUE(ShareFilter{.text = QStringLiteral("  ")}.accepts(share));
}

TEST(ShareCountsTest, FollowEachShareFromKindToKind) {
    ShareCounts counts;
    auto share = a_share();
    share.labels = {"music"};
    counts.put(share);
    counts.put(share);
    EXPECT_EQ(counts.of(Kind::all), 1U);
    EXPECT_EQ(counts.of(Kind::downloading), 1U);
    EXPECT_EQ(counts.of_label("music"), 1U);
    share = whole(share);
    share.labels = {"archive"};
    counts.put(share);
    EXPECT_EQ(counts.of(Kind::downloading), 0U);
    EXPECT_EQ(counts.of(Kind::complete), 1U);
    EXPECT_EQ(counts.labels().size(), 1U);
    EXPECT_EQ(counts.of_label("music"), 0U);
    counts.forget(share.tag);
    counts.forget(share.tag);
    EXPECT_EQ(counts.of(Kind::all), 0U);
    EXPECT_TRUE(counts.labels().empty());
}

}  // namespace
}  // namespace shoal::gui
