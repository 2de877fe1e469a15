#include "gui/link_text.h"

#include <gtest/gtest.h>

#include "tests/gui/a_link.h"

namespace shoal::gui {
namespace {

const QString bittorrent = QStringLiteral("magnet:?xt=urn:btih:c12fe1c06bba254a9dc9f519b335aa7c1367a88a&dn=some");

TEST(LinkTextTest, FindsBothFormsOfALink) {
    EXPECT_EQ(links_in(a_link()), QStringList{a_link()});
    EXPECT_EQ(links_in(a_short_link()), QStringList{a_short_link()});
    EXPECT_EQ(links_in(a_short_link().toUpper()), QStringList{a_short_link().toUpper()});
}

TEST(LinkTextTest, FindsLinksInsideSentences) {
    const auto text = QStringLiteral("Hi! Get it here: %1. Or (%2), and \u201c%3\u201d; bye")
                          .arg(a_link(1), a_short_link(2), a_short_link(3));
    EXPECT_EQ(links_in(text), (QStringList{a_link(1), a_short_link(2), a_short_link(3)}));
    EXPECT_EQ(links_in(QStringLiteral("<a href=\"%1\">here</a>").arg(a_link().replace('&', "&amp;"))),
              QStringList{a_link()});
    EXPECT_EQ(links_in(QStringLiteral("shoal get '%1' -o DIR").arg(a_link())), QStringList{a_link()});
}

TEST(LinkTextTest, FindsSeveralInOrderAndEachContentOnce) {
    const QStringList links{a_short_link(9), a_link(2), a_short_link(5)};
    EXPECT_EQ(links_in(links.join('\n') + '\n' + a_link(9)), links);
}

TEST(LinkTextTest, DoesNotTakeTheEndOfAnotherWordForALink) {
    EXPECT_TRUE(links_in(QStringLiteral("x") + a_short_link()).isEmpty());
    EXPECT_TRUE(links_in(QStringLiteral("a shoal: bream and bass")).isEmpty());
}

TEST(LinkTextTest, PassesOverWhatIsNoLinkOfOurs) {
    EXPECT_EQ(links_in(bittorrent + ' ' + a_short_link()), QStringList{a_short_link()});
    EXPECT_EQ(link_kind(bittorrent + ' ' + a_short_link()), LinkKind::good);
}

TEST(LinkTextTest, LooksAtSoMuchTextAndSoManyLinksOnly) {
    EXPECT_TRUE(links_in(QString(300'000, ' ') + a_link()).isEmpty());
    QString many;
    for (unsigned char seed = 0; seed < 120; ++seed) many += a_short_link(seed) + ' ';
    EXPECT_EQ(links_in(many).size(), 100);
}

TEST(LinkTextTest, TellsWhatIsWrongWithALink) {
    EXPECT_EQ(link_kind(a_link()), LinkKind::good);
    EXPECT_EQ(link_kind(a_link().left(50)), LinkKind::damaged);
    EXPECT_EQ(link_kind(a_short_link().chopped(3)), LinkKind::damaged);
    EXPECT_EQ(link_kind(QString{a_short_link()}.replace(20, 1, a_short_link()[20] == 'a' ? 'b' : 'a')),
              LinkKind::damaged);
    EXPECT_EQ(link_kind(QStringLiteral("shoal:")), LinkKind::damaged);
    EXPECT_EQ(link_kind(bittorrent), LinkKind::bittorrent);
    EXPECT_EQ(link_kind(QStringLiteral("magnet:?xt=urn:ed2k:354B15E68FB8F36D7CD88FF94116CDC1")), LinkKind::foreign);
    EXPECT_EQ(link_kind(QStringLiteral("https://example.org/")), LinkKind::none);
    EXPECT_EQ(link_kind(QString{}), LinkKind::none);
    EXPECT_EQ(link_kind(a_link() + QStringLiteral("&x=") + QString(9'000, 'y')), LinkKind::too_long);
    EXPECT_EQ(link_kind(bittorrent + ' ' + a_short_link().chopped(3)), LinkKind::damaged);
}

// The check of the id covers its version, so that a later version can be told from a damaged one.
TEST(LinkTextTest, TellsALinkOfALaterVersion) {
    const auto later = Magnet::parse(a_version_2_link().toStdString());
    ASSERT_FALSE(later);
    EXPECT_NE(later.error().what.find("newer Shoal"), std::string::npos) << later.error().what;
    EXPECT_EQ(link_kind(a_version_2_link()), LinkKind::newer);
}

TEST(LinkTextTest, HasASentenceForEachThatNeverRepeatsTheLink) {
    QStringList seen;
    for (const auto kind : {LinkKind::none, LinkKind::damaged, LinkKind::newer, LinkKind::bittorrent, LinkKind::foreign,
                            LinkKind::too_long}) {
        const auto sentence = link_problem(kind);
        EXPECT_FALSE(sentence.isEmpty());
        EXPECT_FALSE(seen.contains(sentence));
        seen.push_back(sentence);
    }
    EXPECT_TRUE(link_problem(LinkKind::good).isEmpty());
    const auto bad = first_link(a_link().left(60));
    ASSERT_FALSE(bad);
    EXPECT_EQ(bad.error().what, link_problem(LinkKind::damaged).toStdString());
}

TEST(LinkTextTest, KnowsNameAndTagOfALink) {
    const auto link = first_link(QStringLiteral("look: ") + a_link());
    ASSERT_TRUE(link);
    EXPECT_EQ(link_name(*link), QStringLiteral("holiday photos"));
    EXPECT_EQ(link_tag(*link).size(), 8U);
    auto evil = a_magnet();
    evil.name = "photo\u202egpj.exe";
    EXPECT_FALSE(link_name(evil).contains(QChar{0x202e}));
}

}  // namespace
}  // namespace shoal::gui
