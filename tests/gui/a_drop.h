#pragma once
// Drags as a window system would send them.

#include <QCoreApplication>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QMimeData>
#include <QWidget>

namespace shoal::gui {

inline bool drag_over(QWidget* widget, const QMimeData& data) {
    QDragEnterEvent enter{{10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier};
    QCoreApplication::sendEvent(widget, &enter);
    return enter.isAccepted();
}

/// Over it and let go. Whether it was taken.
inline bool drop_on(QWidget* widget, const QMimeData& data) {
    if (!drag_over(widget, data)) return false;
    QDropEvent drop{{10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier};
    QCoreApplication::sendEvent(widget, &drop);
    return drop.isAccepted();
}

}  // namespace shoal::gui
