#include "gui/main_window.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QTest>
#include <QToolButton>
#include <QUrl>

#include <gtest/gtest.h>

#include "tests/gui/a_link.h"
#include "tests/gui/window_fixture.h"

namespace shoal::gui {
namespace {

TEST_F(MainWindowTest, EveryShortcutStandsForOneAction) {
    load({});
    std::map<QString, QString> seen;
    for (auto* action : static_cast<QWidget&>(window()).actions()) {
        for (const auto& key : action->shortcuts()) {
            const auto [other, is_new] = seen.try_emplace(key.toString(), action->objectName());
            EXPECT_TRUE(is_new) << key.toString().toStdString() << " is " << other->second.toStdString() << " and "
                                << action->objectName().toStdString();
        }
    }
    for (const char* key : {"Ctrl+N", "Ctrl+U", "Ctrl+V", "Ctrl+C", "Ctrl+F", "Ctrl+P", "Ctrl+R", "Ctrl+E", "Ctrl+,",
                            "Ctrl+Q", "Ctrl+W", "Del", "Shift+Del", "Alt+Return", "Alt+1", "Alt+6", "F1"}) {
        EXPECT_TRUE(seen.contains(QString::fromLatin1(key))) << key;
    }
}

TEST_F(MainWindowTest, WithoutASelectionOnlyWhatNeedsNoneCanBeDone) {
    load({a_share()});
    auto& actions = window().window_actions();
    for (auto* action : {actions.toggle, actions.copy_link, actions.remove, actions.recheck, actions.open_folder}) {
        EXPECT_FALSE(action->isEnabled()) << action->objectName().toStdString();
    }
    EXPECT_TRUE(actions.share->isEnabled());
    window().show_share("abcdefgh");
    FakeClient::settle();
    for (auto* action : {actions.toggle, actions.copy_link, actions.remove, actions.recheck, actions.open_folder}) {
        EXPECT_TRUE(action->isEnabled()) << action->objectName().toStdString();
    }
}

TEST_F(MainWindowTest, PausesWhatRunsAndResumesWhatIsPaused) {
    auto paused = a_share("aaaaaaaa", "a");
    paused.paused = true;
    load({paused, a_share("bbbbbbbb", "b")});
    window().show_share("bbbbbbbb");
    press(Qt::Key_P, Qt::ControlModifier);
    ASSERT_EQ(client.asked<PauseShares>().size(), 1U);
    EXPECT_EQ(client.asked<PauseShares>()[0].tags, (std::vector<std::string>{"bbbbbbbb"}));
    window().show_share("aaaaaaaa");
    FakeClient::settle();
    EXPECT_TRUE(window().window_actions().toggle->iconText().contains("Resume"));
    press(Qt::Key_P, Qt::ControlModifier);
    ASSERT_EQ(client.asked<ResumeShares>().size(), 1U);
}

TEST_F(MainWindowTest, WhatWentWrongIsToldAtTheFoot) {
    load({a_share()});
    client.answer<PauseShares>(
        [](const PauseShares&) -> Result<ShareList> { return fail(Errc::io, "the disk is gone"); });
    window().show_share("abcdefgh");
    press(Qt::Key_P, Qt::ControlModifier);
    EXPECT_TRUE(window().status().currentMessage().contains("the disk is gone"));
}

TEST_F(MainWindowTest, CopiesTheLinkOfWhatIsSelectedAndSaysWhatALinkIs) {
    load({a_share()});
    client.answer<GetLink>([](const GetLink& asked) {
        EXPECT_EQ(asked.tag, "abcdefgh");
        return LinkView{.link = "magnet:?xt=urn:shoal:bsecret", .short_link = "shoal:bsecret"};
    });
    window().show_share("abcdefgh");
    window().window_actions().copy_link->trigger();
    FakeClient::settle();
    EXPECT_EQ(QApplication::clipboard()->text(), "magnet:?xt=urn:shoal:bsecret");
    EXPECT_TRUE(window().status().currentMessage().contains("Whoever"));
}

TEST_F(MainWindowTest, KeysOpenTheDialogs) {
    load({a_share()});
    press(Qt::Key_N, Qt::ControlModifier);
    EXPECT_TRUE(opened("shoal::gui::ShareDialog"));
    press(Qt::Key_U, Qt::ControlModifier);
    EXPECT_TRUE(opened("shoal::gui::GetDialog"));
    press(Qt::Key_Comma, Qt::ControlModifier);
    EXPECT_TRUE(opened("shoal::gui::SettingsDialog"));
    press(Qt::Key_F1);
    EXPECT_TRUE(opened("shoal::gui::DiagnosisDialog"));
    window().window_actions().about->trigger();
    EXPECT_TRUE(opened("shoal::gui::AboutDialog"));
    window().show_share("abcdefgh");
    FakeClient::settle();
    window().window_actions().remove->trigger();
    EXPECT_TRUE(opened("shoal::gui::RemoveDialog"));
    window().window_actions().labels->trigger();
    EXPECT_TRUE(opened("shoal::gui::LabelDialog"));
    window().window_actions().limits->trigger();
    EXPECT_TRUE(opened("shoal::gui::LimitDialog"));
}

TEST_F(MainWindowTest, APastedLinkIsLookedUpAndAPastedFileOffered) {
    load({a_share()});
    QApplication::clipboard()->setText("look at this: " + a_link() + " !");
    press(Qt::Key_V, Qt::ControlModifier);
    ASSERT_TRUE(opened("shoal::gui::GetDialog"));
    ASSERT_EQ(client.asked<ResolveLink>().size(), 1U);
    auto* files = new QMimeData;
    files->setUrls({QUrl::fromLocalFile(folder.path())});
    QApplication::clipboard()->setMimeData(files);
    press(Qt::Key_V, Qt::ControlModifier);
    EXPECT_TRUE(opened("shoal::gui::ShareDialog"));
}

TEST_F(MainWindowTest, PastingNothingOfUseSaysSo) {
    load({a_share()});
    QApplication::clipboard()->setText("hello");
    press(Qt::Key_V, Qt::ControlModifier);
    EXPECT_FALSE(window().status().currentMessage().isEmpty());
    EXPECT_EQ(dialog("shoal::gui::GetDialog"), nullptr);
}

TEST_F(MainWindowTest, SaysThatTheDaemonStoppedUntilItIsBack) {
    load({a_share()});
    auto* banner = part<QWidget>("connection_banner");
    ASSERT_NE(banner, nullptr);
    EXPECT_FALSE(banner->isVisible());
    client.set_connection({.state = Connection::State::lost, .remote = true, .where = {}, .problem = "gone"});
    FakeClient::settle();
    EXPECT_TRUE(banner->isVisible());
    EXPECT_TRUE(banner->accessibleName().contains("daemon stopped"));
    EXPECT_FALSE(window().window_actions().share->isEnabled());
    EXPECT_EQ(store.all().size(), 1U) << "what was known stays in view";
    QTest::mouseClick(part<QPushButton>("run_here"), Qt::LeftButton);
    client.become_ready();
    FakeClient::settle();
    EXPECT_FALSE(banner->isVisible());
    EXPECT_TRUE(window().window_actions().share->isEnabled());
}

TEST_F(MainWindowTest, TheFootTellsRatesAndReachability) {
    load({});
    client.say(StatusChanged{.status = [] {
        StatusView status;
        status.rate_down = 3 << 20U;
        status.dht_nodes = 120;
        return status;
    }()});
    FakeClient::settle();
    EXPECT_TRUE(part<QToolButton>("rates")->text().contains("3.0 MiB/s"));
    EXPECT_TRUE(part<QLabel>("dht_nodes")->text().contains("120"));
    EXPECT_TRUE(part<QToolButton>("reachability")->text().contains("router"));
    QTest::mouseClick(part<QToolButton>("rates"), Qt::LeftButton);
    EXPECT_TRUE(opened("shoal::gui::LimitDialog"));
}

TEST_F(MainWindowTest, SearchAndSidebarFilterTogether) {
    load({a_share("aaaaaaaa", "lake"), a_share("bbbbbbbb", "forest")});
    press(Qt::Key_F, Qt::ControlModifier);
    QTest::keyClicks(part<QLineEdit>("search"), "lak");
    FakeClient::settle();
    EXPECT_EQ(window().findChild<ShareListView*>()->list().rowCount({}), 1);
    window().show_share("bbbbbbbb");
    FakeClient::settle();
    EXPECT_TRUE(part<QLineEdit>("search")->text().isEmpty()) << "what is to be shown is shown";
}

TEST_F(MainWindowTest, ALinkInTheSearchIsLookedUpAndNotSearchedFor) {
    load({a_share()});
    press(Qt::Key_F, Qt::ControlModifier);
    QApplication::clipboard()->setText(a_link());
    QTest::keyClick(part<QLineEdit>("search"), Qt::Key_V, Qt::ControlModifier);
    EXPECT_TRUE(opened("shoal::gui::GetDialog"));
    EXPECT_TRUE(part<QLineEdit>("search")->text().isEmpty());
    EXPECT_FALSE(part<QLineEdit>("search")->isUndoAvailable());
    EXPECT_EQ(client.asked<ResolveLink>().size(), 1U);
}

TEST_F(MainWindowTest, KeysLeadFromTheSearchToTheList) {
    load({a_share()});
    auto* list = window().findChild<ShareListView*>();
    auto* search = part<QLineEdit>("search");
    for (const auto key : {Qt::Key_Down, Qt::Key_Escape}) {
        press(Qt::Key_F, Qt::ControlModifier);
        QTest::keyClicks(search, "ho");
        QTest::keyClick(search, key);
        EXPECT_TRUE(list->focusProxy()->hasFocus());
        EXPECT_EQ(search->text().isEmpty(), key == Qt::Key_Escape);
    }
}

TEST_F(MainWindowTest, RemembersHowItLooked) {
    load({a_share()});
    press(Qt::Key_1, Qt::ControlModifier);
    window().window_actions().tabs[3]->trigger();
    window().window_actions().details->trigger();
    const bool shown = window().window_actions().details->isChecked();
    window().close();
    window_.reset();
    EXPECT_FALSE(settings.has_rows());
    EXPECT_EQ(settings.has_details(), shown);
    EXPECT_TRUE(window().window_actions().table_mode->isChecked());
    EXPECT_EQ(window().findChild<DetailsPane*>()->tab(), DetailsPane::Tab::sources);
}

}  // namespace
}  // namespace shoal::gui
