#include "gui/offer_bar.h"

#include <utility>

#include "gui/link_text.h"

namespace shoal::gui {

OfferBar::OfferBar(QWidget* parent) : Strip{Tone::offer, parent} {
    setObjectName(QStringLiteral("offer_bar"));
    auto* get = add_button(QStringLiteral("offer_get"), tr("Get it"));
    auto* dismiss = add_button(QStringLiteral("offer_dismiss"), tr("Not now"));
    connect(get, &QPushButton::clicked, this, [this] {
        const auto link = std::exchange(link_, {});
        forget();
        Q_EMIT wanted(link);
    });
    connect(dismiss, &QPushButton::clicked, this, &OfferBar::forget);
}

void OfferBar::offer(const QString& link) {
    const auto read = first_link(link);
    if (!read) return;
    link_ = link;
    const auto name = link_name(*read);
    say(name.isEmpty() ? tr("There is a link of Shoal on the clipboard.")
                       : tr("There is a link to “%1” on the clipboard.").arg(name));
}

void OfferBar::forget() {
    link_.clear();
    fall_silent();
}

}  // namespace shoal::gui
