// The window on a small screen.

#include <QScreen>

#include <gtest/gtest.h>

#include "gui/settings_dialog.h"
#include "tests/gui/language.h"
#include "tests/gui/window_fixture.h"

namespace shoal::gui {
namespace {

class SmallWindowTest : public MainWindowTest {
protected:
    /// With a share that is looked at, a long sentence at the foot, and rates.
    MainWindow& open() {
        client.answer<GetStatus>([](const GetStatus&) {
            StatusView status;
            status.rate_down = status.rate_up = 300U << 20U;
            status.dht_nodes = 12'000;
            return status;
        });
        window_.reset();
        window().status().set_download_dir(folder.path());
        load({a_share()});
        window().show_share("abcdefgh");
        FakeClient::settle();
        return window();
    }
};

TEST_F(SmallWindowTest, CanBeMadeSmallInEveryLanguage) {
    for (const auto* locale : {"en_US", "de_DE", "zh_CN"}) {
        const Language language{QLatin1String{locale}};
        const auto least = open().minimumSizeHint();
        EXPECT_LE(least.width(), 640) << locale;
        EXPECT_LE(least.height(), 400) << locale;
        const SettingsDialog dialog{client, settings, file, programs};
        EXPECT_LE(dialog.minimumSizeHint().width(), 640) << locale;
        EXPECT_LE(dialog.minimumSizeHint().height(), 400) << locale;
    }
}

TEST_F(SmallWindowTest, FitsOnTheScreenAtFirst) {
    const auto room = open().screen()->availableSize();
    const SettingsDialog dialog{client, settings, file, programs};
    for (const QWidget* each : {static_cast<const QWidget*>(&window()), static_cast<const QWidget*>(&dialog)}) {
        EXPECT_LT(each->width(), room.width()) << each->objectName().toStdString();
        EXPECT_LT(each->height(), room.height()) << each->objectName().toStdString();
    }
}

TEST_F(SmallWindowTest, TheFootGivesWayWithTheSentenceFirst) {
    open();
    window().resize(760, 500);
    FakeClient::settle();
    for (const char* name : {"rates", "dht_nodes", "free_space", "engine_place"}) {
        const auto* part = window().findChild<QWidget*>(QLatin1String{name});
        EXPECT_GE(part->width(), part->sizeHint().width()) << name;
    }
    const auto* reach = window().findChild<QWidget*>(QStringLiteral("reachability"));
    EXPECT_LT(reach->width(), reach->sizeHint().width());
}

}  // namespace
}  // namespace shoal::gui
