// The dialogs of the settings in long words, from right to left, and in large letters.

#include <QApplication>
#include <QLabel>
#include <QTemporaryDir>

#include <gtest/gtest.h>

#include "gui/first_run.h"
#include "gui/settings_dialog.h"
#include "gui/window_settings.h"
#include "tests/gui/fake_client.h"
#include "tests/gui/fake_programs.h"
#include "tests/gui/golden.h"
#include "tests/gui/language.h"
#include "tests/gui/mnemonics.h"
#include "tests/gui/pseudo_locale.h"

namespace shoal::gui {
namespace {

class SettingsLanguages : public testing::Test {
protected:
    SettingsLanguages() {
        environment_.insert(QStringLiteral("HOME"), QStringLiteral("/home/iris"));
        environment_.insert(QStringLiteral("XDG_CONFIG_HOME"), folder_.path());
        file_ = std::make_unique<ConfigFile>(environment_, "/nonexistent/config.toml");
        (void)file_->load();
        window_ = std::make_unique<WindowSettings>(folder_.path() + QStringLiteral("/window.ini"));
        client_.become_ready();
        programs_.answer = [](const QStringList&) { return ProgramEnd{true, 0, QStringLiteral("enabled"), {}}; };
    }
    ~SettingsLanguages() override {
        QApplication::setLayoutDirection(Qt::LeftToRight);
        QApplication::setFont(font_);
    }
    /// Both dialogs, each page of the one; calls `look` with each.
    void for_each_window(const std::function<void(QWidget&, const QString& name)>& look) {
        SettingsDialog dialog{client_, *window_, *file_, programs_};
        dialog.show();
        file_->wait();
        FakeClient::settle();
        for (std::size_t i = 0; i < setting_page_count; ++i) {
            dialog.show_page(static_cast<SettingPage>(i));
            FakeClient::settle();
            look(dialog, QStringLiteral("settings_%1").arg(i));
        }
        Autostart autostart{programs_, folder_.path()};
        FirstRun first{*window_, *file_, autostart};
        first.show();
        FakeClient::settle();
        look(first, QStringLiteral("first_run"));
    }

    QTemporaryDir folder_;
    QProcessEnvironment environment_;
    QFont font_ = QApplication::font();
    FakeClient client_;
    FakePrograms programs_;
    std::unique_ptr<ConfigFile> file_;
    std::unique_ptr<WindowSettings> window_;
};

TEST_F(SettingsLanguages, EveryMnemonicStandsForOneControl) {
    for (const auto* locale : {"en_US", "de_DE", "zh_CN"}) {
        const Language language{QLatin1String{locale}};
        for_each_window([locale](QWidget& window, const QString& name) {
            EXPECT_EQ(doubled_mnemonics(window), QStringList{}) << locale << ", " << name.toStdString();
        });
    }
}

TEST_F(SettingsLanguages, LongWordsAreShownWhole) {
    const PseudoLocale longest;
    for_each_window([](QWidget& window, const QString& name) {
        EXPECT_EQ(cut_texts(window).join(u'|').toStdString(), "") << name.toStdString();
    });
}

TEST_F(SettingsLanguages, EverythingThatIsReadCanBeTranslated) {
    const PseudoLocale longest;
    for_each_window([](QWidget& window, const QString& name) {
        EXPECT_EQ(untranslated_texts(window).join(u'|').toStdString(), "") << name.toStdString();
    });
}

TEST_F(SettingsLanguages, LargeLettersAreShownWhole) {
    auto large = font_;
    large.setPointSizeF(large.pointSizeF() * 2);
    QApplication::setFont(large);
    for_each_window([](QWidget& window, const QString& name) {
        EXPECT_EQ(cut_texts(window).join(u'|').toStdString(), "") << name.toStdString();
    });
}

TEST_F(SettingsLanguages, FromRightToLeftEverythingIsMirrored) {
    QApplication::setLayoutDirection(Qt::RightToLeft);
    for_each_window([](QWidget& window, const QString& name) {
        EXPECT_EQ(cut_texts(window).join(u'|').toStdString(), "") << name.toStdString();
        for (const auto* label : window.findChildren<QLabel*>()) {
            const bool is_head = label->isVisible() && label->buddy() != nullptr && label->buddy()->isVisible();
            if (!is_head || label->buddy()->parentWidget() != label->parentWidget()) continue;
            const bool is_beside = label->buddy()->y() < label->geometry().bottom();
            if (!is_beside) continue;
            EXPECT_LT(label->buddy()->x(), label->x()) << label->text().toStdString();
        }
    });
}

}  // namespace
}  // namespace shoal::gui
