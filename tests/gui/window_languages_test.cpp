// The window in each of its languages.

#include <QToolBar>
#include <QToolButton>

#include <gtest/gtest.h>

#include "tests/gui/language.h"
#include "tests/gui/mnemonics.h"
#include "tests/gui/window_fixture.h"

namespace shoal::gui {
namespace {

class WindowLanguages : public MainWindowTest {
protected:
    void look(const char* locale, const char* when) {
        FakeClient::settle();
        EXPECT_EQ(doubled_mnemonics(window()), QStringList{}) << locale << ", " << when;
        for (const auto* button : window().findChild<QToolBar*>()->findChildren<QToolButton*>()) {
            EXPECT_FALSE(button->text().contains(u'(') || button->text().contains(u'&'))
                << button->text().toStdString();
        }
    }
};

TEST_F(WindowLanguages, EveryMnemonicStandsForOneControlAndTheToolbarHasNone) {
    for (const auto* locale : {"en_US", "de_DE", "zh_CN"}) {
        const Language language{QLatin1String{locale}};
        load({});
        look(locale, "nothing is shared");
        auto paused = a_share();
        paused.paused = true;
        window_.reset();
        load({a_share("bbbbbbbb", "b"), paused});
        for (const auto* tag : {"bbbbbbbb", "abcdefgh"}) {
            window().show_share(tag);
            for (auto* tab : window().window_actions().tabs) {
                tab->trigger();
                look(locale, qUtf8Printable(tab->objectName()));
            }
        }
        part<QLineEdit>("search")->setText(QStringLiteral("nothing is called so"));
        look(locale, "nothing was found");
        window_.reset();
    }
}

}  // namespace
}  // namespace shoal::gui
