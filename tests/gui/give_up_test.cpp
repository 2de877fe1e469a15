// Leaving out files of which some has arrived.

#include <QMessageBox>
#include <QPushButton>

#include <gtest/gtest.h>

#include "gui/file_tree.h"
#include "gui/files_tab.h"
#include "tests/gui/details_fixture.h"

namespace shoal::gui {
namespace {

class GiveUpTest : public testing::Test {
protected:
    GiveUpTest() {
        client.answer<ListShares>([](const ListShares&) { return ShareList{{a_share()}}; });
        client.answer<ListFiles>([](const ListFiles&) { return FileList{holiday_files()}; });
        client.answer<SelectFiles>([](const SelectFiles&) { return a_share(); });
        client.become_ready();
        FakeClient::settle();
        tab.show_share("abcdefgh");
        tab.show();
        FakeClient::settle();
    }
    FileTree& tree() { return *tab.findChild<FileTree*>(); }
    void leave_out(const char* path) {
        tree().choose({tree().index_of(QString::fromLatin1(path))}, false);
        FakeClient::settle();
    }
    QMessageBox* question() { return tab.findChild<QMessageBox*>(QStringLiteral("give_up_question")); }
    void answer(QMessageBox::ButtonRole role) {
        for (auto* button : question()->buttons()) {
            if (question()->buttonRole(button) == role) button->click();
        }
        FakeClient::settle();
    }

    FakeClient client;
    ShareStore store{client};
    FilesTab tab{client, store, nullptr};
};

TEST_F(GiveUpTest, AsksBeforeWhatHasArrivedIsThrownAway) {
    leave_out("Lisbon/IMG_4003.jpg");
    ASSERT_NE(question(), nullptr);
    EXPECT_EQ(question()->text(), QStringLiteral("Throw away 4.0 MiB that have arrived?"));
    EXPECT_EQ(question()->defaultButton(), question()->button(QMessageBox::Cancel));
    EXPECT_TRUE(client.asked<SelectFiles>().empty());
    answer(QMessageBox::DestructiveRole);
    ASSERT_EQ(client.asked<SelectFiles>().size(), 1U);
    EXPECT_EQ(client.asked<SelectFiles>()[0].rules, std::vector<std::string>{"-#3"});
}

TEST_F(GiveUpTest, KeepsEverythingUnlessItIsMeant) {
    leave_out("Lisbon");
    ASSERT_NE(question(), nullptr);
    EXPECT_EQ(question()->text(), QStringLiteral("Throw away 4.0 MiB that have arrived?")) << "complete files stay";
    answer(QMessageBox::RejectRole);
    EXPECT_TRUE(client.asked<SelectFiles>().empty());
    EXPECT_EQ(tree().chosen_files(), 7U);
}

TEST_F(GiveUpTest, AsksNothingWhereNothingIsLost) {
    for (const auto* path : {"Lisbon/IMG_4000.jpg", "Lisbon/IMG_4005.jpg"}) {  // complete, and not begun
        leave_out(path);
        EXPECT_EQ(question(), nullptr) << path;
    }
    EXPECT_EQ(client.asked<SelectFiles>().size(), 2U);
}

TEST_F(GiveUpTest, DoesNotAskOfAShareThatIsNotLookedAtAnyMore) {
    leave_out("Lisbon");
    tab.show_share({});
    EXPECT_EQ(question(), nullptr);
}

}  // namespace
}  // namespace shoal::gui
