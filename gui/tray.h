#pragma once
// The icon in the system tray, where the desktop has one.

#include <cstdint>
#include <memory>

#include <QIcon>
#include <QMenu>
#include <QObject>
#include <QString>

class QSystemTrayIcon;

namespace shoal::gui {

/// A place in the tray; tests have one of their own.
class TrayPlace : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;
    [[nodiscard]] virtual bool is_available() const = 0;
    /// Shows it from now on. The menu lives longer.
    virtual void put(const QIcon& icon, QMenu& menu) = 0;
    virtual void set_tooltip(const QString& text) = 0;

Q_SIGNALS:
    /// Somebody clicked it.
    void clicked();
};

/// The desktop's.
class SystemTrayPlace : public TrayPlace {
    Q_OBJECT

public:
    explicit SystemTrayPlace(QObject* parent = nullptr);
    [[nodiscard]] bool is_available() const override;
    void put(const QIcon& icon, QMenu& menu) override;
    void set_tooltip(const QString& text) override;

private:
    QSystemTrayIcon* icon_;
};

class Tray : public QObject {
    Q_OBJECT

public:
    /// Nothing is shown where there is no tray. `place` lives longer.
    explicit Tray(TrayPlace& place, QObject* parent = nullptr);
    [[nodiscard]] bool is_shown() const { return is_shown_; }
    /// In bytes a second.
    void show_rates(std::uint64_t down, std::uint64_t up);

Q_SIGNALS:
    void show_wanted();
    void share_wanted();
    void paste_wanted();
    void pause_all();
    void resume_all();
    void quit_wanted();

private:
    TrayPlace& place_;
    QMenu menu_;
    QString tooltip_;
    bool is_shown_ = false;
};

}  // namespace shoal::gui
