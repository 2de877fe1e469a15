#include "gui/subtle_label.h"

#include <QApplication>
#include <QEvent>

#include "gui/theme.h"

namespace shoal::gui {

SubtleLabel::SubtleLabel(QWidget* parent) : QLabel{parent} {
    setTextFormat(Qt::PlainText);
    take_colour();
}

void SubtleLabel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::ApplicationPaletteChange) take_colour();
    QLabel::changeEvent(event);
}

// Of the program's palette, as its own has its own colour already.
void SubtleLabel::take_colour() {
    auto mine = palette();
    mine.setColor(QPalette::WindowText, colours(QApplication::palette()).subtle);
    setPalette(mine);
}

}  // namespace shoal::gui
