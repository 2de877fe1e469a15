// One application for all widget tests: offscreen, one style, one font, folders of its own.

#include <cstdlib>

#include <QApplication>
#include <QFont>
#include <QFontDatabase>
#include <QLocale>
#include <QTemporaryDir>

#include <gtest/gtest.h>

#include "gui/theme.h"
#include "gui/translator.h"

int main(int count, char** arguments) {
    testing::InitGoogleTest(&count, arguments);
    QTemporaryDir home;
    for (const char* name : {"HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME",
                             "XDG_RUNTIME_DIR", "XDG_DOWNLOAD_DIR"}) {
        qputenv(name, home.path().toUtf8());
    }
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("QT_SCALE_FACTOR", "1");
    qputenv("TZ", "UTC");
    for (const char* name : {"QT_STYLE_OVERRIDE", "QT_FONT_DPI", "QT_QPA_PLATFORMTHEME", "DBUS_SESSION_BUS_ADDRESS"}) {
        qunsetenv(name);
    }
    QLocale::setDefault(QLocale{QLocale::English, QLocale::UnitedStates});
    QApplication application{count, arguments};
    QApplication::setFont(QFont{QStringLiteral("DejaVu Sans"), 10});
    shoal::gui::install_translation(application, QLocale{});
    shoal::gui::apply_appearance(application, shoal::gui::Appearance::light);
    return RUN_ALL_TESTS();
}
