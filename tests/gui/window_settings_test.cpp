#include "gui/window_settings.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <gtest/gtest.h>

namespace shoal::gui {
namespace {

class WindowSettingsTest : public testing::Test {
protected:
    [[nodiscard]] QString path() const { return folder_.path() + QStringLiteral("/shoal/window.ini"); }
    QTemporaryDir folder_;
};

TEST_F(WindowSettingsTest, EverythingIsThereAgainInTheNextRun) {
    {
        WindowSettings settings{path()};
        settings.set_appearance(Appearance::dark);
        settings.set_rows(false);
        settings.set_columns(QByteArray{"\0\x01\xff", 3});
        settings.set_geometry("geometry");
        settings.set_layout(QStringLiteral("main"), "splitter");
        settings.set_offers_clipboard(true);
        settings.set_closes_to_tray(false);
        settings.set_notifies(false);
        settings.set_first_run_done(true);
        settings.set_magnet_before(QStringLiteral("other.desktop"));
    }
    const WindowSettings settings{path()};
    EXPECT_EQ(settings.appearance(), Appearance::dark);
    EXPECT_FALSE(settings.has_rows());
    EXPECT_EQ(settings.columns(), (QByteArray{"\0\x01\xff", 3}));
    EXPECT_EQ(settings.geometry(), "geometry");
    EXPECT_EQ(settings.layout(QStringLiteral("main")), "splitter");
    EXPECT_TRUE(settings.offers_clipboard());
    EXPECT_FALSE(settings.closes_to_tray());
    EXPECT_FALSE(settings.notifies());
    EXPECT_TRUE(settings.is_first_run_done());
    EXPECT_EQ(settings.magnet_before(), QStringLiteral("other.desktop"));
}

TEST_F(WindowSettingsTest, ANewPersonIsNotWatchedAtTheClipboard) {
    const WindowSettings settings{path()};
    EXPECT_FALSE(settings.offers_clipboard());
    EXPECT_FALSE(settings.is_first_run_done());
    EXPECT_EQ(settings.appearance(), Appearance::system);
}

TEST_F(WindowSettingsTest, TellsOfChangesAndOfNothingElse) {
    WindowSettings settings{path()};
    QSignalSpy changed{&settings, &WindowSettings::changed};
    settings.set_notifies(true);  // as it is
    EXPECT_EQ(changed.count(), 0);
    settings.set_notifies(false);
    settings.set_notifies(false);
    EXPECT_EQ(changed.count(), 1);
}

TEST_F(WindowSettingsTest, AFileThatIsNoneIsLikeAnEmptyOne) {
    QDir{}.mkpath(folder_.path() + QStringLiteral("/shoal"));
    QFile file{path()};
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("[[[\x80\xff=\nwindow/appearance=purple\n");
    file.close();
    WindowSettings settings{path()};
    EXPECT_EQ(settings.appearance(), Appearance::system);
    settings.set_appearance(Appearance::light);
    EXPECT_EQ(settings.appearance(), Appearance::light);
}

}  // namespace
}  // namespace shoal::gui
