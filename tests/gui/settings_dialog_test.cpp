#include "gui/settings_dialog.h"

#include <fstream>
#include <iterator>

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QWheelEvent>

#include <gtest/gtest.h>

#include "gui/config_file.h"
#include "gui/setting_editor.h"
#include "gui/switch.h"
#include "gui/window_settings.h"
#include "tests/gui/fake_client.h"
#include "tests/gui/fake_programs.h"
#include "tests/gui/golden.h"

namespace shoal::gui {
namespace {

class SettingsDialogTest : public testing::Test {
protected:
    SettingsDialogTest() {
        environment_.insert(QStringLiteral("HOME"), QStringLiteral("/home/iris"));
        environment_.insert(QStringLiteral("XDG_CONFIG_HOME"), folder_.path());
        window_ = std::make_unique<WindowSettings>(folder_.path() + QStringLiteral("/shoal/window.ini"));
        client_.become_ready();
        client_.answer<LimitRates>([](const LimitRates& wanted) { return Limits{wanted.up, wanted.down}; });
        client_.answer<GetStatus>([](const GetStatus&) {
            StatusView out;
            out.pid = 4711;
            return out;
        });
    }
    SettingsDialog& dialog() {
        if (dialog_) return *dialog_;
        file_ = std::make_unique<ConfigFile>(environment_, folder_.path().toStdString() + "/system.toml");
        (void)file_->load();
        dialog_ = std::make_unique<SettingsDialog>(client_, *window_, *file_, programs_, nullptr, [this](auto pid) {
            told_.push_back(pid);
            return true;
        });
        dialog_->show();
        settle();
        return *dialog_;
    }
    void settle() {
        file_->wait();
        FakeClient::settle();
    }
    SettingRow& row(const QString& key) {
        auto* out = dialog().findChild<SettingRow*>(QStringLiteral("setting:") + key);
        EXPECT_NE(out, nullptr) << key.toStdString();
        return *out;
    }
    template <class Control>
    Control& control(const QString& key) {
        auto* out = row(key).findChild<Control*>();
        EXPECT_NE(out, nullptr) << key.toStdString();
        return *out;
    }
    std::string text() {
        settle();
        std::ifstream in{file_->path()};
        return {std::istreambuf_iterator<char>{in}, {}};
    }
    void put(const std::string& text) {
        QDir{}.mkpath(folder_.path() + QStringLiteral("/shoal"));
        std::ofstream{folder_.path().toStdString() + "/shoal/config.toml"} << text;
    }
    static void type(QLineEdit& line, const QString& text) {
        line.setFocus();
        line.selectAll();
        QTest::keyClicks(&line, text);
    }

    QTemporaryDir folder_;
    QProcessEnvironment environment_;
    FakeClient client_;
    FakePrograms programs_;
    std::unique_ptr<WindowSettings> window_;
    std::unique_ptr<ConfigFile> file_;
    std::unique_ptr<SettingsDialog> dialog_;
    std::vector<std::uint64_t> told_;  // processes that were told to read again
};

TEST_F(SettingsDialogTest, HasEverySettingOfTheTableExactlyOnce) {
    for (const auto& info : setting_table()) {
        const auto key = QString::fromUtf8(info.key.data(), static_cast<qsizetype>(info.key.size()));
        EXPECT_EQ(dialog().findChildren<SettingRow*>(QStringLiteral("setting:") + key).size(), 1) << info.key;
        EXPECT_TRUE(row(key).toolTip().contains(key)) << info.key;
        EXPECT_TRUE(setting_words(info).is_known) << info.key << " has no words in gui/setting_words.cpp";
        const auto* editor = row(key).findChild<SettingEditor*>();
        ASSERT_NE(editor, nullptr) << info.key;
        EXPECT_EQ(editor->value(), file_->state(info.key).value) << info.key;
        const auto preset = row(key).findChild<QLabel*>(QStringLiteral("preset"));
        EXPECT_FALSE(preset->isHidden()) << info.key;
        EXPECT_TRUE(preset->text().startsWith(QStringLiteral("Default: "))) << info.key;
    }
}

TEST_F(SettingsDialogTest, EveryEditorGivesBackWhatItWasGiven) {
    const auto round = [&](std::string_view key, const std::string& value) {
        auto* editor = dialog().findChild<SettingEditor*>(
            QStringLiteral("editor:") + QString::fromUtf8(key.data(), static_cast<qsizetype>(key.size())));
        editor->set_value(value);
        Settings wanted, is;
        EXPECT_TRUE(apply_value(wanted, key, value));
        const auto applied = apply_value(is, key, editor->value());
        ASSERT_TRUE(applied) << applied.error().what;
        EXPECT_EQ(wanted.limit_up, is.limit_up) << value;
        EXPECT_EQ(wanted.hook_time_limit, is.hook_time_limit) << value;
        EXPECT_EQ(wanted.hook_completed, is.hook_completed) << value;
        EXPECT_EQ(wanted.listen, is.listen) << value;
        EXPECT_EQ(wanted.log_level, is.log_level) << value;
        EXPECT_EQ(wanted.log_format, is.log_format) << value;
    };
    for (const auto* value : {"off", "1", "1023", "1024", "1536k", "5GiB", "3000000001", "1125899906842624"}) {
        round("limits.up", value);
    }
    for (const auto* value : {"1", "90", "15m", "2h", "7d", "36500d", "100000001"}) round("hooks.time_limit", value);
    for (const auto* value : {"none", "/bin/echo", "/bin/echo\n two words \n{name}"}) round("hooks.completed", value);
    for (const auto* value : {"none", "127.0.0.1:1", "127.0.0.1:1,[::1]:2"}) round("listen", value);
    for (const auto* value : {"info", "info,dht=debug"}) round("log.level", value);
    for (const auto* value : {"auto", "json", "journal"}) round("log.format", value);
}

TEST_F(SettingsDialogTest, ASwitchIsWrittenAtOnceAndSaysWhatElseIsNeeded) {
    QTest::mouseClick(&control<Switch>(QStringLiteral("lan")), Qt::LeftButton);
    EXPECT_EQ(text(), "lan = false\n");
    EXPECT_EQ(row(QStringLiteral("lan")).note(),
              QStringLiteral("Saved. It takes effect when the background service starts again."));
    EXPECT_TRUE(told_.empty());
}

TEST_F(SettingsDialogTest, WithoutADaemonItIsThisProgramThatHasToStartAgain) {
    client_.become_ready(false);
    QTest::mouseClick(&control<Switch>(QStringLiteral("lan")), Qt::LeftButton);
    settle();
    EXPECT_EQ(row(QStringLiteral("lan")).note(), QStringLiteral("Saved. It takes effect when Shoal starts again."));
}

TEST_F(SettingsDialogTest, ALimitHoldsAtOnceAndTheOtherOneIsLeftAlone) {
    const auto key = QStringLiteral("limits.up");
    QTest::mouseClick(&control<Switch>(key), Qt::LeftButton);
    EXPECT_EQ(text(), "[limits]\nup = \"1048576\"\n");
    auto& number = control<QDoubleSpinBox>(key);
    number.setFocus();
    number.selectAll();
    QTest::keyClicks(&number, QStringLiteral("3"));
    EXPECT_EQ(client_.asked<LimitRates>().size(), 1U);  // it may go on to 35
    QTest::keyClick(&number, Qt::Key_Return);
    EXPECT_EQ(text(), "[limits]\nup = \"3145728\"\n");
    const auto asked = client_.asked<LimitRates>();
    ASSERT_EQ(asked.size(), 2U);
    EXPECT_TRUE(asked[1].set_up && !asked[1].set_down);
    EXPECT_EQ(asked[1].up, 3U << 20U);
    EXPECT_EQ(row(key).note(), QStringLiteral("Saved. It is in effect now."));
    QTest::mouseClick(&control<Switch>(key), Qt::LeftButton);
    EXPECT_EQ(text(), "[limits]\nup = \"off\"\n");
    EXPECT_EQ(client_.asked<LimitRates>().back().up, 0U);
    EXPECT_FALSE(number.isVisible());
}

TEST_F(SettingsDialogTest, ADaemonIsToldToReadAgainWhereThatIsEnough) {
    auto& level = control<QComboBox>(QStringLiteral("log.level"));
    type(*level.lineEdit(), QStringLiteral("info,dht=debug"));
    QTest::keyClick(level.lineEdit(), Qt::Key_Return);
    EXPECT_EQ(text(), "[log]\nlevel = \"info,dht=debug\"\n");
    EXPECT_EQ(told_, std::vector<std::uint64_t>{4711});
    EXPECT_EQ(row(QStringLiteral("log.level")).note(), QStringLiteral("Saved. It is in effect now."));
}

TEST_F(SettingsDialogTest, AMistakeIsSaidWhileItIsTypedAndIsNotWritten) {
    const auto key = QStringLiteral("download_dir");
    auto& line = control<QLineEdit>(key);
    type(line, QStringLiteral("Music"));
    EXPECT_EQ(row(key).note(), QStringLiteral("'Music' is not a whole path; begin it with '/'"));
    QTest::keyClick(&line, Qt::Key_Return);
    EXPECT_EQ(text(), "");
    EXPECT_TRUE(dialog().isVisible());  // Enter is for the field
    type(line, QStringLiteral("/srv/music"));
    EXPECT_EQ(row(key).note(), QString{});
    QTest::keyClick(&line, Qt::Key_Return);
    EXPECT_EQ(text(), "download_dir = \"/srv/music\"\n");
    EXPECT_EQ(row(key).note(), QStringLiteral("Saved. It is in effect now."));
}

TEST_F(SettingsDialogTest, WhatIsStillInAFieldIsWrittenWhenTheDialogCloses) {
    auto& lines = control<QPlainTextEdit>(QStringLiteral("peers"));
    lines.setPlainText(QStringLiteral("127.0.0.1:7\n\n [::1]:8 \n"));
    QTest::keyClick(&dialog(), Qt::Key_Escape);
    EXPECT_FALSE(dialog().isVisible());
    EXPECT_EQ(text(), "peers = [\"127.0.0.1:7\", \"[::1]:8\"]\n");
}

TEST_F(SettingsDialogTest, ResetIsOfferedOnlyWhereThereIsSomethingToTakeBack) {
    put("# mine\n[hooks]\nat_once = 9\n");
    const auto key = QStringLiteral("hooks.at_once");
    dialog().show_page(SettingPage::transfers);
    auto* reset = row(key).findChild<QAbstractButton*>(QStringLiteral("reset"));
    EXPECT_TRUE(reset->isVisible());
    EXPECT_EQ(control<QSpinBox>(key).value(), 9);
    QTest::keyClick(reset, Qt::Key_Space);
    EXPECT_EQ(text(), "# mine\n[hooks]\n");
    EXPECT_EQ(control<QSpinBox>(key).value(), 4);
    EXPECT_FALSE(reset->isVisible());
    EXPECT_FALSE(
        row(QStringLiteral("hooks.time_limit")).findChild<QAbstractButton*>(QStringLiteral("reset"))->isVisible());
}

TEST_F(SettingsDialogTest, WhatTheEnvironmentOrTheSystemSaysIsShownAsSuch) {
    environment_.insert(QStringLiteral("SHOAL_LAN"), QStringLiteral("off"));
    std::ofstream{folder_.path().toStdString() + "/system.toml"} << "sandbox = false\n";
    EXPECT_FALSE(control<Switch>(QStringLiteral("lan")).isEnabled());
    EXPECT_FALSE(control<Switch>(QStringLiteral("lan")).isChecked());
    EXPECT_TRUE(row(QStringLiteral("lan")).note().contains(QStringLiteral("SHOAL_LAN")));
    EXPECT_TRUE(control<Switch>(QStringLiteral("sandbox")).isEnabled());
    EXPECT_TRUE(row(QStringLiteral("sandbox")).note().contains(QStringLiteral("system.toml")));
}

TEST_F(SettingsDialogTest, SearchLeavesWhatIsMeantAndThePagesThatHaveIt) {
    auto* search = dialog().findChild<QLineEdit*>(QStringLiteral("search"));
    auto* pages = dialog().findChild<QListWidget*>(QStringLiteral("pages"));
    QTest::keyClick(&dialog(), Qt::Key_F, Qt::ControlModifier);
    QTest::keyClicks(search, QStringLiteral("LIMIT upl"));
    EXPECT_EQ(dialog().page(), SettingPage::speed);
    EXPECT_TRUE(row(QStringLiteral("limits.up")).isVisible());
    EXPECT_TRUE(row(QStringLiteral("limits.down")).isHidden());
    EXPECT_TRUE(pages->item(0)->isHidden());
    search->setText(QStringLiteral("hooks.at_once"));  // as it is called in the file
    EXPECT_TRUE(row(QStringLiteral("hooks.at_once")).isVisible());
    search->setText(QStringLiteral("xyzzy"));
    EXPECT_TRUE(dialog().findChild<QLabel*>(QStringLiteral("nothing"))->isVisible());
    search->clear();
    EXPECT_FALSE(pages->item(0)->isHidden());
    EXPECT_TRUE(row(QStringLiteral("hooks.at_once")).isVisible());
}

TEST_F(SettingsDialogTest, AMistakeInTheFileIsOnTop) {
    put("lan = maybe\n");
    const auto* problem = dialog().findChild<QLabel*>(QStringLiteral("problem"));
    EXPECT_TRUE(problem->isVisible());
    EXPECT_TRUE(problem->text().contains(QStringLiteral("config.toml:1:")));
    QTest::mouseClick(&control<Switch>(QStringLiteral("sandbox")), Qt::LeftButton);
    EXPECT_EQ(text(), "lan = maybe\n");
    EXPECT_TRUE(row(QStringLiteral("sandbox")).note().contains(QStringLiteral("config.toml:1:")));
}

TEST_F(SettingsDialogTest, TheWindowsOwnSettingsAreInItsOwnFile) {
    const auto click = [&](const char* name) {
        QTest::mouseClick(dialog().findChild<Switch*>(QLatin1String{name}), Qt::LeftButton);
    };
    click("notifications");
    click("close_to_tray");
    click("clipboard");
    EXPECT_FALSE(window_->notifies());
    EXPECT_FALSE(window_->closes_to_tray());
    EXPECT_TRUE(window_->offers_clipboard());
    EXPECT_EQ(text(), "");
}

TEST_F(SettingsDialogTest, EveryControlHasANameToBeSpoken) {
    for (const auto* widget : dialog().findChildren<QWidget*>()) {
        const bool is_control = qobject_cast<const QAbstractButton*>(widget) != nullptr ||
                                qobject_cast<const QComboBox*>(widget) != nullptr ||
                                qobject_cast<const QAbstractSpinBox*>(widget) != nullptr ||
                                qobject_cast<const QPlainTextEdit*>(widget) != nullptr;
        if (!is_control || widget->focusPolicy() == Qt::NoFocus) continue;
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        const bool is_named = !widget->accessibleName().isEmpty() || (button != nullptr && !button->text().isEmpty());
        EXPECT_TRUE(is_named) << widget->metaObject()->className() << " in "
                              << widget->parentWidget()->objectName().toStdString();
    }
}

TEST_F(SettingsDialogTest, TheWheelScrollsThePageAndChangesNothing) {
    auto& number = control<QSpinBox>(QStringLiteral("hooks.at_once"));
    dialog().show_page(SettingPage::transfers);
    number.clearFocus();
    QWheelEvent turn{
        QPointF{5, 5}, number.mapToGlobal(QPointF{5, 5}), {}, {0, 120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
        false};
    QApplication::sendEvent(&number, &turn);
    EXPECT_EQ(number.value(), 4);
}

}  // namespace
}  // namespace shoal::gui
