#pragma once
// Notices of the desktop (org.freedesktop.Notifications over D-Bus). Where there is no bus, or nobody who shows them,
// nothing happens.

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>

#include <QObject>
#include <QString>

class QDBusConnection;

namespace shoal::gui {

class Notifier : public QObject {
    Q_OBJECT

public:
    /// `address` of a bus; empty: the session's. It is looked for with the first notice.
    explicit Notifier(QString address = {}, QObject* parent = nullptr);
    ~Notifier() override;

    /// Shows a notice about a share, in place of an older one about it. Does not wait.
    void tell(const QString& title, const QString& text, const std::string& tag);

Q_SIGNALS:
    /// "Open folder" was clicked on the notice of this share.
    void folder_wanted(const std::string& tag);
    /// The notice itself was clicked.
    void show_wanted(const std::string& tag);

private Q_SLOTS:
    void action_invoked(uint id, const QString& action);
    void notification_closed(uint id, uint reason);

private:
    struct Notice {
        QString title;
        QString text;
        std::string tag;
    };
    void open();
    void learn();
    void send_waiting();
    void send(const Notice& notice);

    QString address_;
    std::unique_ptr<QDBusConnection> bus_;  // empty: none, or not looked for yet
    bool is_looked_for_ = false;
    bool knows_server_ = false;  // what the one who shows them can do
    bool has_markup_ = false;
    std::deque<Notice> waiting_;         // until that is known
    std::map<uint, std::string> shown_;  // tags by notice
};

}  // namespace shoal::gui
