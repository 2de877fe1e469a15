#include "gui/tray.h"

#include <QSystemTrayIcon>

#include "gui/application_icon.h"
#include "gui/format.h"

namespace shoal::gui {

SystemTrayPlace::SystemTrayPlace(QObject* parent) : TrayPlace{parent}, icon_{new QSystemTrayIcon{this}} {
    connect(icon_, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick) Q_EMIT clicked();
    });
}

bool SystemTrayPlace::is_available() const {
    return QSystemTrayIcon::isSystemTrayAvailable();
}

void SystemTrayPlace::put(const QIcon& icon, QMenu& menu) {
    icon_->setIcon(icon);
    icon_->setContextMenu(&menu);
    icon_->show();
}

void SystemTrayPlace::set_tooltip(const QString& text) {
    icon_->setToolTip(text);
}

Tray::Tray(TrayPlace& place, QObject* parent) : QObject{parent}, place_{place} {
    const auto add = [this](const char* name, const QString& text, void (Tray::*wanted)()) {
        auto* action = menu_.addAction(text);
        action->setObjectName(QLatin1String{name});
        connect(action, &QAction::triggered, this, wanted);
    };
    add("show", tr("Show &window"), &Tray::show_wanted);
    menu_.addSeparator();
    add("share", tr("&Share…"), &Tray::share_wanted);
    add("paste", tr("&Get copied link"), &Tray::paste_wanted);
    menu_.addSeparator();
    add("pause", tr("&Pause all"), &Tray::pause_all);
    add("resume", tr("&Resume all"), &Tray::resume_all);
    menu_.addSeparator();
    add("quit", tr("&Quit"), &Tray::quit_wanted);
    connect(&place_, &TrayPlace::clicked, this, &Tray::show_wanted);
    if (!place_.is_available()) return;
    place_.put(application_icon(), menu_);
    is_shown_ = true;
    show_rates(0, 0);
}

void Tray::show_rates(std::uint64_t down, std::uint64_t up) {
    if (!is_shown_) return;
    const auto rate = [](std::uint64_t bytes) { return bytes == 0 ? tr("nothing") : format_rate(bytes); };
    const auto text = down == 0 && up == 0 ? tr("Shoal") : tr("Shoal: receives %1, sends %2").arg(rate(down), rate(up));
    // The desktop is told over a bus each time.
    if (text != tooltip_) place_.set_tooltip(text);
    tooltip_ = text;
}

}  // namespace shoal::gui
