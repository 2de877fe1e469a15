#include "gui/first_size.h"

#include <QDialog>
#include <QLayout>
#include <QScreen>
#include <QWidget>

namespace shoal::gui {

void give_first_size(QWidget& window, const QSize& wanted) {
    const auto room = window.screen()->availableSize();
    window.resize(wanted.boundedTo({room.width() * 95 / 100, room.height() * 9 / 10}));
}

void make_room(QDialog& dialog) {
    auto* layout = dialog.layout();
    layout->activate();
    const int needed =
        layout->hasHeightForWidth() ? layout->totalHeightForWidth(dialog.width()) : layout->totalMinimumSize().height();
    if (needed > dialog.height()) dialog.resize(dialog.width(), needed);
}

}  // namespace shoal::gui
