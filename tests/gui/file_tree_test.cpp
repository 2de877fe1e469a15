#include "gui/file_tree.h"


#include <QAbstractItemModelTester>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gui/file_tree_view.h"

namespace shoal::gui {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<FileView> some_files() {
    return {{.path = "a/part 10.jpg", .bytes = 100, .bytes_have = 100},
            {.path = "a/part 2.jpg", .bytes = 200, .bytes_have = 0},
            {.path = "b/c/notes.txt", .bytes = 50, .bytes_have = 25},
            {.path = "b/d.JPG", .bytes = 30, .bytes_have = 30},
            {.path = "readme", .bytes = 20, .bytes_have = 0}};
}

class FileTreeTest : public testing::Test {
protected:
    FileTreeTest() { tree.set_files(some_files()); }
    QModelIndex at(const char* path) { return tree.index_of(QString::fromUtf8(path)); }
    Qt::CheckState box(const char* path) {
        return static_cast<Qt::CheckState>(at(path).data(Qt::CheckStateRole).toInt());
    }
    void tick(const char* path, bool on) {
        ASSERT_TRUE(tree.setData(at(path), on ? Qt::Checked : Qt::Unchecked, Qt::CheckStateRole));
    }
    QStringList names(const QModelIndex& folder = {}) {
        QStringList out;
        for (int row = 0; row < tree.rowCount(folder); ++row) out.append(tree.index(row, 0, folder).data().toString());
        return out;
    }
    FileTree tree;
    QAbstractItemModelTester tester{&tree, QAbstractItemModelTester::FailureReportingMode::Fatal};
};

TEST_F(FileTreeTest, PutsFilesIntoFoldersAndFoldersFirstInTheOrderPeopleCount) {
    EXPECT_EQ(names(), (QStringList{"a", "b", "readme"}));
    EXPECT_EQ(names(at("a")), (QStringList{"part 2.jpg", "part 10.jpg"}));
    EXPECT_EQ(names(at("b")), (QStringList{"c", "d.JPG"}));
    EXPECT_EQ(tree.parent(at("b/c/notes.txt")), at("b/c"));
}

TEST_F(FileTreeTest, PutsFilesOfOneFolderTogetherWhereverTheyStandInTheList) {
    tree.set_files({{.path = "x/1"}, {.path = "y"}, {.path = "x/z/2"}, {.path = "xx/3"}, {.path = "x/4"}});
    EXPECT_EQ(names(), (QStringList{"x", "xx", "y"}));
    EXPECT_EQ(names(at("x")), (QStringList{"z", "1", "4"}));
}

TEST_F(FileTreeTest, AddsUpSizesAndProgressOfAFolder) {
    EXPECT_EQ(at("a").siblingAtColumn(FileTree::size_column).data().toString(), QStringLiteral("300 bytes"));
    EXPECT_EQ(at("a").siblingAtColumn(FileTree::progress_column).data().toString(), QStringLiteral("33 %"));
    EXPECT_EQ(at("b").data(FileTree::permille_role).toInt(), 687);
}

TEST_F(FileTreeTest, TellsOfAFolderHowFarTheChosenFilesAre) {
    tick("a/part 2.jpg", false);
    EXPECT_EQ(at("a").data(FileTree::permille_role).toInt(), 1000);
}

TEST_F(FileTreeTest, TicksWhatIsBelowAFolderAndHalfTicksWhatIsAbove) {
    QSignalSpy spy{&tree, &FileTree::choice_changed};
    tick("b", false);
    EXPECT_EQ(box("b/c/notes.txt"), Qt::Unchecked);
    EXPECT_EQ(box("b/d.JPG"), Qt::Unchecked);
    EXPECT_EQ(tree.chosen_files(), 3U);
    EXPECT_EQ(tree.chosen_bytes(), 320U);
    tick("b/c/notes.txt", true);
    EXPECT_EQ(box("b"), Qt::PartiallyChecked);
    EXPECT_EQ(box("b/c"), Qt::Checked);
    tick("b", true);
    EXPECT_EQ(box("b/d.JPG"), Qt::Checked);
    EXPECT_EQ(spy.count(), 3);
}

TEST_F(FileTreeTest, NamesTheChosenFilesByTheirPlacesInTheShorterWay) {
    EXPECT_THAT(tree.rules(), IsEmpty());
    tick("readme", false);
    EXPECT_THAT(tree.rules(), ElementsAre("-#4"));
    tree.choose_all(false);
    EXPECT_THAT(tree.rules(), ElementsAre("-#0-4"));
    tick("b/d.JPG", true);
    EXPECT_THAT(tree.rules(), ElementsAre("+#3"));
    tick("a", true);
    EXPECT_THAT(tree.rules(), ElementsAre("-#2,4"));
}

TEST_F(FileTreeTest, TellsOnlyWhatChangedOfWhatWasWanted) {
    EXPECT_THAT(tree.changes(), IsEmpty());
    auto files = some_files();
    files[0].wanted = false;
    tree.set_files(files);
    EXPECT_THAT(tree.changes(), IsEmpty());
    tick("a/part 10.jpg", true);
    tick("readme", false);
    EXPECT_THAT(tree.changes(), ElementsAre("+#0", "-#4"));
    tree.take_back();
    EXPECT_THAT(tree.changes(), IsEmpty());
    EXPECT_EQ(box("readme"), Qt::Checked);
    EXPECT_EQ(box("a/part 10.jpg"), Qt::Unchecked);
}

TEST_F(FileTreeTest, WritesSeveralRulesWhereOneHasNoRoom) {
    std::vector<FileView> many(20'000);
    for (std::size_t i = 0; i < many.size(); ++i) many[i] = {.path = fmt::format("f{}", i), .wanted = i % 2 == 0};
    tree.set_files(many);
    EXPECT_EQ(tree.rules().size(), 3U);
}

TEST_F(FileTreeTest, TakesProgressOfTheSameFilesWithoutAReset) {
    QSignalSpy reset{&tree, &QAbstractItemModel::modelReset};
    const QPersistentModelIndex file{at("a/part 2.jpg")};
    auto files = some_files();
    files[1].bytes_have = 200;
    tree.set_files(files);
    EXPECT_EQ(reset.count(), 0);
    EXPECT_EQ(file.data(FileTree::permille_role).toInt(), 1000);
    files.pop_back();
    tree.set_files(files);
    EXPECT_EQ(reset.count(), 1);
}

TEST_F(FileTreeTest, ShowsOnlyWhatWasSearchedAndChoosesThatOnly) {
    tree.search(QStringLiteral("jpg"));
    EXPECT_EQ(tree.found_files(), 3U);
    EXPECT_EQ(names(), (QStringList{"a", "b"}));
    EXPECT_EQ(names(at("b")), (QStringList{"d.JPG"}));
    tree.choose_all(false);
    EXPECT_THAT(tree.rules(), ElementsAre("+#2,4"));
    tree.search(QStringLiteral("*.jpg"));
    EXPECT_EQ(names(), (QStringList{"a"}));
    tree.search(QStringLiteral("b/c"));
    EXPECT_EQ(tree.found_files(), 1U);
    tree.search({});
    EXPECT_EQ(names(), (QStringList{"a", "b", "readme"}));
    EXPECT_EQ(tree.chosen_files(), 2U);
}

TEST_F(FileTreeTest, SpeaksARowAsASentence) {
    tick("b/d.JPG", false);
    EXPECT_EQ(at("b").data(Qt::AccessibleTextRole).toString(),
              QStringLiteral("Folder b, 80 bytes, 1 of 2 files chosen, 50 % here"));
    EXPECT_EQ(at("b/d.JPG").data(Qt::AccessibleTextRole).toString(),
              QStringLiteral("d.JPG, 30 bytes, left out, 100 % here"));
}

TEST_F(FileTreeTest, MakesNamesHarmless) {
    tree.set_files({{.path = "gpj.\xe2\x80\xaetxt"}});
    EXPECT_EQ(names(), (QStringList{QStringLiteral("gpj.\\u202etxt")}));
}

TEST_F(FileTreeTest, NamesTheFilesOfASelectionOnce) {
    EXPECT_THAT(tree.rules_for({at("b/c"), at("b"), at("a/part 10.jpg")}), ElementsAre("+#0,2-3"));
}

TEST(LargeFileTree, FindsAndTicksAmongAHundredThousand) {
    std::vector<FileView> many;
    for (int folder = 0; folder < 1000; ++folder) {
        for (int file = 0; file < 100; ++file) {
            many.push_back({.path = fmt::format("set {}/deep/down/image {}.raw", folder, file), .bytes = 1000});
        }
    }
    FileTree tree;
    tree.set_files(many);
    FileTreeView view{tree};
    view.resize(600, 400);
    view.grab();
    tree.choose_all(false);
    tree.search(QStringLiteral("*7.raw"));
    view.grab();
    EXPECT_EQ(tree.found_files(), 10'000U);
    // Far more than it takes, so that a busy machine does not fail it, and far less than something quadratic would.
}

class FileTreeViewTest : public FileTreeTest {
protected:
    FileTreeViewTest() {
        view.resize(640, 400);
        view.show();
        rows().setFocus();
    }
    QTreeView& rows() { return *view.findChild<QTreeView*>("file_tree"); }
    QLineEdit& search() { return *view.findChild<QLineEdit*>("file_search"); }
    QString choice() { return view.findChild<QLabel*>("file_choice")->text(); }
    FileTreeView view{tree};
};

TEST_F(FileTreeViewTest, TicksAllSelectedRowsWithTheSpaceBar) {
    rows().setCurrentIndex(at("a"));
    QTest::keyClick(&rows(), Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(&rows(), Qt::Key_Space);
    EXPECT_EQ(tree.chosen_files(), 1U);
    QTest::keyClick(&rows(), Qt::Key_Space);
    EXPECT_EQ(tree.chosen_files(), 5U);
}

TEST_F(FileTreeViewTest, TicksABoxWithTheMouse) {
    const auto row = rows().visualRect(at("readme"));
    QStyleOptionViewItem option;
    option.initFrom(&rows());
    option.rect = row;
    option.features = QStyleOptionViewItem::HasCheckIndicator;
    const auto indicator = rows().style()->subElementRect(QStyle::SE_ItemViewItemCheckIndicator, &option, &rows());
    QTest::mouseClick(rows().viewport(), Qt::LeftButton, {}, indicator.center());
    EXPECT_EQ(box("readme"), Qt::Unchecked);
}

TEST_F(FileTreeViewTest, SaysWhatIsChosen) {
    EXPECT_EQ(choice(), QStringLiteral("5 of 5 files chosen, 400 bytes of 400 bytes"));
    QTest::mouseClick(view.findChild<QPushButton*>("choose_none"), Qt::LeftButton);
    EXPECT_EQ(choice(), QStringLiteral("0 of 5 files chosen, 0 bytes of 400 bytes"));
}

TEST_F(FileTreeViewTest, ChoosesByPattern) {
    QTest::mouseClick(view.findChild<QPushButton*>("choose_none"), Qt::LeftButton);
    QTest::keyClicks(&search(), "*.jpg");
    auto* all = view.findChild<QPushButton*>("choose_all");
    EXPECT_EQ(all->text(), QStringLiteral("Choose 2 found"));
    QTest::mouseClick(all, Qt::LeftButton);
    EXPECT_THAT(tree.rules(), ElementsAre("+#0-1"));
    QTest::keyClick(&search(), Qt::Key_Escape);
    EXPECT_TRUE(search().text().isEmpty());
    EXPECT_EQ(tree.found_files(), 5U);
}

TEST_F(FileTreeViewTest, SaysThatNothingWasFound) {
    QTest::keyClicks(&search(), "nonesuch");
    EXPECT_EQ(choice(), QStringLiteral("No file fits the search."));
    EXPECT_FALSE(view.findChild<QPushButton*>("choose_all")->isEnabled());
}

TEST_F(FileTreeViewTest, KeepsFoldersOpenOverASearch) {
    rows().expand(at("b"));
    rows().expand(at("b/c"));
    QTest::keyClicks(&search(), "part");
    EXPECT_TRUE(rows().isExpanded(at("a")));
    search().clear();
    EXPECT_TRUE(rows().isExpanded(at("b/c")));
    EXPECT_FALSE(rows().isExpanded(at("a")));
}

TEST_F(FileTreeViewTest, OpensAFileWithEnter) {
    QSignalSpy spy{&view, &FileTreeView::opened};
    rows().setCurrentIndex(at("readme"));
    QTest::keyClick(&rows(), Qt::Key_Return);
    ASSERT_EQ(spy.count(), 1);
    rows().setCurrentIndex(at("a"));
    QTest::keyClick(&rows(), Qt::Key_Return);
    EXPECT_EQ(spy.count(), 1);
}

}  // namespace
}  // namespace shoal::gui
