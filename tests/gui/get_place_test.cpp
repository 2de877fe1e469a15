// Where a download is to go, and what is said if it cannot go there.

#include <QCheckBox>
#include <QDir>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QTimer>

#include <gtest/gtest.h>

#include "gui/download_place.h"
#include "gui/file_tree.h"
#include "gui/text_label.h"
#include "tests/gui/get_fixture.h"

namespace shoal::gui {
namespace {

class GetPlaceTest : public GetDialogTest {
protected:
    GetPlaceTest() { shares = {a_share_without_place()}; }
};

TEST_F(GetPlaceTest, DoesNotStartWithoutRoomForWhatIsChosen) {
    free_space = 20 * mebi;
    open(a_link());
    resolve();
    EXPECT_EQ(told("place_warning"),
              QStringLiteral("There is not enough room: it needs 30.0 MiB, and 20.0 MiB are free."));
    EXPECT_TRUE(child<Notice>("place_warning")->accessibleDescription().startsWith(QStringLiteral("10.0 MiB are")));
    EXPECT_TRUE(child<QCheckBox>("place_all_the_same")->isHidden()) << "the engine would refuse it";
    EXPECT_FALSE(child("get_go")->isEnabled());
    press(Qt::Key_Return);
    EXPECT_TRUE(client.asked<StartDownload>().empty());
    auto* tree = dialog->findChild<FileTree*>();
    tree->choose({tree->index_of(QStringLiteral("more/c.jpg"))}, false);
    EXPECT_TRUE(child<Notice>("place_warning")->isHidden());
    EXPECT_TRUE(child("get_go")->isEnabled());
}

TEST_F(GetPlaceTest, StartsWithLittleRoomWhereSomeOfItIsThereIfSomebodySaysSo) {
    const QTemporaryDir begun;
    ASSERT_TRUE(QDir{begun.path()}.mkdir(QStringLiteral("holiday photos")));
    free_space = 20 * mebi;
    open(a_link());
    resolve();
    child<QLineEdit>("place_folder")->setText(begun.path());
    EXPECT_FALSE(child("get_go")->isEnabled());
    child<QCheckBox>("place_all_the_same")->click();
    EXPECT_TRUE(child("get_go")->isEnabled());
    child<QLineEdit>("place_folder")->setText(QStringLiteral("/srv/empty"));
    EXPECT_FALSE(child("get_go")->isEnabled()) << "it was said of another folder";
}

TEST_F(GetPlaceTest, SeesRoomThatIsMadeWhileItIsOpen) {
    free_space = 20 * mebi;
    open(a_link());
    resolve();
    free_space = 40 * mebi;
    auto* timer = dialog->findChild<DownloadPlace*>()->findChild<QTimer*>({}, Qt::FindDirectChildrenOnly);
    ASSERT_TRUE(timer->isActive());
    QMetaObject::invokeMethod(timer, "timeout");
    EXPECT_TRUE(child("get_go")->isEnabled());
    dialog->hide();
    EXPECT_FALSE(timer->isActive());
}

TEST_F(GetPlaceTest, DoesNotStartWhereNothingCanBeSaved) {
    open(a_link());
    resolve();
    problem = QStringLiteral("“/etc/passwd” is a file, not a folder.");
    child<QLineEdit>("place_folder")->setText(QStringLiteral("/etc/passwd"));
    EXPECT_EQ(told("place_warning"), problem);
    EXPECT_FALSE(child("get_go")->isEnabled());
}

TEST_F(GetPlaceTest, TakesWholePathsOnly) {
    open(a_link());
    resolve();
    child<QLineEdit>("place_folder")->setText(QStringLiteral("Downloads"));
    EXPECT_FALSE(child("get_go")->isEnabled());
    child<QLineEdit>("place_folder")->setText(QStringLiteral("/srv/films/"));
    EXPECT_EQ(asked_folder, QStringLiteral("/srv/films"));
    press(Qt::Key_Return);
    EXPECT_EQ(client.asked<StartDownload>()[0].directory, "/srv/films");
}

TEST_F(GetPlaceTest, StartsWhereTheRoomIsNotKnown) {
    free_space.reset();
    open(a_link());
    resolve();
    EXPECT_TRUE(child("get_go")->isEnabled());
    EXPECT_TRUE(child<TextLabel>("place_room")->isHidden());
}

TEST_F(GetPlaceTest, OffersToReplaceWhatIsThere) {
    open(a_link());
    resolve();
    EXPECT_TRUE(child<QCheckBox>("get_replace")->isHidden());
    press(Qt::Key_Return);
    client.answer_open<StartDownload>(fail(Errc::exists, "a.jpg is there"));
    FakeClient::settle();
    EXPECT_FALSE(child<QCheckBox>("get_replace")->isHidden());
    EXPECT_FALSE(child<Notice>("get_trouble")->isHidden());
    child<QCheckBox>("get_replace")->click();
    press(Qt::Key_Return);
    ASSERT_EQ(client.asked<StartDownload>().size(), 2U);
    EXPECT_TRUE(client.asked<StartDownload>()[1].overwrite);
}

TEST_F(GetPlaceTest, SaysWhyADownloadDidNotStart) {
    open(a_link());
    resolve();
    for (const auto code : {Errc::permission, Errc::no_space, Errc::unreachable, Errc::io}) {
        press(Qt::Key_Return);
        client.answer_open<StartDownload>(fail(code, "the engine's words"));
        FakeClient::settle();
        EXPECT_FALSE(told("get_trouble").isEmpty());
        EXPECT_TRUE(child("get_go")->isEnabled());
    }
}

TEST_F(GetPlaceTest, TellsAPlaceThatCannotBeUsedFromAShareThatIsGone) {
    open(a_link());
    resolve();
    press(Qt::Key_Return);
    client.answer_open<StartDownload>(fail(Errc::not_found, "/etc/passwd: not a directory"));
    FakeClient::settle();
    EXPECT_EQ(told("get_trouble"), QStringLiteral("/etc/passwd: not a directory"));
    client.say(ShareRemoved{.tag = tag_of()});
    press(Qt::Key_Return);
    client.answer_open<StartDownload>(fail(Errc::not_found, "no such share"));
    FakeClient::settle();
    EXPECT_EQ(told("get_trouble"), QStringLiteral("This share was removed meanwhile."));
}

TEST_F(GetPlaceTest, ForgetsTroubleOfOtherFilesOrAnotherFolder) {
    open(a_link());
    resolve();
    const auto fail_again = [this] {
        press(Qt::Key_Return);
        client.answer_open<StartDownload>(fail(Errc::exists, "a.jpg is there"));
        FakeClient::settle();
        child<QCheckBox>("get_replace")->setChecked(true);
        EXPECT_FALSE(child<Notice>("get_trouble")->isHidden());
    };
    const auto expect_forgotten = [this] {
        EXPECT_TRUE(child<Notice>("get_trouble")->isHidden());
        EXPECT_FALSE(child<QCheckBox>("get_replace")->isChecked()) << "nobody said so of these";
    };
    fail_again();
    auto* tree = dialog->findChild<FileTree*>();
    tree->choose({tree->index_of(QStringLiteral("more/c.jpg"))}, false);
    expect_forgotten();
    fail_again();
    child<QLineEdit>("place_folder")->setText(QStringLiteral("/srv/films"));
    expect_forgotten();
}

}  // namespace
}  // namespace shoal::gui
