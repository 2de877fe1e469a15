#include "gui/drop_overlay.h"

#include <QApplication>
#include <QMimeData>
#include <QSignalSpy>
#include <QUrl>

#include <gtest/gtest.h>

#include "gui/theme.h"
#include "tests/gui/a_drop.h"
#include "tests/gui/a_link.h"
#include "tests/gui/golden.h"
#include "tests/gui/plain_english.h"

namespace shoal::gui {
namespace {

class DropOverlayTest : public testing::Test {
protected:
    DropOverlayTest() {
        window.resize(480, 320);
        window.show();
        files.setUrls({QUrl::fromLocalFile(QStringLiteral("/home/iris/holiday photos"))});
        links.setText(a_link());
    }
    QWidget window;
    DropOverlay overlay{&window};
    QMimeData files, links;
};

TEST_F(DropOverlayTest, CoversTheWindowDuringADrag) {
    EXPECT_TRUE(overlay.isHidden());
    EXPECT_TRUE(drag_over(&window, files));
    EXPECT_FALSE(overlay.isHidden());
    EXPECT_EQ(overlay.geometry(), window.rect());
    EXPECT_EQ(overlay.accessibleName(), QStringLiteral("Drop to share"));
    window.resize(600, 400);
    EXPECT_EQ(overlay.geometry(), window.rect());
    QDragLeaveEvent leave;
    QCoreApplication::sendEvent(&overlay, &leave);
    EXPECT_TRUE(overlay.isHidden());
}

TEST_F(DropOverlayTest, HandsOnFilesDroppedOnTheWindowOrOnItself) {
    QSignalSpy dropped{&overlay, &DropOverlay::paths_dropped};
    EXPECT_TRUE(drop_on(&window, files));
    EXPECT_TRUE(drag_over(&window, files));
    EXPECT_TRUE(drop_on(&overlay, files));
    ASSERT_EQ(dropped.count(), 2);
    EXPECT_EQ(dropped[1][0].toStringList(), QStringList{QStringLiteral("/home/iris/holiday photos")});
    EXPECT_TRUE(overlay.isHidden());
}

TEST_F(DropOverlayTest, HandsOnLinks) {
    QSignalSpy dropped{&overlay, &DropOverlay::links_dropped};
    EXPECT_TRUE(drag_over(&window, links));
    EXPECT_EQ(overlay.accessibleName(), QStringLiteral("Drop to get"));
    EXPECT_TRUE(drop_on(&overlay, links));
    ASSERT_EQ(dropped.count(), 1);
    EXPECT_EQ(dropped[0][0].toStringList(), QStringList{a_link()});
}

TEST_F(DropOverlayTest, DoesNotTakeWhatShoalCannotUse) {
    QMimeData other;
    other.setText(QStringLiteral("good morning"));
    EXPECT_FALSE(drag_over(&window, other));
    EXPECT_TRUE(overlay.isHidden());
}

TEST_F(DropOverlayTest, LooksAsItShould) {
    const PlainEnglish english;
    for (const auto& [appearance, suffix] : {std::pair{Appearance::light, "light"}, {Appearance::dark, "dark"}}) {
        apply_appearance(*qApp, appearance);
        EXPECT_TRUE(drag_over(&window, appearance == Appearance::light ? files : links));
        EXPECT_TRUE(is_golden(picture_of(window), QStringLiteral("drop_overlay_%1").arg(QLatin1String{suffix})));
        overlay.hide();
    }
    apply_appearance(*qApp, Appearance::light);
}

}  // namespace
}  // namespace shoal::gui
