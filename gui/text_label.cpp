#include "gui/text_label.h"

#include <QApplication>
#include <QEvent>

#include "gui/theme.h"

namespace shoal::gui {

TextLabel::TextLabel(const QString& text, QWidget* parent, Tone tone, Size size)
    : QLabel{text, parent}, tone_{tone}, size_{size} {
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    take_font();
    take_colour();
}

void TextLabel::set_tone(Tone tone) {
    tone_ = tone;
    take_colour();
}

void TextLabel::changeEvent(QEvent* event) {
    QLabel::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange || event->type() == QEvent::PaletteChange) take_colour();
    if (event->type() == QEvent::ApplicationFontChange) take_font();
}

void TextLabel::take_colour() {
    auto palette = QApplication::palette();
    const auto& meaning = colours(palette);
    auto ink = palette.color(QPalette::WindowText);
    if (tone_ == Tone::subtle) ink = meaning.subtle;
    if (tone_ == Tone::good) ink = meaning.good;
    if (tone_ == Tone::warn) ink = meaning.warn;
    if (tone_ == Tone::bad) ink = meaning.bad;
    if (this->palette().color(QPalette::WindowText) == ink) return;
    palette.setColor(QPalette::WindowText, ink);
    setPalette(palette);
}

void TextLabel::take_font() {
    auto font = QApplication::font();
    if (size_ == Size::small) font.setPointSizeF(font.pointSizeF() * 0.9);
    if (size_ == Size::title) {
        font.setPointSizeF(font.pointSizeF() * 1.3);
        font.setWeight(QFont::DemiBold);
    }
    setFont(font);
}

}  // namespace shoal::gui
