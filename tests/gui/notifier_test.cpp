#include "gui/notifier.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVirtualObject>
#include <QEventLoop>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTimer>

#include <gtest/gtest.h>

#include "gui/share_notices.h"
#include "gui/window_settings.h"
#include "tests/gui/fake_client.h"

namespace shoal::gui {
namespace {

/// A bus of our own, with nobody else on it.
class PrivateBus {
public:
    PrivateBus() {
        process_.start(QStringLiteral("dbus-daemon"),
                       {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address"),
                        QStringLiteral("--address=unix:dir=") + folder_.path()});
        while (process_.waitForReadyRead(10'000) && !process_.canReadLine()) continue;
        address = QString::fromUtf8(process_.readLine()).trimmed();
    }
    ~PrivateBus() {
        process_.kill();
        process_.waitForFinished();
    }
    QString address;

private:
    QTemporaryDir folder_;
    QProcess process_;
};

/// Shows notices, as a desktop does: it only remembers them.
class FakeDesktop : public QDBusVirtualObject {
public:
    explicit FakeDesktop(const QString& address)
        : bus_{QDBusConnection::connectToBus(address, QStringLiteral("fake-desktop"))} {
        EXPECT_TRUE(bus_.registerVirtualObject(path, this));
        EXPECT_TRUE(bus_.registerService(QStringLiteral("org.freedesktop.Notifications")));
    }
    ~FakeDesktop() override { QDBusConnection::disconnectFromBus(bus_.name()); }
    [[nodiscard]] QString introspect(const QString&) const override { return {}; }
    bool handleMessage(const QDBusMessage& message, const QDBusConnection& connection) override {
        if (message.member() == u"GetCapabilities") {
            return connection.send(message.createReply(QStringList{QStringLiteral("actions"), markup}));
        }
        shown.push_back(message.arguments());
        told();
        return connection.send(message.createReply(uint{7}));
    }
    void click(const QString& action) {
        auto signal = QDBusMessage::createSignal(path, QStringLiteral("org.freedesktop.Notifications"),
                                                 QStringLiteral("ActionInvoked"));
        signal << uint{7} << action;
        bus_.send(signal);
    }
    /// Waits until so many were shown.
    void wait(int count) {
        QEventLoop loop;
        QTimer::singleShot(10'000, &loop, [&] { loop.exit(1); });
        on_told = [&] {
            if (shown.size() >= count) loop.quit();
        };
        if (shown.size() < count) loop.exec();
        on_told = {};
        ASSERT_EQ(shown.size(), count);
    }

    QString markup;
    QList<QVariantList> shown;
    std::function<void()> on_told;

private:
    void told() {
        if (on_told) on_told();
    }
    const QString path = QStringLiteral("/org/freedesktop/Notifications");
    QDBusConnection bus_;
};

class NotifierTest : public testing::Test {
protected:
    void SetUp() override {
        if (QStandardPaths::findExecutable(QStringLiteral("dbus-daemon")).isEmpty()) GTEST_SKIP() << "no dbus-daemon";
        bus_ = std::make_unique<PrivateBus>();
        ASSERT_FALSE(bus_->address.isEmpty());
    }
    /// Until a signal comes.
    static void wait(QSignalSpy& spy) {
        if (spy.isEmpty()) spy.wait(10'000);
    }
    std::unique_ptr<PrivateBus> bus_;
};

TEST_F(NotifierTest, ShowsANoticeWithAWayToTheFolder) {
    FakeDesktop desktop{bus_->address};
    Notifier notifier{bus_->address};
    notifier.tell(QStringLiteral("Download complete"), QStringLiteral("a & <b>"), "abcd");
    desktop.wait(1);
    const auto& first = desktop.shown[0];
    EXPECT_EQ(first[0].toString(), QStringLiteral("Shoal"));
    EXPECT_EQ(first[1].toUInt(), 0U);
    EXPECT_EQ(first[3].toString(), QStringLiteral("Download complete"));
    EXPECT_EQ(first[4].toString(), QStringLiteral("a & <b>"));
    EXPECT_TRUE(first[5].toStringList().contains(QStringLiteral("Open folder")));

    QSignalSpy folder{&notifier, &Notifier::folder_wanted}, shown{&notifier, &Notifier::show_wanted};
    notifier.tell(QStringLiteral("Again"), {}, "abcd");
    desktop.wait(2);
    desktop.click(QStringLiteral("folder"));
    desktop.click(QStringLiteral("default"));
    wait(folder);
    wait(shown);
    ASSERT_EQ(folder.count(), 1);
    EXPECT_EQ(folder[0][0].value<std::string>(), "abcd");
    EXPECT_EQ(shown.count(), 1);
}

TEST_F(NotifierTest, NamesAreNoMarkupAndTurnNoText) {
    FakeDesktop desktop{bus_->address};
    desktop.markup = QStringLiteral("body-markup");
    Notifier notifier{bus_->address};
    notifier.tell(QStringLiteral("x"), QStringLiteral("<img src=\"x\"> \u202e gpj"), "abcd");
    desktop.wait(1);
    EXPECT_EQ(desktop.shown[0][4].toString(), QStringLiteral("&lt;img src=&quot;x&quot;&gt; \\u202e gpj"));
}

TEST_F(NotifierTest, ANewNoticeAboutAShareReplacesTheOldOne) {
    FakeDesktop desktop{bus_->address};
    Notifier notifier{bus_->address};
    notifier.tell(QStringLiteral("1"), {}, "abcd");
    desktop.wait(1);
    // The answer with the number of the first one comes after it was shown.
    QSignalSpy clicked{&notifier, &Notifier::show_wanted};
    desktop.click(QStringLiteral("default"));
    wait(clicked);
    notifier.tell(QStringLiteral("2"), {}, "abcd");
    notifier.tell(QStringLiteral("3"), {}, "efgh");
    desktop.wait(3);
    EXPECT_EQ(desktop.shown[1][1].toUInt(), 7U);
    EXPECT_EQ(desktop.shown[2][1].toUInt(), 0U);
}

TEST_F(NotifierTest, IsQuietWhereNobodyShowsNotices) {
    Notifier notifier{bus_->address};
    notifier.tell(QStringLiteral("1"), {}, "abcd");
    FakeClient::settle();
}

TEST(Notifier, IsQuietWhereThereIsNoBus) {
    ASSERT_TRUE(qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS"));
    Notifier notifier;
    notifier.tell(QStringLiteral("1"), {}, "abcd");
    FakeClient::settle();
}

TEST(ShareNotices, TellOfWhatIsCompleteOrStoppedWhileNobodyLooks) {
    QTemporaryDir folder;
    WindowSettings settings{folder.path() + QStringLiteral("/window.ini")};
    FakeClient client;
    client.answer<ListShares>([](const ListShares&) { return ShareList{{a_share()}}; });
    ShareStore store{client};
    bool is_looked_at = true;
    QStringList told;
    const ShareNotices notices{client, store, settings,
                               [&](const QString& title, const QString& text, const std::string& tag) {
                                   told.push_back(title + u'|' + text + u'|' + QString::fromStdString(tag));
                               },
                               [&] { return is_looked_at; }};
    client.become_ready();
    FakeClient::settle();
    client.say(ShareCompleted{"abcdefgh"});
    EXPECT_TRUE(told.isEmpty());
    is_looked_at = false;
    client.say(ShareCompleted{"abcdefgh"});
    client.say(ShareTroubled{"abcdefgh", "no_space", "the disk is full"});
    EXPECT_EQ(told, (QStringList{QStringLiteral("Download complete|holiday photos|abcdefgh"),
                                 QStringLiteral("“holiday photos” has stopped|the disk is full|abcdefgh")}));
    settings.set_notifies(false);
    client.say(ShareCompleted{"abcdefgh"});
    EXPECT_EQ(told.size(), 2);
}

}  // namespace
}  // namespace shoal::gui
