#include "gui/clipboard_offer.h"

#include <utility>

#include <QClipboard>
#include <QGuiApplication>

#include "gui/link_text.h"

namespace shoal::gui {

QString others_clipboard() {
    const auto* clipboard = QGuiApplication::clipboard();
    return clipboard->ownsClipboard() ? QString{} : clipboard->text();
}

ClipboardOffer::ClipboardOffer(std::function<bool(const std::string& tag)> is_known, std::function<QString()> read,
                               QObject* parent)
    : QObject{parent}, is_known_{std::move(is_known)}, read_{read ? std::move(read) : others_clipboard} {
    connect(QGuiApplication::clipboard(), &QClipboard::dataChanged, this, &ClipboardOffer::look);
    // Not every desktop tells a program of the clipboard while it is not in front.
    connect(qApp, &QGuiApplication::applicationStateChanged, this, [this](Qt::ApplicationState state) {
        if (state == Qt::ApplicationActive) look();
    });
}

void ClipboardOffer::set_enabled(bool enabled) {
    enabled_ = enabled;
    if (!enabled) offered_.clear();
}

void ClipboardOffer::look() {
    if (!enabled_) return;
    for (const auto& link : links_in(read_())) {
        const auto magnet = Magnet::parse(link.toStdString());
        if (!magnet || is_known_(link_tag(*magnet))) continue;
        if (offered_.insert(link_tag(*magnet)).second) Q_EMIT link_seen(link);
    }
}

}  // namespace shoal::gui
