#include "gui/empty_list.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <gtest/gtest.h>

#include "gui/theme.h"
#include "tests/gui/a_link.h"
#include "tests/gui/fake_client.h"
#include "tests/gui/golden.h"

namespace shoal::gui {
namespace {

class EmptyListTest : public testing::Test {
protected:
    void SetUp() override {
        page.resize(820, 420);
        page.show();
        FakeClient::settle();
    }
    [[nodiscard]] QPushButton& button(const char* name) { return *page.findChild<QPushButton*>(QLatin1String{name}); }
    [[nodiscard]] std::string text() {
        return page.findChild<QLabel*>(QStringLiteral("empty_text"))->text().toStdString();
    }
    EmptyList page;
};

TEST_F(EmptyListTest, NeverRepeatsALink) {
    for (const auto& link : {a_link(), a_link().left(60)}) {
        page.show_no_match({.text = link});
        EXPECT_EQ(text().find(link.toStdString()), std::string::npos);
        EXPECT_NE(text().find("link"), std::string::npos);
    }
}

TEST_F(EmptyListTest, HasWhatMattersInLittleRoom) {
    QWidget window;  // a window of its own would keep as much room as it likes
    EmptyList small{&window};
    small.setGeometry(0, 0, 420, 290);
    window.show();
    FakeClient::settle();
    const auto* share = small.findChild<QPushButton*>(QStringLiteral("empty_share"));
    const auto* get = small.findChild<QPushButton*>(QStringLiteral("empty_get"));
    EXPECT_FALSE(share->geometry().intersects(get->geometry()));
    for (const auto* each : {share, get}) {
        EXPECT_TRUE(small.rect().contains(QRect{each->mapTo(&small, QPoint{}), each->size()}));
    }
}

TEST_F(EmptyListTest, OffersToShareAndToGetAtFirst) {
    QSignalSpy share{&page, &EmptyList::share_wanted}, get{&page, &EmptyList::get_wanted};
    QTest::mouseClick(&button("empty_share"), Qt::LeftButton);
    button("empty_get").setFocus();
    QTest::keyClick(&button("empty_get"), Qt::Key_Space);
    EXPECT_EQ(share.size(), 1);
    EXPECT_EQ(get.size(), 1);
    EXPECT_FALSE(button("empty_clear").isVisible());
}

TEST_F(EmptyListTest, SaysWhatWasNotFoundAndOffersTheWholeList) {
    page.show_no_match({.text = QStringLiteral("winter \u202e")});
    EXPECT_EQ(text(), "There is no share here with “winter \\u202e” in its name, folder or labels.");
    EXPECT_FALSE(button("empty_share").isVisible());
    QSignalSpy clear{&page, &EmptyList::clear_wanted};
    QTest::mouseClick(&button("empty_clear"), Qt::LeftButton);
    EXPECT_EQ(clear.size(), 1);
    page.show_no_match({.kind = ShareFilter::Kind::problems, .label = {}, .text = {}});
    EXPECT_EQ(text(), "No share has a problem.");
    page.show_no_match({.label = "music", .text = {}});
    EXPECT_EQ(text(), "No share has the label “music”.");
}

TEST_F(EmptyListTest, LooksAsItShould) {
    for (const auto look : {Appearance::light, Appearance::dark}) {
        apply_appearance(*qApp, look);
        const QString name = look == Appearance::light ? QStringLiteral("light") : QStringLiteral("dark");
        page.show_first();
        FakeClient::settle();
        EXPECT_TRUE(is_golden(picture_of(page), QStringLiteral("empty_first_%1").arg(name)));
        page.show_no_match({.text = QStringLiteral("winter")});
        FakeClient::settle();
        EXPECT_TRUE(is_golden(picture_of(page), QStringLiteral("empty_no_match_%1").arg(name)));
    }
    apply_appearance(*qApp, Appearance::light);
}

}  // namespace
}  // namespace shoal::gui
