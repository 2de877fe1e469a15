#include "gui/remove_dialog.h"

#include <QAccessible>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTest>

#include <gtest/gtest.h>

#include "gui/notice.h"
#include "gui/text_label.h"
#include "tests/gui/fake_client.h"

namespace shoal::gui {
namespace {

class RemoveDialogTest : public testing::Test {
protected:
    RemoveDialogTest() {
        client.become_ready();
        client.answer<RemoveShare>([](const RemoveShare&) { return ShareForgotten{}; });
    }
    RemoveDialog& open(std::vector<ShareView> shares, bool delete_files = false) {
        dialog = std::make_unique<RemoveDialog>(client, std::move(shares), delete_files);
        dialog->show();
        dialog->activateWindow();
        FakeClient::settle();
        return *dialog;
    }
    template <class W = QPushButton>
    W* child(const char* name) {
        return dialog->findChild<W*>(QStringLiteral("remove_dialog_") + QLatin1String{name});
    }
    FakeClient client;
    std::unique_ptr<RemoveDialog> dialog;
};

TEST_F(RemoveDialogTest, KeepsTheFilesUnlessToldOtherwise) {
    open({a_share()});
    EXPECT_TRUE(child<QRadioButton>("keep")->isChecked());
    QTest::keyClick(dialog.get(), Qt::Key_Return);
    FakeClient::settle();
    ASSERT_EQ(client.asked<RemoveShare>().size(), 1U);
    EXPECT_EQ(client.asked<RemoveShare>()[0].tag, "abcdefgh");
    EXPECT_FALSE(client.asked<RemoveShare>()[0].data);
    EXPECT_EQ(dialog->result(), QDialog::Accepted);
}

TEST_F(RemoveDialogTest, DeletesOnlyByAButtonThatEnterDoesNotPress) {
    open({a_share()}, true);
    EXPECT_TRUE(child<QRadioButton>("delete")->isChecked());
    QTest::keyClick(dialog.get(), Qt::Key_Return);
    FakeClient::settle();
    EXPECT_TRUE(client.asked<RemoveShare>().empty());
    EXPECT_TRUE(dialog->isHidden());
    open({a_share()}, true);
    QTest::keyClick(child("remove"), Qt::Key_Space);
    FakeClient::settle();
    ASSERT_EQ(client.asked<RemoveShare>().size(), 1U);
    EXPECT_TRUE(client.asked<RemoveShare>()[0].data);
}

TEST_F(RemoveDialogTest, EscapeChangesNothing) {
    open({a_share()});
    QTest::keyClick(dialog.get(), Qt::Key_Escape);
    EXPECT_EQ(dialog->result(), QDialog::Rejected);
    EXPECT_TRUE(client.asked<RemoveShare>().empty());
}

TEST_F(RemoveDialogTest, RemovesSeveralOneAfterTheOther) {
    open({a_share("aaaaaaaa"), a_share("bbbbbbbb"), a_share("cccccccc")});
    QSignalSpy removed{dialog.get(), &RemoveDialog::removed};
    QTest::mouseClick(child("remove"), Qt::LeftButton);
    FakeClient::settle();
    EXPECT_EQ(client.asked<RemoveShare>().size(), 3U);
    EXPECT_EQ(removed.count(), 3);
    EXPECT_EQ(dialog->result(), QDialog::Accepted);
}

TEST_F(RemoveDialogTest, WarnsThatFilesAreNoCopies) {
    auto share = a_share();
    share.shared_here = true;
    share.bytes_wanted_have = share.bytes_wanted;
    open({share}, false);
    EXPECT_TRUE(child<Notice>("warning")->isHidden());
    child<QRadioButton>("delete")->click();
    EXPECT_FALSE(child<Notice>("warning")->isHidden());
    EXPECT_EQ(child<Notice>("warning")->text(),
              QStringLiteral("These are the files that you shared, not copies of them."));
}

TEST_F(RemoveDialogTest, SaysThatUnfinishedFilesGo) {
    open({a_share()});
    EXPECT_EQ(child<Notice>("warning")->text(), QStringLiteral("Files that are not finished yet are thrown away."));
}

TEST_F(RemoveDialogTest, HasNoChoiceWhereThereAreNoFiles) {
    auto share = a_share();
    share.path.clear();
    share.state = ShareState::resolving;
    open({share}, true);
    EXPECT_EQ(child<QRadioButton>("delete"), nullptr);
    QTest::keyClick(dialog.get(), Qt::Key_Return);
    FakeClient::settle();
    ASSERT_EQ(client.asked<RemoveShare>().size(), 1U);
    EXPECT_FALSE(client.asked<RemoveShare>()[0].data);
}

TEST_F(RemoveDialogTest, TellsWhichFilesStayed) {
    client.answer<RemoveShare>([](const RemoveShare&) {
        return ShareForgotten{{"/home/iris/a", "/home/iris/b\u202e"}};
    });
    open({a_share()}, true);
    child("remove")->click();
    FakeClient::settle();
    EXPECT_FALSE(dialog->isHidden());
    EXPECT_FALSE(child<Notice>("outcome")->isHidden());
    EXPECT_TRUE(child<TextLabel>("details")->text().contains(QStringLiteral("/home/iris/a")));
    EXPECT_FALSE(child<TextLabel>("details")->text().contains(QChar{0x202e}));
    QTest::keyClick(dialog.get(), Qt::Key_Return);
    EXPECT_TRUE(dialog->isHidden());
}

TEST_F(RemoveDialogTest, TellsWhatWentWrongAndGoesOnWithTheOthers) {
    client.answer<RemoveShare>([](const RemoveShare& asked) -> Result<ShareForgotten> {
        if (asked.tag == "aaaaaaaa") return fail(Errc::permission, "cannot remove /x: permission denied");
        return ShareForgotten{};
    });
    open({a_share("aaaaaaaa", "first"), a_share("bbbbbbbb")});
    child("remove")->click();
    FakeClient::settle();
    EXPECT_EQ(client.asked<RemoveShare>().size(), 2U);
    EXPECT_FALSE(dialog->isHidden());
    EXPECT_EQ(child<TextLabel>("details")->text(), QStringLiteral("first: cannot remove /x: permission denied"));
}

TEST_F(RemoveDialogTest, TakesAShareThatIsGoneAsRemoved) {
    client.answer<RemoveShare>([](const RemoveShare&) { return fail(Errc::not_found, "no such share"); });
    open({a_share()});
    child("remove")->click();
    FakeClient::settle();
    EXPECT_EQ(dialog->result(), QDialog::Accepted);
}

TEST_F(RemoveDialogTest, ExplainsItsChoicesToAScreenReader) {
    open({a_share()});
    const auto description = [&](const char* name) {
        return QAccessible::queryAccessibleInterface(child<QRadioButton>(name))->text(QAccessible::Description);
    };
    EXPECT_TRUE(description("delete").contains(QStringLiteral("not to the trash")));
    EXPECT_TRUE(description("keep").contains(QStringLiteral("/home/iris/Downloads/holiday photos")));
}

}  // namespace
}  // namespace shoal::gui
