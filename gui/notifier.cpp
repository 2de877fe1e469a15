#include "gui/notifier.h"

#include <algorithm>

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QFileInfo>

#include "gui/format.h"

namespace shoal::gui {
namespace {

const QString service = QStringLiteral("org.freedesktop.Notifications");
const QString path = QStringLiteral("/org/freedesktop/Notifications");
constexpr std::size_t max_waiting = 16;  // notices; more at once nobody reads
constexpr std::size_t max_shown = 256;   // remembered; some servers never say that one was closed

QDBusMessage call(const QString& method) {
    return QDBusMessage::createMethodCall(service, path, service, method);
}

/// Whether the session says where its bus is; else the library would try to start one.
bool has_session_bus() {
    if (!qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS")) return true;
    const auto runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    return !runtime.isEmpty() && QFileInfo::exists(runtime + QStringLiteral("/bus"));
}

}  // namespace

Notifier::Notifier(QString address, QObject* parent) : QObject{parent}, address_{std::move(address)} {}

Notifier::~Notifier() {
    if (bus_ && !address_.isEmpty()) QDBusConnection::disconnectFromBus(bus_->name());
}

void Notifier::open() {
    is_looked_for_ = true;
    if (address_.isEmpty() && !has_session_bus()) return;
    static int count = 0;  // a name of its own for each connection
    const auto name = QStringLiteral("shoal-notices-%1").arg(++count);
    auto bus = address_.isEmpty() ? QDBusConnection::sessionBus() : QDBusConnection::connectToBus(address_, name);
    if (!bus.isConnected()) return;
    bus_ = std::make_unique<QDBusConnection>(bus);
    bus_->connect(service, path, service, QStringLiteral("ActionInvoked"), this, SLOT(action_invoked(uint, QString)));
    bus_->connect(service, path, service, QStringLiteral("NotificationClosed"), this,
                  SLOT(notification_closed(uint, uint)));
    learn();
}

void Notifier::learn() {
    auto* answer = new QDBusPendingCallWatcher{bus_->asyncCall(call(QStringLiteral("GetCapabilities"))), this};
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer] {
        const QDBusPendingReply<QStringList> reply{*answer};
        answer->deleteLater();
        knows_server_ = reply.isValid();
        has_markup_ = knows_server_ && reply.value().contains(QStringLiteral("body-markup"));
        if (knows_server_) return send_waiting();
        // Nobody shows notices now; the next one asks again.
        waiting_.clear();
        is_looked_for_ = false;
    });
}

void Notifier::tell(const QString& title, const QString& text, const std::string& tag) {
    if (!is_looked_for_ && bus_) {
        is_looked_for_ = true;
        learn();
    } else if (!is_looked_for_) {
        open();
    }
    if (!bus_) return;
    waiting_.push_back({title, text, tag});
    if (waiting_.size() > max_waiting) waiting_.pop_front();
    if (knows_server_) send_waiting();
}

void Notifier::send_waiting() {
    for (; !waiting_.empty(); waiting_.pop_front()) send(waiting_.front());
}

void Notifier::send(const Notice& notice) {
    const auto former = std::ranges::find(shown_, notice.tag, &std::pair<const uint, std::string>::second);
    const uint replaces = former == shown_.end() ? 0 : former->first;
    const auto text = harmless(notice.text);
    auto message = call(QStringLiteral("Notify"));
    message << QStringLiteral("Shoal") << replaces << QStringLiteral("org.shoal.Shoal") << harmless(notice.title)
            << (has_markup_ ? text.toHtmlEscaped() : text)
            << QStringList{QStringLiteral("default"), tr("Show"), QStringLiteral("folder"), tr("Open folder")}
            << QVariantMap{{QStringLiteral("desktop-entry"), QStringLiteral("org.shoal.Shoal")}} << -1;
    auto* answer = new QDBusPendingCallWatcher{bus_->asyncCall(message), this};
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer, tag = notice.tag] {
        const QDBusPendingReply<uint> reply{*answer};
        answer->deleteLater();
        if (!reply.isValid()) return;
        if (shown_.size() >= max_shown) shown_.erase(shown_.begin());
        shown_[reply.value()] = tag;
    });
}

void Notifier::action_invoked(uint id, const QString& action) {
    const auto found = shown_.find(id);
    if (found == shown_.end()) return;
    const auto tag = found->second;
    if (action == u"folder") Q_EMIT folder_wanted(tag);
    if (action == u"default") Q_EMIT show_wanted(tag);
}

void Notifier::notification_closed(uint id, uint) {
    shown_.erase(id);
}

}  // namespace shoal::gui
