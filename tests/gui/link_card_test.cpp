#include "gui/link_card.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <gtest/gtest.h>

#include "gui/link_dialog.h"
#include "gui/notice.h"
#include "gui/qr_picture.h"
#include "gui/text_label.h"
#include "gui/theme.h"
#include "tests/gui/a_link.h"
#include "tests/gui/fake_client.h"
#include "tests/gui/golden.h"
#include "tests/gui/plain_english.h"

namespace shoal::gui {
namespace {

SharedLink a_shared_link() {
    return {.name = QStringLiteral("holiday photos"),
            .link = a_link(),
            .short_link = a_short_link(),
            .files = 128,
            .bytes = 80ULL << 20U};
}

QString name_of(QWidget* widget) {
    return QAccessible::queryAccessibleInterface(widget)->text(QAccessible::Name);
}

class LinkCardTest : public testing::Test {
protected:
    LinkCardTest() { card.show_link(a_shared_link()); }
    ~LinkCardTest() override { apply_appearance(*qApp, Appearance::light); }
    template <class W>
    W* child(const char* name) {
        return card.findChild<W*>(QLatin1String{name});
    }
    LinkCard card;
};

TEST_F(LinkCardTest, CopiesTheWholeLinkAndSaysSo) {
    card.show();
    auto* copy = child<QPushButton>("link_card_copy");
    QTest::keyClick(copy, Qt::Key_Space);
    EXPECT_EQ(QGuiApplication::clipboard()->text(), a_link());
    EXPECT_EQ(copy->text(), QStringLiteral("Copied"));
    EXPECT_EQ(QAccessible::queryAccessibleInterface(copy)->text(QAccessible::Description), QStringLiteral("Copied"));
    card.show_link(a_shared_link());
    EXPECT_NE(copy->text(), QStringLiteral("Copied"));
}

TEST_F(LinkCardTest, CopiesACommandThatAShellReadsAsOneLink) {
    QTest::mouseClick(child<QPushButton>("link_card_command"), Qt::LeftButton);
    EXPECT_EQ(QGuiApplication::clipboard()->text(), QStringLiteral("shoal get '%1'").arg(a_link()));
}

TEST_F(LinkCardTest, ShowsTheLinkFromItsBeginningAndLetsNobodyChangeIt) {
    auto* link = child<QLineEdit>("link_card_link");
    EXPECT_EQ(link->text(), a_link());
    EXPECT_TRUE(link->isReadOnly());
    EXPECT_EQ(link->cursorPosition(), 0);
    EXPECT_TRUE(link->inputMethodHints().testFlag(Qt::ImhSensitiveData));
}

TEST_F(LinkCardTest, SaysToKeepShoalRunning) {
    QStringList told;
    for (auto* notice : card.findChildren<Notice*>()) told.push_back(notice->text());
    EXPECT_TRUE(
        told.contains(QStringLiteral("Keep Shoal running: others fetch from this computer until they have it all.")));
}

TEST_F(LinkCardTest, NamesItsControls) {
    EXPECT_EQ(name_of(child<QLineEdit>("link_card_link")), QStringLiteral("Link"));
    EXPECT_EQ(name_of(child<QPushButton>("link_card_copy")), QStringLiteral("Copy link"));
    EXPECT_EQ(name_of(card.findChild<QrPicture*>()), QStringLiteral("QR code of the link to holiday photos"));
}

TEST_F(LinkCardTest, SavesAPictureOfTheCode) {
    const QTemporaryDir folder;
    const auto path = folder.filePath(QStringLiteral("code.png"));
    EXPECT_TRUE(card.save_picture(path));
    const QImage image{path};
    ASSERT_FALSE(image.isNull());
    EXPECT_EQ(image.pixelColor(0, 0), QColor{Qt::white});
    EXPECT_EQ(image.pixelColor(45, 45), QColor{Qt::black});  // the corner of the first finder, behind the quiet zone
    EXPECT_FALSE(card.save_picture(folder.filePath(QStringLiteral("no/such/folder.png"))));
}

TEST_F(LinkCardTest, MakesNamesFromOutsideHarmless) {
    auto shared = a_shared_link();
    shared.name = QStringLiteral("a\u202eb<b>c</b>");
    card.show_link(shared);
    auto* name = child<TextLabel>("link_card_name");
    EXPECT_FALSE(name->text().contains(QChar{0x202e}));
    EXPECT_EQ(name->textFormat(), Qt::PlainText);
}

TEST_F(LinkCardTest, LooksAsItShould) {
    const PlainEnglish english;
    for (const auto& [appearance, suffix] : {std::pair{Appearance::light, "light"}, {Appearance::dark, "dark"}}) {
        apply_appearance(*qApp, appearance);
        LinkCard fresh;
        fresh.show_link(a_shared_link());
        fresh.resize(680, fresh.heightForWidth(680) > 0 ? fresh.heightForWidth(680) : 320);
        EXPECT_TRUE(is_golden(picture_of(fresh), QStringLiteral("link_card_%1").arg(QLatin1String{suffix})));
    }
}

TEST(QrPictureTest, LooksAsItShould) {
    if (!QrPicture::is_available()) GTEST_SKIP() << "made without QR codes";
    for (const auto& [appearance, suffix] : {std::pair{Appearance::light, "light"}, {Appearance::dark, "dark"}}) {
        apply_appearance(*qApp, appearance);
        QrPicture picture;
        picture.show_link(a_short_link(), QStringLiteral("holiday photos"));
        picture.resize(170, 200);
        EXPECT_TRUE(is_golden(picture_of(picture), QStringLiteral("qr_picture_%1").arg(QLatin1String{suffix})));
        QImage fine{340, 400, QImage::Format_ARGB32};
        fine.setDevicePixelRatio(2);
        fine.fill(Qt::transparent);
        picture.render(&fine);
        if (appearance == Appearance::dark) continue;
        EXPECT_TRUE(is_golden(fine, QStringLiteral("qr_picture_ratio_2")));
    }
    apply_appearance(*qApp, Appearance::light);
}

TEST(QrPictureTest, HidesItselfWhereThereIsNoLink) {
    QWidget window;
    QrPicture picture{&window};
    picture.show_link({}, {});
    EXPECT_TRUE(picture.isHidden());
    EXPECT_TRUE(picture.image(4).isNull());
}

class LinkDialogTest : public testing::Test {
protected:
    FakeClient client;
};

TEST_F(LinkDialogTest, ShowsTheLinkOfAShare) {
    client.become_ready();
    client.answer<GetLink>([](const GetLink&) {
        return LinkView{a_link().toStdString(), a_short_link().toStdString()};
    });
    LinkDialog dialog{client, "abcdefgh", QStringLiteral("holiday photos")};
    dialog.show();
    FakeClient::settle();
    ASSERT_EQ(client.asked<GetLink>().size(), 1U);
    EXPECT_EQ(client.asked<GetLink>()[0].tag, "abcdefgh");
    EXPECT_EQ(dialog.findChild<QLineEdit*>(QStringLiteral("link_card_link"))->text(), a_link());
    EXPECT_FALSE(dialog.windowTitle().contains(QStringLiteral("shoal:b")));
    EXPECT_FALSE(dialog.windowTitle().contains(QStringLiteral("magnet")));
    QTest::keyClick(&dialog, Qt::Key_Escape);
    EXPECT_TRUE(dialog.isHidden());
}

TEST_F(LinkDialogTest, WaitsForAnEngineThatIsAway) {
    LinkDialog dialog{client, "abcdefgh", QStringLiteral("holiday photos")};
    FakeClient::settle();
    EXPECT_FALSE(dialog.findChild<Notice*>()->text().isEmpty());
    EXPECT_TRUE(dialog.findChild<LinkCard*>()->isHidden());
    client.answer<GetLink>([](const GetLink&) {
        return LinkView{a_link().toStdString(), a_short_link().toStdString()};
    });
    client.become_ready();
    FakeClient::settle();
    EXPECT_FALSE(dialog.findChild<LinkCard*>()->isHidden());
}

TEST_F(LinkDialogTest, SaysThatAShareIsGone) {
    client.become_ready();
    client.answer<GetLink>([](const GetLink&) { return fail(Errc::not_found, "no such share"); });
    LinkDialog dialog{client, "abcdefgh", QStringLiteral("holiday photos")};
    FakeClient::settle();
    EXPECT_EQ(dialog.findChild<Notice*>()->text(), QStringLiteral("This share is not there any more."));
    EXPECT_TRUE(dialog.findChild<QPushButton*>(QStringLiteral("link_dialog_again"))->isHidden());
}

}  // namespace
}  // namespace shoal::gui
