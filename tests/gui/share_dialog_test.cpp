#include "gui/share_dialog.h"

#include <fstream>

#include <QAccessible>
#include <QCheckBox>
#include <QClipboard>
#include <QDir>
#include <QGuiApplication>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QUrl>

#include <gtest/gtest.h>

#include "gui/drop_zone.h"
#include "gui/link_card.h"
#include "gui/notice.h"
#include "gui/share_job_row.h"
#include "gui/text_label.h"
#include "tests/gui/a_drop.h"
#include "tests/gui/a_link.h"
#include "tests/gui/fake_client.h"

namespace shoal::gui {
namespace {

ShareAdded an_added(std::string name = "holiday photos", unsigned char seed = 1) {
    return {.tag = "abcdefg" + std::to_string(seed),
            .name = std::move(name),
            .link = a_link(seed).toStdString(),
            .files = 8,
            .bytes = 80ULL << 20U,
            .already_shared = false,
            .skipped = {}};
}

const QTemporaryDir home;

/// What is offered for sharing has to be there.
QString made(const char* name) {
    const auto path = home.filePath(QLatin1String{name});
    std::ofstream{path.toStdString()} << "there";
    return path;
}

const QString photos = made("holiday photos");
const QString notes = made("notes.txt");

class ShareDialogTest : public testing::Test {
protected:
    ShareDialogTest() { client.become_ready(); }
    ShareDialog& open(const QStringList& paths) {
        dialog = new ShareDialog{client, paths};
        dialog->show();
        FakeClient::settle();
        return *dialog;
    }
    void start() {
        QTest::keyClick(dialog, Qt::Key_Return);
        FakeClient::settle();
    }
    void answer(Result<ShareAdded> added) {
        client.answer_open<AddShare>(std::move(added));
        FakeClient::settle();
    }
    template <class W = QPushButton>
    W* child(const char* name) {
        return dialog->findChild<W*>(QLatin1String{name});
    }
    QString state(int row = 0) {
        return dialog->findChildren<ShareJobRow*>()[row]->findChild<TextLabel*>("job_state")->text();
    }
    ~ShareDialogTest() override { delete dialog; }

    FakeClient client;
    QPointer<ShareDialog> dialog;
};

TEST_F(ShareDialogTest, BeginsEmptyAndCannotStartThen) {
    open({});
    EXPECT_FALSE(child("share_start")->isEnabled());
    EXPECT_TRUE(child<QListWidget>("share_list")->isHidden());
    QTest::keyClick(dialog, Qt::Key_Escape);
    EXPECT_TRUE(dialog->isHidden());
    EXPECT_TRUE(client.asked<AddShare>().empty());
}

TEST_F(ShareDialogTest, TakesWhatIsDroppedOnceEach) {
    open({photos});
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(photos), QUrl::fromLocalFile(notes)});
    auto* zone = dialog->findChild<DropZone*>();
    EXPECT_TRUE(drop_on(zone, data));
    EXPECT_EQ(child<QListWidget>("share_list")->count(), 2);
    EXPECT_TRUE(child("share_start")->isEnabled());
}

TEST_F(ShareDialogTest, TakesWhatIsDroppedAnywhereOnIt) {
    open({});
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(photos)});
    EXPECT_TRUE(drop_on(dialog, data));
    EXPECT_EQ(child<QListWidget>("share_list")->count(), 1);
}

TEST_F(ShareDialogTest, SaysWhatIsNotThereAndDoesNotOfferIt) {
    open({photos, home.filePath("no such file")});
    EXPECT_EQ(child<QListWidget>("share_list")->count(), 1);
    EXPECT_EQ(child<Notice>("share_missing")->text(), QStringLiteral("There is nothing at:"));
    EXPECT_EQ(child<Notice>("share_missing")->accessibleDescription(), home.filePath("no such file"));
    dialog->add_paths({notes});
    EXPECT_TRUE(child<Notice>("share_missing")->isHidden());
}

TEST_F(ShareDialogTest, ALongNameMakesNothingWider) {
    open({made(qPrintable(QString(120, 'x')))});
    start();
    auto* scroll = dialog->findChild<QScrollArea*>();
    EXPECT_LE(scroll->widget()->minimumSizeHint().width(), scroll->viewport()->width());
}

TEST_F(ShareDialogTest, HandsOnLinksThatAreDropped) {
    open({});
    QSignalSpy links{dialog, &ShareDialog::links_dropped};
    QMimeData data;
    data.setText(a_link());
    EXPECT_TRUE(drop_on(dialog->findChild<DropZone*>(), data));
    ASSERT_EQ(links.count(), 1);
    EXPECT_EQ(links[0][0].toStringList(), QStringList{a_link()});
}

TEST_F(ShareDialogTest, TakesChosenOnesOffTheListByKey) {
    open({photos, notes});
    auto* list = child<QListWidget>("share_list");
    list->setFocus();
    list->setCurrentRow(0);
    QTest::keyClick(list, Qt::Key_Delete);
    ASSERT_EQ(list->count(), 1);
    start();
    EXPECT_EQ(client.asked<AddShare>()[0].path, notes.toStdString());
}

TEST_F(ShareDialogTest, AsksWithWhatWasSaid) {
    open({photos});
    child<QLineEdit>("share_comment")->setText(QStringLiteral(" from the sea "));
    child<QLineEdit>("share_labels")->setText(QStringLiteral("summer, family,, summer "));
    child<QCheckBox>("share_reproducible")->setChecked(true);
    start();
    ASSERT_EQ(client.asked<AddShare>().size(), 1U);
    const auto asked = client.asked<AddShare>()[0];
    EXPECT_EQ(asked.path, photos.toStdString());
    EXPECT_EQ(asked.comment, "from the sea");
    EXPECT_EQ(asked.labels, (std::vector<std::string>{"family", "summer"}));
    EXPECT_TRUE(asked.reproducible);
}

TEST_F(ShareDialogTest, IsNotReproducibleUnlessAsked) {
    open({photos});
    start();
    EXPECT_FALSE(client.asked<AddShare>()[0].reproducible);
}

TEST_F(ShareDialogTest, DoesNotStartWithALabelThatIsNone) {
    open({photos});
    child<QLineEdit>("share_labels")->setText(QString(100, 'x'));
    start();
    EXPECT_TRUE(client.asked<AddShare>().empty());
    EXPECT_EQ(child<Notice>("share_options_trouble")->text(), QStringLiteral("One of these labels cannot be used."));
}

TEST_F(ShareDialogTest, ShowsHowFarTheReadingIs) {
    open({photos});
    start();
    EXPECT_EQ(state(), QStringLiteral("Reading…"));
    client.say(HashProgress{.path = photos.toStdString(), .bytes_done = 20ULL << 20U, .bytes_total = 80ULL << 20U});
    auto* bar = dialog->findChild<QProgressBar*>();
    EXPECT_EQ(bar->value(), 250);
    EXPECT_TRUE(state().startsWith(QStringLiteral("20.0 MiB of 80.0 MiB read")));
    client.say(HashProgress{.path = "/somebody/elses", .bytes_done = 1, .bytes_total = 2});
    EXPECT_EQ(bar->value(), 250);
}

TEST_F(ShareDialogTest, EndsAtTheLink) {
    open({photos});
    QSignalSpy shared{dialog, &ShareDialog::shared};
    start();
    answer(an_added());
    EXPECT_EQ(shared.count(), 1);
    EXPECT_FALSE(dialog->findChild<LinkCard*>()->isHidden());
    EXPECT_EQ(child<QLineEdit>("link_card_link")->text(), a_link());
    EXPECT_FALSE(dialog->windowTitle().contains(QStringLiteral("shoal:")));
    EXPECT_TRUE(child("share_stop")->isHidden());
    EXPECT_EQ(child<TextLabel>("share_heading")->text(), QStringLiteral("It is shared now"));
}

TEST_F(ShareDialogTest, MakesAShareOfEachPathInTurn) {
    open({photos, notes});
    start();
    EXPECT_EQ(client.asked<AddShare>().size(), 1U);
    EXPECT_EQ(state(1), QStringLiteral("Waits for its turn"));
    answer(an_added());
    ASSERT_EQ(client.asked<AddShare>().size(), 2U);
    answer(an_added("notes.txt", 2));
    child("share_copy_all")->click();
    EXPECT_EQ(QGuiApplication::clipboard()->text(), a_link(1) + '\n' + a_link(2));
    dialog->findChildren<ShareJobRow*>()[1]->findChild<QToolButton*>("job_link")->click();
    EXPECT_EQ(child<QLineEdit>("link_card_link")->text(), a_link(2));
}

TEST_F(ShareDialogTest, StopReallyStops) {
    open({photos, notes});
    start();
    child("share_stop")->click();
    FakeClient::settle();
    EXPECT_EQ(client.cancelled().size(), 1U);
    EXPECT_EQ(client.asked<AddShare>().size(), 1U);
    EXPECT_EQ(state(0), QStringLiteral("Stopped: it is not shared"));
    EXPECT_EQ(state(1), QStringLiteral("Stopped: it is not shared"));
    EXPECT_EQ(child<TextLabel>("share_heading")->text(), QStringLiteral("Nothing was shared"));
}

TEST_F(ShareDialogTest, StopsOneOfSeveral) {
    open({photos, notes});
    start();
    dialog->findChildren<ShareJobRow*>()[0]->findChild<QToolButton*>("job_stop")->click();
    FakeClient::settle();
    EXPECT_EQ(client.asked<AddShare>().size(), 2U);
    EXPECT_EQ(state(1), QStringLiteral("Reading…"));
}

TEST_F(ShareDialogTest, GoesOnInTheBackgroundWhenClosed) {
    open({photos});
    QSignalSpy went_on{dialog, &ShareDialog::went_on};
    QSignalSpy finished{dialog, &ShareDialog::finished_unseen};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    start();
    EXPECT_FALSE(child<TextLabel>("share_hint")->isHidden());
    QTest::keyClick(dialog, Qt::Key_Escape);
    FakeClient::settle();
    ASSERT_FALSE(dialog.isNull());
    EXPECT_TRUE(dialog->isHidden());
    EXPECT_EQ(went_on.count(), 1);
    EXPECT_TRUE(client.cancelled().empty());
    client.answer_open<AddShare>(an_added());
    FakeClient::settle();
    ASSERT_EQ(finished.count(), 1);
    EXPECT_EQ(finished[0][1].value<std::string>(), "abcdefg1");
    EXPECT_TRUE(dialog.isNull());
}

TEST_F(ShareDialogTest, IsDeletedAtOnceWhenNothingGoesOn) {
    open({photos});
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->close();
    FakeClient::settle();
    EXPECT_TRUE(dialog.isNull());
}

TEST_F(ShareDialogTest, SaysWhatWentWrongAndTriesAgain) {
    open({photos});
    start();
    answer(fail(Errc::permission, "cannot open /home/iris/holiday photos/a: permission denied"));
    EXPECT_EQ(state(), QStringLiteral("Shoal may not read all of it."));
    EXPECT_FALSE(child<TextLabel>("job_advice")->text().isEmpty());
    child<QToolButton>("job_again")->click();
    FakeClient::settle();
    EXPECT_EQ(client.asked<AddShare>().size(), 2U);
    answer(an_added());
    EXPECT_TRUE(state().startsWith(QStringLiteral("Shared.")));
}

TEST_F(ShareDialogTest, HasWordsForEveryError) {
    for (const auto code : {Errc::not_found, Errc::permission, Errc::io, Errc::malformed, Errc::limit, Errc::mismatch,
                            Errc::unreachable, Errc::closed, Errc::no_space}) {
        const ShareJob job{
            .path = photos, .state = ShareJob::State::failed, .error = Error{code, "the engine's words"}};
        EXPECT_FALSE(job_sentence(job).isEmpty());
    }
}

TEST_F(ShareDialogTest, NamesWhatWasLeftOutAndWhatWasSharedBefore) {
    open({photos});
    start();
    auto added = an_added();
    added.already_shared = true;
    added.skipped = {"a link", "b\u202elink"};
    answer(added);
    EXPECT_TRUE(state().startsWith(QStringLiteral("Was shared before: the link is the same.")));
    const auto left_out = child<TextLabel>("job_advice")->text();
    EXPECT_TRUE(left_out.contains(QStringLiteral("a link")));
    EXPECT_FALSE(left_out.contains(QChar{0x202e}));
}

TEST_F(ShareDialogTest, PutsMoreBehindWhatIsBeingRead) {
    open({photos});
    start();
    dialog->add_paths({notes});
    answer(an_added());
    ASSERT_EQ(client.asked<AddShare>().size(), 2U);
    EXPECT_EQ(client.asked<AddShare>()[1].path, notes.toStdString());
}

TEST_F(ShareDialogTest, NamesItsControls) {
    open({photos});
    start();
    const auto name = [](QWidget* widget) {
        return QAccessible::queryAccessibleInterface(widget)->text(QAccessible::Name);
    };
    EXPECT_EQ(name(child<QToolButton>("job_stop")), QStringLiteral("Stop"));
    EXPECT_EQ(name(dialog->findChild<QProgressBar*>()), QStringLiteral("holiday photos: Reading…"));
    EXPECT_EQ(name(child<QListWidget>("share_list")), QStringLiteral("Files and folders to share"));
    EXPECT_EQ(name(child<QLineEdit>("share_labels")), QStringLiteral("Labels"));
}

TEST(ShareJobsTest, CountsRateAndTimeLeft) {
    FakeClient client;
    client.become_ready();
    std::int64_t now = 0;
    ShareJobs jobs{client, nullptr, [&now] { return now; }};
    jobs.start({photos}, {});
    now = 2'000;
    client.say(HashProgress{.path = photos.toStdString(), .bytes_done = 20ULL << 20U, .bytes_total = 80ULL << 20U});
    EXPECT_EQ(jobs.all()[0].rate, 10ULL << 20U);
    EXPECT_EQ(job_sentence(jobs.all()[0]), QStringLiteral("20.0 MiB of 80.0 MiB read, 10.0 MiB/s, 6 s left"));
}

}  // namespace
}  // namespace shoal::gui
