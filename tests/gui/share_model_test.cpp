#include "gui/share_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

#include <gtest/gtest.h>

#include "tests/gui/plain_english.h"
#include "tests/gui/sample_shares.h"

namespace shoal::gui {
namespace {

using std::chrono::milliseconds;

class ShareModelTest : public testing::Test {
protected:
    void load(std::vector<ShareView> shares) {
        client.answer<ListShares>([shares](const ListShares&) { return ShareList{shares}; });
        client.become_ready();
        FakeClient::settle();
    }
    void say(std::vector<ShareView> shares) {
        SharesChanged news;
        for (const auto& share : shares) news.tags.push_back(share.tag);
        news.shares = std::move(shares);
        client.say(news);
    }
    [[nodiscard]] std::string order() const {
        std::string out;
        for (int row = 0; row < model.rowCount(); ++row) out += model.tag_at(row).back();
        return out;
    }
    [[nodiscard]] QString cell(int row, ShareColumn column, int role = Qt::DisplayRole) const {
        return model.index(row, static_cast<int>(column)).data(role).toString();
    }
    void sort(ShareColumn column, Qt::SortOrder order = Qt::AscendingOrder) {
        model.sort(static_cast<int>(column), order);
    }
    static ShareView numbered(char letter, std::uint64_t number) {
        auto out = a_share(std::string{"aaaaaaa"} + letter, std::string{"share "} + letter);
        out.number = number;
        out.added_ms = number * 1000;
        return out;
    }

    PlainEnglish english;
    FakeClient client;
    ShareStore store{client};
    ShareModel model{store, nullptr, milliseconds{0}};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::Fatal};
};

TEST_F(ShareModelTest, HasARowForEachShareTheNewestFirst) {
    load({numbered('a', 1), numbered('b', 3), numbered('c', 2)});
    EXPECT_EQ(order(), "bca");
    EXPECT_EQ(model.row_of("aaaaaaac"), 1);
    EXPECT_EQ(model.row_of("zzzzzzzz"), -1);
    EXPECT_EQ(model.share_at(3), nullptr);
}

TEST_F(ShareModelTest, SaysInEachCellWhatItsColumnIsAbout) {
    auto share = a_share();
    share.labels = {"family", "photos"};
    share.sent = 20ULL << 20U;
    load({share});
    EXPECT_EQ(cell(0, ShareColumn::name), "holiday photos");
    EXPECT_EQ(cell(0, ShareColumn::size), "80.0 MiB");
    EXPECT_EQ(cell(0, ShareColumn::progress), "50 %");
    EXPECT_EQ(cell(0, ShareColumn::state), "Getting");
    EXPECT_EQ(cell(0, ShareColumn::down), "2.0 MiB/s");
    EXPECT_EQ(cell(0, ShareColumn::up), "");
    EXPECT_EQ(cell(0, ShareColumn::eta), "20 s");
    EXPECT_EQ(cell(0, ShareColumn::peers), "2 of 5");
    EXPECT_EQ(cell(0, ShareColumn::labels), "family, photos");
    EXPECT_EQ(cell(0, ShareColumn::ratio), "0.50");
    EXPECT_EQ(cell(0, ShareColumn::remaining), "40.0 MiB");
    EXPECT_EQ(cell(0, ShareColumn::path), "/home/iris/Downloads/holiday photos");
}

TEST_F(ShareModelTest, IsSpokenAsASentenceAndCellByCell) {
    load({a_share()});
    EXPECT_EQ(cell(0, ShareColumn::name, Qt::AccessibleTextRole),
              "holiday photos, 50 % of 80.0 MiB is here. Getting it from 2 peers, 20 s left.");
    EXPECT_EQ(cell(0, ShareColumn::size, Qt::AccessibleTextRole), "Size: 80.0 MiB");
    EXPECT_EQ(cell(0, ShareColumn::up, Qt::AccessibleTextRole), "Up: nothing");
}

TEST_F(ShareModelTest, SortsNamesAsPeopleDoAndNumbersByValue) {
    auto a = numbered('a', 1), b = numbered('b', 2), c = numbered('c', 3);
    a.name = "part 10";
    b.name = "Part 9";
    c.name = "älteres";
    a.bytes = a.bytes_wanted = 900;
    load({a, b, c});
    sort(ShareColumn::name);
    EXPECT_EQ(order(), "cba");
    sort(ShareColumn::name, Qt::DescendingOrder);
    EXPECT_EQ(order(), "abc");
    sort(ShareColumn::size);
    EXPECT_EQ(order(), "abc") << "among equals the older comes first";
    sort(ShareColumn::size, Qt::DescendingOrder);
    EXPECT_EQ(order(), "bca");
}

TEST_F(ShareModelTest, SortsByEveryColumn) {
    load(sample_shares());
    for (int column = 0; column < share_columns; ++column) {
        model.sort(column, Qt::AscendingOrder);
        model.sort(column, Qt::DescendingOrder);
        EXPECT_EQ(model.rowCount(), 8) << column;
        EXPECT_FALSE(title_of(static_cast<ShareColumn>(column)).isEmpty()) << column;
        EXPECT_EQ(column_of(key_of(static_cast<ShareColumn>(column))), static_cast<ShareColumn>(column));
    }
}

TEST_F(ShareModelTest, TellsOfNeighboursThatChangedTogether) {
    std::vector<ShareView> shares;
    for (char letter = 'a'; letter <= 'z'; ++letter)
        shares.push_back(numbered(letter, 100U - static_cast<unsigned>(letter - 'a')));
    load(shares);
    QSignalSpy changes{&model, &QAbstractItemModel::dataChanged};
    say({shares[2], shares[3], shares[5], shares[20], shares[2]});
    ASSERT_EQ(changes.size(), 2);
    EXPECT_EQ(changes[0][0].toModelIndex().row(), 2);
    EXPECT_EQ(changes[0][1].toModelIndex().row(), 5);
    EXPECT_EQ(changes[1][0].toModelIndex().row(), 20);
    EXPECT_EQ(changes[1][1].toModelIndex().column(), share_columns - 1);
}

TEST_F(ShareModelTest, MovesRowsOnceForManyChangesAndOnlyIfTheyMoved) {
    auto a = numbered('a', 1), b = numbered('b', 2), c = numbered('c', 3);
    load({a, b, c});
    sort(ShareColumn::down, Qt::DescendingOrder);
    QSignalSpy moves{&model, &QAbstractItemModel::layoutChanged};
    a.rate_down = 9;
    b.rate_down = 99;
    c.rate_down = 999;
    say({a, b});
    say({c});
    EXPECT_EQ(order(), "abc") << "at once only what they say is another";
    EXPECT_EQ(moves.size(), 0);
    FakeClient::settle();
    EXPECT_EQ(order(), "cba");
    EXPECT_EQ(moves.size(), 1);
    c.rate_down = 9'999;
    c.peers = 7;
    say({c});
    FakeClient::settle();
    EXPECT_EQ(moves.size(), 1) << "it is faster, but it was the fastest before";
}

TEST_F(ShareModelTest, KeepsPersistentPlacesWhenRowsMove) {
    load({numbered('a', 1), numbered('b', 2), numbered('c', 3)});
    sort(ShareColumn::name);
    const QPersistentModelIndex held{model.index(0, 3)};
    sort(ShareColumn::name, Qt::DescendingOrder);
    EXPECT_EQ(held.row(), 2);
    EXPECT_EQ(model.tag_at(held.row()), "aaaaaaaa");
}

TEST_F(ShareModelTest, LetsRowsComeAndGoAsTheFilterSays) {
    load({numbered('a', 1), numbered('b', 2), numbered('c', 3)});
    model.set_filter({.kind = ShareFilter::Kind::downloading, .label = {}, .text = {}});
    QSignalSpy resets{&model, &QAbstractItemModel::modelReset};
    EXPECT_EQ(order(), "cba");
    say({whole(numbered('b', 2)), numbered('d', 4)});
    EXPECT_EQ(order(), "dca");
    client.say(ShareRemoved{.tag = "aaaaaaac"});
    EXPECT_EQ(order(), "da");
    say({numbered('b', 2)});
    EXPECT_EQ(order(), "dba");
    EXPECT_EQ(resets.size(), 0) << "selection and scroll place stay";
    model.set_filter({});
    EXPECT_EQ(resets.size(), 1);
    EXPECT_EQ(order(), "dba");
}

TEST_F(ShareModelTest, TakesVeryManyNewSharesAsOneReset) {
    load({});
    std::vector<ShareView> many;
    for (unsigned i = 0; i < 1000; ++i) {
        many.push_back(a_share("aaaa" + std::to_string(1000 + i)));
        many.back().number = i;
    }
    QSignalSpy resets{&model, &QAbstractItemModel::modelReset};
    say(many);
    EXPECT_EQ(model.rowCount(), 1000);
    EXPECT_EQ(resets.size(), 1);
}

TEST_F(ShareModelTest, ForgetsWhatAnEarlierEngineHad) {
    load({numbered('a', 1)});
    load({numbered('b', 1), numbered('c', 2)});
    EXPECT_EQ(order(), "cb");
}

}  // namespace
}  // namespace shoal::gui
