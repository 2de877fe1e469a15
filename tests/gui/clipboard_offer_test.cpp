#include "gui/clipboard_offer.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QSignalSpy>

#include <gtest/gtest.h>

#include "gui/link_text.h"
#include "tests/gui/a_link.h"

namespace shoal::gui {
namespace {

class ClipboardOfferTest : public testing::Test {
protected:
    /// Another program copies this.
    void copy(const QString& text) {
        content = text;
        Q_EMIT QGuiApplication::clipboard()->dataChanged();
    }
    QString content;
    int reads = 0;
    std::string known;
    ClipboardOffer offer{[this](const std::string& tag) { return tag == known; },
                         [this] {
                             ++reads;
                             return content;
                         }};
    QSignalSpy seen{&offer, &ClipboardOffer::link_seen};
};

TEST_F(ClipboardOfferTest, NeverReadsTheClipboardWhileItIsOff) {
    copy(a_link());
    Q_EMIT qApp->applicationStateChanged(Qt::ApplicationActive);
    EXPECT_EQ(reads, 0);
    EXPECT_EQ(seen.count(), 0);
    offer.set_enabled(true);
    copy(a_link());
    offer.set_enabled(false);
    reads = 0;
    copy(a_link(2));
    EXPECT_EQ(reads, 0);
    EXPECT_EQ(seen.count(), 1);
}

TEST_F(ClipboardOfferTest, OffersALinkOnce) {
    offer.set_enabled(true);
    copy(QStringLiteral("take this: ") + a_link());
    copy(QStringLiteral("other text"));
    copy(a_short_link());  // the same content
    Q_EMIT qApp->applicationStateChanged(Qt::ApplicationActive);
    ASSERT_EQ(seen.count(), 1);
    EXPECT_EQ(seen[0][0].toString(), a_link());
    copy(a_link(2));
    EXPECT_EQ(seen.count(), 2);
}

TEST_F(ClipboardOfferTest, LooksWhenTheWindowComesToTheFront) {
    offer.set_enabled(true);
    content = a_link();
    Q_EMIT qApp->applicationStateChanged(Qt::ApplicationInactive);
    EXPECT_EQ(seen.count(), 0);
    Q_EMIT qApp->applicationStateChanged(Qt::ApplicationActive);
    EXPECT_EQ(seen.count(), 1);
}

TEST_F(ClipboardOfferTest, OffersNothingThatIsKnown) {
    known = link_tag(a_magnet());
    offer.set_enabled(true);
    copy(a_link());
    EXPECT_EQ(seen.count(), 0);
}

TEST_F(ClipboardOfferTest, DoesNotOfferWhatThisProgramCopied) {
    QGuiApplication::clipboard()->setText(a_link());
    if (!QGuiApplication::clipboard()->ownsClipboard()) GTEST_SKIP() << "this platform does not tell";
    EXPECT_TRUE(others_clipboard().isEmpty());
}

}  // namespace
}  // namespace shoal::gui
