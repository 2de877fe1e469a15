#include "gui/share_list_view.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <gtest/gtest.h>

#include "gui/share_header.h"
#include "gui/share_tree.h"
#include "gui/theme.h"
#include "tests/gui/golden.h"
#include "tests/gui/plain_english.h"
#include "tests/gui/sample_shares.h"

namespace shoal::gui {
namespace {

using Tags = std::vector<std::string>;

class ShareListViewTest : public testing::Test {
protected:
    void SetUp() override {
        load(sample_shares());
        view.resize(1000, 420);
        view.show();
        QApplication::setActiveWindow(&view);
        FakeClient::settle();
    }
    void load(std::vector<ShareView> shares) {
        client.answer<ListShares>([shares](const ListShares&) { return ShareList{shares}; });
        client.become_ready();
        FakeClient::settle();
    }
    [[nodiscard]] ShareTree& table() { return *view.findChild<ShareTree*>(QStringLiteral("share_table")); }
    [[nodiscard]] ShareTree& rows() { return *view.findChild<ShareTree*>(QStringLiteral("share_rows")); }
    [[nodiscard]] ShareHeader& header() { return *view.findChild<ShareHeader*>(); }
    void click(ShareTree& tree, int row, Qt::KeyboardModifiers modifiers = {}) {
        QTest::mouseClick(tree.viewport(), Qt::LeftButton, modifiers,
                          tree.visualRect(view.list().index(row, 0)).center());
    }
    static ShareFilter text(const char* words) { return {.text = QString::fromUtf8(words)}; }

    PlainEnglish english;
    FakeClient client;
    ShareStore store{client};
    ShareListView view{store, nullptr};
};

TEST_F(ShareListViewTest, SelectsByMouseAndKeysOneOrSeveral) {
    QSignalSpy changes{&view, &ShareListView::selection_changed};
    click(table(), 1);
    EXPECT_EQ(view.selected(), (Tags{"aaaaaaa2"}));
    click(table(), 3, Qt::ControlModifier);
    EXPECT_EQ(view.selected(), (Tags{"aaaaaaa2", "aaaaaaa4"}));
    QTest::keyClick(&table(), Qt::Key_Home);
    EXPECT_EQ(view.selected(), (Tags{"aaaaaaa1"}));
    QTest::keyClick(&table(), Qt::Key_Down, Qt::ShiftModifier);
    EXPECT_EQ(view.selected(), (Tags{"aaaaaaa1", "aaaaaaa2"}));
    QTest::keyClick(&table(), Qt::Key_End);
    EXPECT_EQ(view.selected(), (Tags{"aaaaaaa8"}));
    QTest::keyClick(&table(), Qt::Key_A, Qt::ControlModifier);
    EXPECT_EQ(view.selected().size(), 8U);
    EXPECT_GE(changes.size(), 6);
}

TEST_F(ShareListViewTest, FindsANameAsItIsTyped) {
    for (const auto mode : {ShareListView::Mode::table, ShareListView::Mode::rows}) {
        view.set_mode(mode);
        auto& tree = mode == ShareListView::Mode::table ? table() : rows();
        view.select("aaaaaaa1");
        tree.keyboardSearch(QStringLiteral("r"));
        EXPECT_EQ(view.selected(), (Tags{"aaaaaaa6"}));
        tree.keyboardSearch(QStringLiteral("aw"));
        EXPECT_EQ(view.selected(), (Tags{"aaaaaaa6"}));
    }
}

TEST_F(ShareListViewTest, OpensByEnterAndDoubleClick) {
    Tags opened;
    QObject::connect(&view, &ShareListView::activated, [&](const std::string& tag) { opened.push_back(tag); });
    view.select("aaaaaaa4");
    QTest::keyClick(&table(), Qt::Key_Return);
    click(table(), 4);
    QTest::mouseDClick(table().viewport(), Qt::LeftButton, {}, table().visualRect(view.list().index(4, 0)).center());
    EXPECT_EQ(opened, (Tags{"aaaaaaa4", "aaaaaaa5"}));
}

TEST_F(ShareListViewTest, CopiesNamesALineEach) {
    click(table(), 3);
    click(table(), 1, Qt::ControlModifier);
    QTest::keyClick(&table(), Qt::Key_C, Qt::ControlModifier);
    EXPECT_EQ(QApplication::clipboard()->text(), QStringLiteral("Holiday photos 2026\nField recordings"));
}

TEST_F(ShareListViewTest, AsksForAMenuWhereTheMouseOrTheCurrentRowIs) {
    QSignalSpy menus{&view, &ShareListView::menu_wanted};
    const auto place = table().visualRect(view.list().index(2, 0)).center();
    QContextMenuEvent by_mouse{QContextMenuEvent::Mouse, place, table().viewport()->mapToGlobal(place)};
    QApplication::sendEvent(table().viewport(), &by_mouse);
    EXPECT_EQ(menus.size(), 1);
    view.select("aaaaaaa5");
    QContextMenuEvent by_key{QContextMenuEvent::Keyboard, {}, {}};
    QApplication::sendEvent(table().viewport(), &by_key);
    ASSERT_EQ(menus.size(), 2);
    EXPECT_TRUE(
        table().visualRect(view.list().index(4, 0)).contains(table().viewport()->mapFromGlobal(menus[1][0].toPoint())));
}

TEST_F(ShareListViewTest, KeepsSelectionAndCurrentShareOverAFilter) {
    view.select("aaaaaaa3");
    click(table(), 3, Qt::ControlModifier);
    QSignalSpy changes{&view, &ShareListView::selection_changed};
    view.set_filter(text("recordings"));
    EXPECT_EQ(view.selected(), (Tags{"aaaaaaa3", "aaaaaaa4"}));
    EXPECT_EQ(changes.size(), 0);
    view.set_filter(text("lecture"));
    EXPECT_EQ(view.selected(), (Tags{"aaaaaaa3"}));
    EXPECT_EQ(changes.size(), 1);
    view.set_filter({});
    EXPECT_EQ(view.selected(), (Tags{"aaaaaaa3"}));
}

TEST_F(ShareListViewTest, KeepsTheSelectionWhenSharesMoveAndWhenTheEngineComesBack) {
    view.sort(ShareColumn::name, Qt::AscendingOrder);
    view.select("aaaaaaa3");
    view.sort(ShareColumn::name, Qt::DescendingOrder);
    EXPECT_EQ(view.selected(), (Tags{"aaaaaaa3"}));
    load(sample_shares());
    EXPECT_EQ(view.selected(), (Tags{"aaaaaaa3"}));
    view.set_mode(ShareListView::Mode::rows);
    EXPECT_EQ(view.selected(), (Tags{"aaaaaaa3"}));
    EXPECT_EQ(rows().currentIndex().row(), view.list().row_of("aaaaaaa3"));
}

TEST_F(ShareListViewTest, SortsByAClickOnAHeader) {
    const int section = static_cast<int>(ShareColumn::name);
    QTest::mouseClick(header().viewport(), Qt::LeftButton, {},
                      {header().sectionViewportPosition(section) + 30, header().height() / 2});
    EXPECT_EQ(view.list().sort_column(), ShareColumn::name);
    EXPECT_EQ(view.list().tag_at(0), "aaaaaaa8");
}

TEST_F(ShareListViewTest, ShowsNineColumnsAtFirstAndRemembersOthers) {
    const auto shown = [&] { return share_columns - header().hiddenSectionCount(); };
    EXPECT_EQ(shown(), 9);
    header().show_column(ShareColumn::ratio, true);
    header().show_column(ShareColumn::eta, false);
    header().show_column(ShareColumn::name, false);
    EXPECT_FALSE(header().isSectionHidden(0)) << "a list without names helps nobody";
    header().moveSection(header().visualIndex(static_cast<int>(ShareColumn::ratio)), 0);
    header().resizeSection(static_cast<int>(ShareColumn::name), 321);
    view.sort(ShareColumn::size, Qt::AscendingOrder);
    const auto saved = view.save_columns();

    ShareListView other{store, nullptr};
    ASSERT_TRUE(other.restore_columns(saved));
    auto& restored = *other.findChild<ShareHeader*>();
    EXPECT_EQ(restored.logicalIndex(0), static_cast<int>(ShareColumn::ratio));
    EXPECT_TRUE(restored.isSectionHidden(static_cast<int>(ShareColumn::eta)));
    EXPECT_EQ(restored.sectionSize(0), 321);
    EXPECT_EQ(other.list().sort_column(), ShareColumn::size);
    EXPECT_EQ(other.save_columns(), saved);
    EXPECT_FALSE(other.restore_columns("nonsense"));
    EXPECT_FALSE(other.restore_columns(R"({"columns":[{"key":"size","width":10}]})")) << "it has no names";
    EXPECT_EQ(other.save_columns(), saved);
}

TEST_F(ShareListViewTest, OffersColumnsInAMenu) {
    auto* menu = view.make_column_menu(&view);
    Q_EMIT menu->aboutToShow();
    ASSERT_GE(menu->actions().size(), share_columns);
    auto* path = menu->actions().at(static_cast<int>(ShareColumn::path));
    EXPECT_FALSE(path->isChecked());
    path->trigger();
    EXPECT_FALSE(header().isSectionHidden(static_cast<int>(ShareColumn::path)));
    menu->actions().back()->trigger();
    EXPECT_TRUE(header().isSectionHidden(static_cast<int>(ShareColumn::path)));
}

TEST_F(ShareListViewTest, GivesNamesTheRoomThatTheOtherColumnsLeave) {
    EXPECT_EQ(header().length(), header().viewport()->width());
    view.resize(1300, 420);
    FakeClient::settle();
    EXPECT_EQ(header().length(), header().viewport()->width());
}

TEST_F(ShareListViewTest, SortsComfortableRowsByAMenu) {
    view.set_mode(ShareListView::Mode::rows);
    auto* button = view.findChild<QPushButton*>(QStringLiteral("sort_button"));
    EXPECT_EQ(button->text(), QStringLiteral("Newest first"));
    button->menu()->actions().at(1)->trigger();
    EXPECT_EQ(view.list().sort_column(), ShareColumn::name);
    EXPECT_EQ(button->text(), QStringLiteral("Name"));
}

TEST_F(ShareListViewTest, HelpsWhereThereIsNothingToList) {
    EXPECT_FALSE(view.empty_list().isVisible());
    view.set_filter(text("nothing like it"));
    EXPECT_TRUE(view.empty_list().isVisible());
    EXPECT_FALSE(view.empty_list().is_first());
    view.set_filter({});
    EXPECT_FALSE(view.empty_list().isVisible());
    load({});
    EXPECT_TRUE(view.empty_list().is_first());
    client.say(SharesChanged{.shares = {a_share()}, .tags = {"abcdefgh"}});
    EXPECT_FALSE(view.empty_list().isVisible());
}

TEST_F(ShareListViewTest, IsReadByAScreenReader) {
    for (auto* tree : {&table(), &rows()}) {
        auto* told = QAccessible::queryAccessibleInterface(tree);
        ASSERT_NE(told, nullptr);
        EXPECT_EQ(told->text(QAccessible::Name), QStringLiteral("Shares"));
        auto* cells = told->tableInterface();
        ASSERT_NE(cells, nullptr);
        EXPECT_EQ(cells->cellAt(1, 0)->text(QAccessible::Name),
                  QStringLiteral("Holiday photos 2026, 50 % of 80.0 MiB is here. Getting it from 2 peers, 20 s left."));
    }
    EXPECT_EQ(QAccessible::queryAccessibleInterface(&table())->tableInterface()->cellAt(1, 3)->text(QAccessible::Name),
              QStringLiteral("State: Getting"));
}

TEST_F(ShareListViewTest, PaintsOnlyRowsThatChanged) {
    struct Painted : QObject {
        bool eventFilter(QObject*, QEvent* event) override {
            if (event->type() == QEvent::Paint) seen += static_cast<QPaintEvent*>(event)->region();
            return false;
        }
        QRegion seen;
    } painted;
    table().viewport()->installEventFilter(&painted);
    client.say(SharesChanged{.shares = {sample_shares()[3]}, .tags = {"aaaaaaa4"}});
    FakeClient::settle();
    const auto row = table().visualRect(view.list().index(3, 0));
    EXPECT_EQ(painted.seen.boundingRect().top(), row.top());
    EXPECT_EQ(painted.seen.boundingRect().bottom(), row.bottom());
}

TEST_F(ShareListViewTest, LooksAsItShould) {
    view.select("aaaaaaa3");
    table().setFocus();
    for (const auto look : {Appearance::light, Appearance::dark}) {
        apply_appearance(*qApp, look);
        const QString name = look == Appearance::light ? QStringLiteral("light") : QStringLiteral("dark");
        view.set_mode(ShareListView::Mode::table);
        FakeClient::settle();
        EXPECT_TRUE(is_golden(picture_of(view), QStringLiteral("share_table_%1").arg(name)));
        view.set_mode(ShareListView::Mode::rows);
        FakeClient::settle();
        EXPECT_TRUE(is_golden(picture_of(view), QStringLiteral("share_rows_%1").arg(name)));
    }
    apply_appearance(*qApp, Appearance::light);
    FakeClient::settle();
    QImage sharp{view.size() * 2, QImage::Format_ARGB32};
    sharp.setDevicePixelRatio(2);
    view.render(&sharp);
    sharp.setDevicePixelRatio(1);
    EXPECT_TRUE(is_golden(sharp, QStringLiteral("share_rows_sharp")));
}

TEST_F(ShareListViewTest, StandsTheOtherWayRoundWhereLanguagesDo) {
    view.setLayoutDirection(Qt::RightToLeft);
    view.set_mode(ShareListView::Mode::rows);
    FakeClient::settle();
    EXPECT_TRUE(is_golden(picture_of(view), QStringLiteral("share_rows_from_right")));
    view.set_mode(ShareListView::Mode::table);
    FakeClient::settle();
    EXPECT_TRUE(is_golden(picture_of(view), QStringLiteral("share_table_from_right")));
}

}  // namespace
}  // namespace shoal::gui
