#include "gui/drop_overlay.h"

#include <QAccessible>
#include <QDropEvent>
#include <QMimeData>
#include <QPainter>

#include "gui/share_jobs.h"
#include "gui/theme.h"

namespace shoal::gui {

DropOverlay::DropOverlay(QWidget* window) : QWidget{window} {
    setObjectName(QStringLiteral("drop_overlay"));
    setAcceptDrops(true);
    window->setAcceptDrops(true);
    window->installEventFilter(this);
    hide();
}

bool DropOverlay::eventFilter(QObject* watched, QEvent* event) {
    if (watched != parent()) return QWidget::eventFilter(watched, event);
    if (event->type() == QEvent::Resize) setGeometry(parentWidget()->rect());
    return take(*event);
}

bool DropOverlay::event(QEvent* event) {
    return take(*event) || QWidget::event(event);
}

// A drag begins above the window, and goes on above this, which lies on top by then: so that no field below takes it.
bool DropOverlay::take(QEvent& event) {
    switch (event.type()) {
    case QEvent::DragEnter:
    case QEvent::DragMove:
    case QEvent::Drop: {
        auto& drag = static_cast<QDropEvent&>(event);
        const auto dropped = dropped_from(*drag.mimeData());
        if (dropped.is_empty()) {
            drag.ignore();
            return true;
        }
        drag.setDropAction(Qt::CopyAction);  // never a move: the files stay where they are
        drag.accept();
        if (event.type() == QEvent::Drop) {
            drop(dropped);
        } else if (isHidden()) {
            appear(dropped);
        }
        return true;
    }
    case QEvent::DragLeave:
        hide();
        return true;
    default:
        return false;
    }
}

void DropOverlay::appear(const Dropped& dropped) {
    links_ = dropped.paths.isEmpty();
    const auto count = static_cast<int>(links_ ? dropped.links.size() : dropped.paths.size());
    words_ = links_ ? tr("Drop to get") : tr("Drop to share");
    details_ = links_       ? tr("%Ln Shoal link(s)", nullptr, count)
               : count == 1 ? shown_name(dropped.paths.front())
                            : tr("%Ln file(s) or folder(s), each with a link of its own", nullptr, count);
    setAccessibleName(words_);
    setAccessibleDescription(details_);
    setGeometry(parentWidget()->rect());
    raise();
    show();
    update();
    QAccessibleEvent alert{this, QAccessible::Alert};
    QAccessible::updateAccessibility(&alert);
}

void DropOverlay::drop(const Dropped& dropped) {
    hide();
    if (!dropped.paths.isEmpty()) return Q_EMIT paths_dropped(dropped.paths);
    Q_EMIT links_dropped(dropped.links);
}

void DropOverlay::paintEvent(QPaintEvent*) {
    QPainter painter{this};
    painter.setRenderHint(QPainter::Antialiasing);
    const auto& meaning = colours(palette());
    auto veil = palette().color(QPalette::Window);
    veil.setAlphaF(0.92F);
    painter.fillRect(rect(), veil);
    auto ground = meaning.accent;
    ground.setAlphaF(0.10F);
    QPen pen{meaning.accent, 2, Qt::CustomDashLine, Qt::RoundCap};
    pen.setDashPattern({4, 4});
    painter.setPen(pen);
    painter.setBrush(ground);
    painter.drawRoundedRect(QRectF{rect()}.adjusted(16, 16, -16, -16), 16, 16);

    const int line = fontMetrics().height(), mark = line * 3;
    const int top = (height() - mark - line * 4) / 2;
    painter.drawPixmap((width() - mark) / 2, top,
                       symbol_pixmap(links_ ? QStringLiteral("get") : QStringLiteral("share"), meaning.accent, mark,
                                     devicePixelRatioF()));
    auto large = font();
    large.setPointSizeF(large.pointSizeF() * 1.8);
    large.setWeight(QFont::DemiBold);
    painter.setFont(large);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(QRect{0, top + mark + line / 2, width(), line * 5 / 2}, Qt::AlignCenter, words_);
    painter.setFont(font());
    painter.setPen(meaning.subtle);
    const auto details = fontMetrics().elidedText(details_, Qt::ElideMiddle, width() - 64);
    painter.drawText(QRect{32, top + mark + line * 3, width() - 64, line * 3 / 2}, Qt::AlignCenter, details);
}

}  // namespace shoal::gui
