#include "gui/details_pane.h"

#include <QAction>
#include <QCheckBox>
#include <QDesktopServices>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QToolButton>
#include <QTreeView>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gui/elided_label.h"
#include "gui/file_tree.h"
#include "gui/speed_tab.h"
#include "tests/gui/details_fixture.h"

namespace shoal::gui {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Tab = DetailsPane::Tab;

class DetailsPaneTest : public testing::Test {
protected:
    DetailsPaneTest() {
        answer_details(client, share);
        client.become_ready();
        FakeClient::settle();
        pane.resize(900, 320);
    }
    void look(Tab tab) {
        pane.show_share(share.tag);
        pane.show_tab(tab);
        pane.show();
        FakeClient::settle();
    }
    void tell() {
        client.say(SharesChanged{.shares = {share}, .tags = {share.tag}});
        FakeClient::settle();
    }
    /// A second passes for everything that is asked.
    void pass() {
        for (auto* const timer : pane.findChildren<QTimer*>(QStringLiteral("pause"))) {
            if (timer->isActive()) timer->start(0);
        }
        FakeClient::settle();
    }
    template <class W>
    W& child(const char* name) {
        auto* const found = pane.findChild<W*>(QString::fromLatin1(name));
        EXPECT_NE(found, nullptr) << name;
        return *found;
    }
    QString note(const char* tab) {
        auto* const label = child<QWidget>(tab).findChild<QLabel*>(QStringLiteral("note"));
        return label->isVisible() ? label->text() : QString{};
    }
    QTreeView& files() { return child<QTreeView>("file_tree"); }
    FileTree& tree() { return *qobject_cast<FileTree*>(files().model()); }
    QString fact(const char* name) { return child<ElidedLabel>(name).full_text(); }

    ShareView share = a_share();
    FakeClient client;
    ShareStore store{client};
    DetailsPane pane{client, store};
};

TEST_F(DetailsPaneTest, AsksNothingWhileItIsHidden) {
    pane.show_share(share.tag);
    for (int i = 0; i < 5; ++i) tell();
    EXPECT_THAT(client.asked<GetChunkMap>(), IsEmpty());
    look(Tab::overview);
    EXPECT_EQ(client.asked<GetChunkMap>().size(), 1U);
    pane.hide();
    pass();
    for (int i = 0; i < 5; ++i) tell();
    pass();
    EXPECT_EQ(client.asked<GetChunkMap>().size(), 1U);
}

TEST_F(DetailsPaneTest, AsksOnlyForTheTabThatIsSeen) {
    look(Tab::peers);
    EXPECT_EQ(client.asked<ListPeers>().size(), 1U);
    EXPECT_THAT(client.asked<GetChunkMap>(), IsEmpty());
    EXPECT_THAT(client.asked<ListFiles>(), IsEmpty());
    pane.show_tab(Tab::files);
    FakeClient::settle();
    EXPECT_EQ(client.asked<ListFiles>().size(), 1U);
}

TEST_F(DetailsPaneTest, AsksOnceASecondHoweverMuchChanges) {
    look(Tab::peers);
    for (int i = 0; i < 20; ++i) tell();
    EXPECT_EQ(client.asked<ListPeers>().size(), 1U);
    pass();
    EXPECT_EQ(client.asked<ListPeers>().size(), 2U);
    pass();
    EXPECT_EQ(client.asked<ListPeers>().size(), 2U) << "nothing changed since";
    client.say(SharesChanged{.shares = {a_share("bbbbbbbb")}, .tags = {"bbbbbbbb"}});
    pass();
    EXPECT_EQ(client.asked<ListPeers>().size(), 2U) << "it is another share's news";
}

TEST_F(DetailsPaneTest, HasOneAskUnderWayAtATime) {
    FakeClient slow;
    slow.answer<ListShares>([this](const ListShares&) { return ShareList{{share}}; });
    slow.become_ready();
    ShareStore shares{slow};
    DetailsPane other{slow, shares};
    FakeClient::settle();
    other.show_share(share.tag);
    other.show_tab(Tab::files);
    other.show();
    FakeClient::settle();
    slow.say(SharesChanged{.shares = {share}, .tags = {share.tag}});
    for (auto* const timer : other.findChildren<QTimer*>(QStringLiteral("pause"))) timer->start(0);
    FakeClient::settle();
    EXPECT_EQ(slow.asked<ListFiles>().size(), 1U);
    // For another share the answer is of no use any more, and the new one does not wait.
    auto next = a_share("bbbbbbbb");
    slow.say(SharesChanged{.shares = {next}, .tags = {next.tag}});
    other.show_share(next.tag);
    FakeClient::settle();
    ASSERT_EQ(slow.asked<ListFiles>().size(), 2U);
    EXPECT_EQ(slow.asked<ListFiles>()[1].tag, "bbbbbbbb");
    EXPECT_EQ(slow.cancelled().size(), 1U);
    slow.answer_open<ListFiles>(FileList{holiday_files()});
    FakeClient::settle();
    EXPECT_EQ(qobject_cast<FileTree*>(other.findChild<QTreeView*>("file_tree")->model())->total_files(), 8U);
}

TEST_F(DetailsPaneTest, AsksAgainWhenTheEngineIsBack) {
    look(Tab::sources);
    EXPECT_EQ(client.asked<ListSources>().size(), 1U);
    client.set_connection({.state = Connection::State::lost, .remote = true, .where = {}, .problem = {}});
    pass();
    EXPECT_EQ(client.asked<ListSources>().size(), 1U);
    client.become_ready();
    FakeClient::settle();
    pass();
    EXPECT_EQ(client.asked<ListSources>().size(), 2U);
}

TEST_F(DetailsPaneTest, AsksNothingWithoutAShare) {
    pane.show();
    client.become_ready();
    pass();
    EXPECT_THAT(client.asked<GetChunkMap>(), IsEmpty());
    EXPECT_THAT(client.asked<ListSources>(), IsEmpty());
}

TEST_F(DetailsPaneTest, InvitesToChooseAShare) {
    pane.show();
    EXPECT_EQ(note("overview_tab"), QStringLiteral("Choose a share to see more of it."));
    look(Tab::overview);
    EXPECT_EQ(note("overview_tab"), QString{});
    client.say(ShareRemoved{.tag = share.tag});
    FakeClient::settle();
    EXPECT_EQ(note("overview_tab"), QStringLiteral("Choose a share to see more of it."));
}

TEST_F(DetailsPaneTest, ShowsTheFacts) {
    share.sent = 20ULL << 20U;
    share.labels = {"family", "2026"};
    share.limit_up = 1 << 20;
    look(Tab::overview);
    tell();
    EXPECT_EQ(fact("fact_folder"), QStringLiteral("/home/iris/Downloads/holiday photos"));
    EXPECT_EQ(fact("fact_size"), QStringLiteral("80.0 MiB in 8 files"));
    EXPECT_EQ(fact("fact_here"), QStringLiteral("40.0 MiB (50 %)"));
    EXPECT_EQ(fact("fact_done"), QStringLiteral("not yet"));
    EXPECT_EQ(fact("fact_ratio"), QStringLiteral("0.50"));
    EXPECT_EQ(fact("fact_limits"), QStringLiteral("Down none, up 1.0 MiB/s"));
    EXPECT_EQ(fact("fact_labels"), QStringLiteral("family and 2026"));
    EXPECT_EQ(fact("fact_peers"), QStringLiteral("2 linked, 1 of them complete, 5 known"));
    EXPECT_EQ(child<QLabel>("have_text").text(), QStringLiteral("160 of 320 parts are here and verified"));
    EXPECT_EQ(child<QLabel>("peers_text").text(), QStringLiteral("1.6 copies with 2 peers"));
    EXPECT_EQ(child<QLabel>("health").text(), QStringLiteral("Every missing part is available from 1 peer."));
}

TEST_F(DetailsPaneTest, AsksForAsManyCellsAsThereArePixels) {
    look(Tab::overview);
    ASSERT_EQ(client.asked<GetChunkMap>().size(), 1U);
    const auto narrow = client.asked<GetChunkMap>()[0].cells;
    EXPECT_GT(narrow, 300U);
    EXPECT_LT(narrow, 900U);
    pane.resize(1400, 320);
    FakeClient::settle();
    pass();
    ASSERT_EQ(client.asked<GetChunkMap>().size(), 2U);
    EXPECT_GT(client.asked<GetChunkMap>()[1].cells, narrow);
}

TEST_F(DetailsPaneTest, AsksForALink) {
    look(Tab::overview);
    std::string wanted;
    QObject::connect(&pane, &DetailsPane::link_wanted, [&](const std::string& tag) { wanted = tag; });
    QTest::mouseClick(&child<QPushButton>("get_link"), Qt::LeftButton);
    EXPECT_EQ(wanted, share.tag);
}

TEST_F(DetailsPaneTest, OpensTheFolderOfAShare) {
    const QTemporaryDir dir;
    Desktop desktop;
    share.path = dir.path().toStdString();
    look(Tab::overview);
    tell();
    QTest::mouseClick(&child<QPushButton>("open_folder"), Qt::LeftButton);
    EXPECT_EQ(desktop.opened, QStringList{dir.path()});
    share.path = {};
    tell();
    EXPECT_FALSE(child<QPushButton>("open_folder").isEnabled());
}

TEST_F(DetailsPaneTest, SelectsFilesAndShowsThemAsTheEngineHasThem) {
    look(Tab::files);
    std::vector<std::string> rules;
    auto listed = holiday_files();
    client.answer<SelectFiles>([&](const SelectFiles& select) {
        rules = select.rules;
        return share;
    });
    listed[7].wanted = false;
    client.answer<ListFiles>([&](const ListFiles&) { return FileList{listed}; });
    files().setCurrentIndex(tree().index_of(QStringLiteral("slides.pdf")));
    QTest::keyClick(&files(), Qt::Key_Space);
    FakeClient::settle();
    EXPECT_THAT(rules, ElementsAre("-#7"));
    EXPECT_EQ(tree().chosen_files(), 6U);
    EXPECT_FALSE(child<QLabel>("files_error").isVisible());
}

TEST_F(DetailsPaneTest, PutsTheTreeBackWhenTheEngineRefuses) {
    look(Tab::files);
    client.answer<SelectFiles>(
        [](const SelectFiles&) -> Result<ShareView> { return fail(Errc::io, "the disk failed"); });
    files().setCurrentIndex(tree().index_of(QStringLiteral("slides.pdf")));
    QTest::keyClick(&files(), Qt::Key_Space);
    EXPECT_EQ(tree().chosen_files(), 6U);
    FakeClient::settle();
    EXPECT_EQ(tree().chosen_files(), 7U);
    EXPECT_EQ(child<QLabel>("files_error").text(), QStringLiteral("That was not possible: the disk failed"));
}

TEST_F(DetailsPaneTest, KeepsAtLeastOneFile) {
    look(Tab::files);
    QTest::mouseClick(&child<QPushButton>("choose_none"), Qt::LeftButton);
    FakeClient::settle();
    EXPECT_THAT(client.asked<SelectFiles>(), IsEmpty());
    EXPECT_EQ(tree().chosen_files(), 7U);
    EXPECT_TRUE(child<QLabel>("files_error").isVisible());
}

TEST_F(DetailsPaneTest, GivesAFolderAPriorityByKeyAndMenu) {
    look(Tab::files);
    client.answer<PrioritiseFiles>([this](const PrioritiseFiles&) { return share; });
    files().setFocus();
    files().setCurrentIndex(tree().index_of(QStringLiteral("Lisbon")));
    QTest::keyClick(&files(), Qt::Key_Up, Qt::ControlModifier);
    FakeClient::settle();
    ASSERT_EQ(client.asked<PrioritiseFiles>().size(), 1U);
    EXPECT_THAT(client.asked<PrioritiseFiles>()[0].rules, ElementsAre("+#0-5"));
    EXPECT_EQ(client.asked<PrioritiseFiles>()[0].priority, FilePriority::high);
    child<QAction>("priority_0").trigger();
    FakeClient::settle();
    ASSERT_EQ(client.asked<PrioritiseFiles>().size(), 2U);
    EXPECT_EQ(client.asked<PrioritiseFiles>()[1].priority, FilePriority::low);
}

TEST_F(DetailsPaneTest, OpensCompleteFilesButRunsNone) {
    const QTemporaryDir dir;
    Desktop desktop;
    share.path = dir.path().toStdString();
    auto listed = holiday_files();
    listed[1].executable = true;
    client.answer<ListFiles>([&](const ListFiles&) { return FileList{listed}; });
    QDir{dir.path()}.mkdir(QStringLiteral("Lisbon"));
    for (const auto* name : {"/Lisbon/IMG_4000.jpg", "/Lisbon/IMG_4001.jpg"}) {
        QFile file{dir.path() + QString::fromLatin1(name)};
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    }
    look(Tab::files);
    tell();
    const auto enter = [this](const char* path) {
        files().setCurrentIndex(tree().index_of(QString::fromLatin1(path)));
        QTest::keyClick(&files(), Qt::Key_Return);
    };
    enter("Lisbon/IMG_4000.jpg");
    enter("Lisbon/IMG_4001.jpg");
    EXPECT_EQ(desktop.opened, (QStringList{dir.path() + "/Lisbon/IMG_4000.jpg", dir.path() + "/Lisbon"}));
    enter("Lisbon/IMG_4002.jpg");
    EXPECT_EQ(child<QLabel>("files_error").text(), QStringLiteral("The file is not there any more."));
    enter("Lisbon/IMG_4003.jpg");
    EXPECT_EQ(child<QLabel>("files_error").text(), QStringLiteral("This file is not complete yet."));
    EXPECT_EQ(desktop.opened.size(), 2);
}

TEST_F(DetailsPaneTest, SaysThatTheListOfFilesIsNotHereYet) {
    client.answer<ListFiles>([](const ListFiles&) -> Result<FileList> { return fail(Errc::usage, "no list yet"); });
    look(Tab::files);
    EXPECT_EQ(note("files_tab"), QStringLiteral("The list of files is not here yet."));
}

TEST_F(DetailsPaneTest, ListsPeersAndSaysThatThereAreNone) {
    look(Tab::peers);
    EXPECT_EQ(child<QTreeView>("peer_table").model()->rowCount(), 2);
    EXPECT_EQ(child<QLabel>("peer_count").text(), QStringLiteral("2 peers, 1 nearby"));
    client.answer<ListPeers>([](const ListPeers&) { return PeerList{}; });
    tell();
    pass();
    EXPECT_EQ(note("peers_tab"), QStringLiteral("No peer is linked now."));
}

TEST_F(DetailsPaneTest, ListsSourcesAndKnownAddresses) {
    look(Tab::sources);
    EXPECT_EQ(child<QTreeView>("source_table").model()->rowCount(), 4);
    EXPECT_EQ(child<QTreeView>("known_table").model()->rowCount(), 4);
}

TEST_F(DetailsPaneTest, NeedsNoShareForTheSpeedOfAll) {
    pane.show_tab(Tab::speed);
    pane.show();
    EXPECT_EQ(note("speed_tab"), QString{});
    EXPECT_FALSE(child<QCheckBox>("all_shares").isVisible());
}

TEST_F(DetailsPaneTest, ShowsSpeedsOfAShareOrOfAll) {
    std::int64_t now = 0;
    SpeedHistory history{client, store, nullptr, [&now] { return now; }};
    SpeedTab tab{client, store, history, nullptr};
    tab.resize(700, 300);
    tab.show_share(share.tag);
    tab.show();
    auto other = a_share("bbbbbbbb");
    other.rate_down = 1 << 20;
    client.say(SharesChanged{.shares = {other}, .tags = {other.tag}});
    now += 2'000;
    tell();
    const auto down = [&tab] { return tab.findChild<QLabel*>("speed_down")->text(); };
    EXPECT_EQ(down(), QStringLiteral("Down 2.0 MiB/s"));
    auto& all = *tab.findChild<QCheckBox*>("all_shares");
    all.setFocus();
    QTest::keyClick(&all, Qt::Key_Space);
    EXPECT_EQ(down(), QStringLiteral("Down 3.0 MiB/s"));
    QTest::mouseClick(tab.findChild<QToolButton*>("span_3"), Qt::LeftButton);
    EXPECT_TRUE(tab.findChild<QToolButton*>("span_3")->isChecked());
    EXPECT_EQ(down(), QStringLiteral("Down 3.0 MiB/s"));
}

TEST_F(DetailsPaneTest, ShowsTheLogAsItGrows) {
    look(Tab::log);
    EXPECT_EQ(note("log_tab"), QStringLiteral("Nothing happened to this share since this window was opened."));
    client.say(ContentArrives{.tag = share.tag});
    auto& log = child<QPlainTextEdit>("log");
    EXPECT_TRUE(log.toPlainText().endsWith(QStringLiteral("The first data arrived.")));
    log.selectAll();
    log.copy();
    client.say(ShareCompleted{.tag = share.tag});
    EXPECT_EQ(log.toPlainText().count(u'\n'), 2);
    EXPECT_TRUE(log.textCursor().hasSelection()) << "a selection stays";
}

TEST_F(DetailsPaneTest, HasNamesForWhatIsPaintedAndListed) {
    look(Tab::overview);
    for (const char* name : {"file_tree", "peer_table", "source_table", "known_table", "log", "chunk_map",
                             "availability", "speed_graph", "details_tabs", "file_search"}) {
        EXPECT_FALSE(child<QWidget>(name).accessibleName().isEmpty()) << name;
    }
}

TEST(ElidedLabel, KeepsTheWholeForTheToolTip) {
    ElidedLabel label;
    label.resize(80, 20);
    label.set_full_text(QStringLiteral("/a/long/path/that <b>nobody</b> has room for"));
    EXPECT_LT(label.text().size(), label.full_text().size());
    EXPECT_TRUE(label.toolTip().contains(QStringLiteral("&lt;b&gt;")));
    EXPECT_EQ(label.accessibleName(), label.full_text());
}

}  // namespace
}  // namespace shoal::gui
