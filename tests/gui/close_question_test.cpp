// Closing the window where that ends what is under way.

#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>

#include <gtest/gtest.h>

#include "tests/gui/window_fixture.h"

namespace shoal::gui {
namespace {

class CloseQuestionTest : public MainWindowTest {
protected:
    /// Of an engine in this window, on a desktop without a tray.
    void open(std::vector<ShareView> shares) {
        load(std::move(shares));
        client.become_ready(false);
        FakeClient::settle();
        window().set_asks_to_close([this] { return asks; });
    }
    QMessageBox* question() { return part<QMessageBox>("close_question"); }
    void answer(QMessageBox::ButtonRole role) {
        for (auto* button : question()->buttons()) {
            if (question()->buttonRole(button) == role) button->click();
        }
        FakeClient::settle();
    }

    bool asks = true;
};

TEST_F(CloseQuestionTest, GoesOnMinimisedUnlessItIsMeant) {
    open({a_share(), a_share("bbbbbbbb", "b")});
    QSignalSpy closing{&window(), &MainWindow::closing};
    press(Qt::Key_W, Qt::ControlModifier);
    ASSERT_NE(question(), nullptr);
    EXPECT_EQ(question()->text(), QStringLiteral("Quit and stop 2 transfers?"));
    EXPECT_EQ(question()->buttonRole(question()->defaultButton()), QMessageBox::RejectRole);
    answer(QMessageBox::RejectRole);
    EXPECT_EQ(closing.count(), 0);
    EXPECT_TRUE(window().isMinimized());
    window().come_to_front();
    EXPECT_FALSE(window().close());
    ASSERT_NE(question(), nullptr);
    answer(QMessageBox::DestructiveRole);
    EXPECT_EQ(closing.count(), 1);
    EXPECT_FALSE(window().isVisible());
}

TEST_F(CloseQuestionTest, IsNotAskedWhenNothingMoves) {
    auto still = a_share();
    still.rate_down = 0;
    open({still});
    EXPECT_TRUE(window().close());
}

TEST_F(CloseQuestionTest, IsNotAskedOfAWindowThatADaemonWorksFor) {
    open({a_share()});
    client.become_ready(true);
    FakeClient::settle();
    EXPECT_TRUE(window().close());
}

TEST_F(CloseQuestionTest, IsNotAskedWhereTheProgramStaysOrTheSessionEnds) {
    open({a_share()});
    asks = false;
    EXPECT_TRUE(window().close());
}

TEST_F(CloseQuestionTest, IsNotAskedOfSomebodyWhoQuits) {
    open({a_share()});
    QSignalSpy quit{&window(), &MainWindow::quit_wanted};
    press(Qt::Key_Q, Qt::ControlModifier);
    EXPECT_EQ(quit.count(), 1);
    EXPECT_TRUE(window().close()) << "as quitting does";
}

}  // namespace
}  // namespace shoal::gui
