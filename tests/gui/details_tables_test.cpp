#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QGuiApplication>
#include <QTest>

#include <gtest/gtest.h>

#include "gui/peer_table.h"
#include "gui/source_tables.h"
#include "gui/table_view.h"
#include "tests/gui/details_fixture.h"

namespace shoal::gui {
namespace {

QString cell(const QAbstractItemModel& model, int row, int column, int role = Qt::DisplayRole) {
    return model.index(row, column).data(role).toString();
}

class PeerTableTest : public testing::Test {
protected:
    PeerTableTest() { table.set_peers(holiday_peers().linked, 80ULL << 20U); }
    PeerTable table;
    QAbstractItemModelTester tester{&table, QAbstractItemModelTester::FailureReportingMode::Fatal};
};

TEST(Nearby, IsJudgedByTheAddress) {
    for (const char* near : {"192.168.1.20:1", "10.0.0.1:1", "127.0.0.1:1", "[fe80::1]:1", "[fd00::1]:1"}) {
        EXPECT_TRUE(is_nearby(near)) << near;
    }
    for (const char* away : {"203.0.113.9:1", "[2001:db8::1]:1", "nonsense", ""}) EXPECT_FALSE(is_nearby(away)) << away;
}

TEST_F(PeerTableTest, ShowsWhatAPeerHasAndSends) {
    EXPECT_EQ(cell(table, 0, PeerTable::where_column), QStringLiteral("Nearby"));
    EXPECT_EQ(cell(table, 0, PeerTable::progress_column), QStringLiteral("100 %"));
    EXPECT_EQ(cell(table, 1, PeerTable::direction_column), QStringLiteral("It came to you"));
    EXPECT_EQ(cell(table, 1, PeerTable::progress_column), QStringLiteral("30 %"));
    EXPECT_EQ(cell(table, 1, PeerTable::down_column), QString{});
    EXPECT_EQ(cell(table, 1, PeerTable::sent_column), QStringLiteral("9.0 MiB"));
    EXPECT_EQ(table.nearby(), 1U);
}

TEST_F(PeerTableTest, SpeaksARowAsASentence) {
    EXPECT_EQ(cell(table, 1, 0, Qt::AccessibleTextRole),
              QStringLiteral("Peer 203.0.113.44:6881 away has 30 %; from it nothing, to it 293.0 KiB/s"));
}

TEST_F(PeerTableTest, KeepsTheRowsOfPeersThatStay) {
    const QPersistentModelIndex second{table.index(1, 0)};
    auto peers = holiday_peers().linked;
    peers[1].bytes_have = 80ULL << 20U;
    peers[0].endpoint = "198.51.100.1:9";
    table.set_peers(peers, 80ULL << 20U);
    ASSERT_TRUE(second.isValid());
    EXPECT_EQ(second.row(), 0);
    EXPECT_EQ(second.sibling(0, PeerTable::progress_column).data().toString(), QStringLiteral("100 %"));
    EXPECT_EQ(table.rowCount(), 2);
    table.set_peers({}, 0);
    EXPECT_EQ(table.rowCount(), 0);
}

TEST_F(PeerTableTest, IsOrderedByNumbers) {
    EXPECT_EQ(table.index(0, PeerTable::received_column).data(PeerTable::sort_role).toULongLong(), 36ULL << 20U);
}

TEST(SourceTable, TellsHowLongAgoAndWhenNext) {
    SourceTable table;
    const QAbstractItemModelTester tester{&table, QAbstractItemModelTester::FailureReportingMode::Fatal};
    table.set_sources(holiday_sources().sources);
    ASSERT_EQ(table.rowCount(), 4);
    EXPECT_EQ(cell(table, 0, SourceTable::source_column), QStringLiteral("DHT"));
    EXPECT_EQ(cell(table, 0, SourceTable::tried_column), QStringLiteral("12 s ago"));
    EXPECT_EQ(cell(table, 0, SourceTable::next_column), QStringLiteral("in 4 min"));
    EXPECT_EQ(cell(table, 3, SourceTable::tried_column), QStringLiteral("not yet"));
    EXPECT_EQ(cell(table, 3, SourceTable::error_column), QStringLiteral("192.0.2.1:9 does not answer"));
    EXPECT_EQ(cell(table, 0, 0, Qt::AccessibleTextRole), QStringLiteral("DHT: 3 found, 1 linked, last asked 12 s ago"));
    auto sources = holiday_sources().sources;
    sources[1].enabled = false;
    table.set_sources(sources);
    EXPECT_EQ(cell(table, 1, SourceTable::next_column), QStringLiteral("off"));
    EXPECT_EQ(cell(table, 1, 0, Qt::AccessibleTextRole), QStringLiteral("This network is off"));
}

TEST(KnownTable, TellsWhyAnAddressIsNotLinked) {
    KnownTable table;
    const QAbstractItemModelTester tester{&table, QAbstractItemModelTester::FailureReportingMode::Fatal};
    auto known = holiday_peers().known;
    known.push_back(
        {.endpoint = "203.0.113.1:1", .source = "link", .reached = true, .reached_ago_ms = 61'000, .next_try_ms = 0});
    table.set_known(known);
    const auto state = [&](int row) { return cell(table, row, KnownTable::state_column).toStdString(); };
    EXPECT_EQ(state(0), "Linked, or being called now");
    EXPECT_EQ(state(1).substr(0, 32), "Waits for its turn; next try in ");
    EXPECT_EQ(state(2), "Was linked 1 min ago; next try now");
    EXPECT_EQ(state(3), "Did not answer 3 times; next try in 1 min");
    EXPECT_EQ(state(4), "Left alone: wrong data came from there");
    EXPECT_EQ(cell(table, 2, 0, Qt::AccessibleTextRole),
              QStringLiteral("203.0.113.1:1, heard of from: The link. Was linked 1 min ago; next try now."));
}

TEST(TableView, CopiesItsSelectedRows) {
    PeerTable table;
    table.set_peers(holiday_peers().linked, 80ULL << 20U);
    TableView view;
    view.setModel(&table);
    view.setCurrentIndex(table.index(1, 0));
    QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
    EXPECT_EQ(QGuiApplication::clipboard()->text(),
              QStringLiteral("203.0.113.44:6881\tAway\tIt came to you\t30 %\t\t293.0 KiB/s\t4.0 MiB\t9.0 MiB"));
}

}  // namespace
}  // namespace shoal::gui
