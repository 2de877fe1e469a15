#include "gui/sidebar.h"

#include <QLabel>
#include <QListWidget>
#include <QTest>

#include <gtest/gtest.h>

#include "gui/sidebar_delegate.h"
#include "gui/theme.h"
#include "tests/gui/golden.h"
#include "tests/gui/plain_english.h"
#include "tests/gui/sample_shares.h"

namespace shoal::gui {
namespace {

using Kind = ShareFilter::Kind;

class SidebarTest : public testing::Test {
protected:
    SidebarTest() {
        QObject::connect(&sidebar, &Sidebar::filter_changed,
                         [this](const ShareFilter& filter) { told.push_back(filter); });
    }
    void load(std::vector<ShareView> shares) {
        client.answer<ListShares>([shares](const ListShares&) { return ShareList{shares}; });
        client.become_ready();
        FakeClient::settle();
    }
    void near(std::uint64_t count) {
        client.answer<GetDht>([count](const GetDht&) {
            DhtView view;
            view.lan = true;
            view.lan_neighbours = count;
            return view;
        });
    }
    [[nodiscard]] QListWidget& list() { return *sidebar.findChild<QListWidget*>(); }
    [[nodiscard]] std::uint64_t count(int row) {
        return list().item(row)->data(SidebarDelegate::count_role).toULongLong();
    }
    [[nodiscard]] QString network() { return sidebar.findChild<QLabel*>(QStringLiteral("sidebar_network"))->text(); }
    static std::vector<ShareView> labelled() {
        auto shares = sample_shares();
        shares[1].labels = {"Family", "Photos"};
        shares[2].labels = {"Photos"};
        return shares;
    }

    PlainEnglish english;
    FakeClient client;
    ShareStore store{client};
    Sidebar sidebar{client, store, nullptr};
    std::vector<ShareFilter> told;
};

TEST_F(SidebarTest, CountsEachKindAsSharesChange) {
    load(sample_shares());
    const std::vector<std::uint64_t> wanted{8, 4, 2, 2, 1, 1};
    for (int row = 0; row < 6; ++row) EXPECT_EQ(count(row), wanted[static_cast<std::size_t>(row)]) << row;
    client.say(SharesChanged{.shares = {whole(a_share("aaaaaaa2"))}, .tags = {"aaaaaaa2"}});
    EXPECT_EQ(count(static_cast<int>(Kind::downloading)), 3U);
    EXPECT_EQ(count(static_cast<int>(Kind::complete)), 3U);
    client.say(ShareRemoved{.tag = "aaaaaaa6"});
    EXPECT_EQ(count(static_cast<int>(Kind::problems)), 0U);
    EXPECT_EQ(count(static_cast<int>(Kind::all)), 7U);
}

TEST_F(SidebarTest, ListsLabelsWhileSharesHaveThem) {
    load(labelled());
    ASSERT_EQ(list().count(), 9);
    EXPECT_EQ(list().item(8)->text(), "Photos");
    EXPECT_EQ(count(8), 2U);
    sidebar.choose(Kind::all, "Family");
    EXPECT_EQ(sidebar.filter().label, "Family");
    auto share = labelled()[1];
    share.labels = {"Photos", "Work"};
    client.say(SharesChanged{.shares = {share}, .tags = {share.tag}});
    EXPECT_EQ(list().count(), 9);
    EXPECT_EQ(sidebar.filter(), ShareFilter{}) << "the label that was chosen is gone";
    ASSERT_FALSE(told.empty());
    EXPECT_EQ(told.back(), ShareFilter{});
    load(sample_shares());
    EXPECT_EQ(list().count(), 6) << "without labels no heading";
}

TEST_F(SidebarTest, KeepsTheChosenLabelWhenOthersCome) {
    load(labelled());
    sidebar.choose(Kind::all, "Photos");
    told.clear();
    auto share = labelled()[3];
    share.labels = {"Aardvarks"};
    client.say(SharesChanged{.shares = {share}, .tags = {share.tag}});
    EXPECT_EQ(sidebar.filter().label, "Photos");
    EXPECT_EQ(list().currentItem()->text(), "Photos");
    EXPECT_TRUE(told.empty());
}

TEST_F(SidebarTest, ChoosesByKeysPastTheHeading) {
    load(labelled());
    list().setFocus();
    QTest::keyClick(&list(), Qt::Key_Down);
    EXPECT_EQ(told.back().kind, Kind::downloading);
    sidebar.choose(Kind::problems);
    QTest::keyClick(&list(), Qt::Key_Down);
    EXPECT_EQ(told.back().label, "Family");
    EXPECT_EQ(told.back().kind, Kind::all);
}

TEST_F(SidebarTest, IsSpokenWithItsCounts) {
    load(labelled());
    EXPECT_EQ(list().item(1)->data(Qt::AccessibleTextRole).toString(), "Downloading, 4 shares");
    EXPECT_EQ(list().item(8)->data(Qt::AccessibleTextRole).toString(), "Photos, 2 shares");
}

TEST_F(SidebarTest, AsksWhoIsNearOnceTheEngineIsReadyAndWhenPeersChange) {
    near(3);
    EXPECT_TRUE(client.asked<GetDht>().empty());
    load(sample_shares());
    EXPECT_EQ(network(), "3 peers found");
    const auto asked = client.asked<GetDht>().size();
    auto share = sample_shares()[1];
    client.say(SharesChanged{.shares = {share}, .tags = {share.tag}});
    FakeClient::settle();
    near(0);
    share.known += 1;
    client.say(SharesChanged{.shares = {share}, .tags = {share.tag}});
    FakeClient::settle();
    EXPECT_EQ(network(), "Nobody found yet");
    const auto later = client.asked<GetDht>().size();
    EXPECT_GT(later, asked);
    share.rate_down += 1;
    client.say(SharesChanged{.shares = {share}, .tags = {share.tag}});
    FakeClient::settle();
    EXPECT_EQ(client.asked<GetDht>().size(), later) << "nothing that could have come of the network";
}

TEST_F(SidebarTest, AsksOneThingAtATime) {
    load(sample_shares());
    auto share = sample_shares()[1];
    for (int i = 0; i < 10; ++i) {
        share.known += 1;
        client.say(SharesChanged{.shares = {share}, .tags = {share.tag}});
    }
    FakeClient::settle();
    EXPECT_EQ(client.asked<GetDht>().size(), 1U) << "the first is not answered yet";
    client.answer_open<GetDht>(DhtView{});
    FakeClient::settle();
    EXPECT_EQ(network(), "Not looked for");
    EXPECT_EQ(client.asked<GetDht>().size(), 2U);
}

TEST_F(SidebarTest, LooksAsItShould) {
    near(3);
    load(labelled());
    sidebar.resize(210, 420);
    sidebar.show();
    for (const auto look : {Appearance::light, Appearance::dark}) {
        apply_appearance(*qApp, look);
        FakeClient::settle();
        EXPECT_TRUE(is_golden(picture_of(sidebar), look == Appearance::light ? QStringLiteral("sidebar_light")
                                                                             : QStringLiteral("sidebar_dark")));
    }
    apply_appearance(*qApp, Appearance::light);
}

}  // namespace
}  // namespace shoal::gui
