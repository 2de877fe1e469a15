#pragma once
// How Shoal looks: one style on every desktop, light or dark, and the colours that our own painting takes.

#include <cstdint>

#include <QColor>
#include <QIcon>
#include <QPalette>
#include <QString>

class QApplication;

namespace shoal::gui {

enum class Appearance : std::uint8_t {
    system,  ///< as the desktop has it
    light,
    dark,
};

/// What means something, as opposed to what is only drawn (QPalette has that).
struct Colours {
    QColor accent;  ///< what moves, what can be clicked
    QColor good;    ///< complete, healthy
    QColor warn;    ///< waits, is slow
    QColor bad;     ///< trouble
    QColor down;    ///< of graphs
    QColor up;      ///< of graphs
    QColor track;   ///< the empty part of a bar
    QColor subtle;  ///< text that says less
    QColor line;    ///< between things
    QColor raised;  ///< ground of cards
};

/// Sets style and palette of the whole program; again whenever it is called.
void apply_appearance(QApplication& application, Appearance appearance);
/// Whether a palette is a dark one.
[[nodiscard]] bool is_dark(const QPalette& palette);
/// To the palette that a widget has.
[[nodiscard]] const Colours& colours(const QPalette& palette);

/// A symbol of ours (gui/icons/NAME.svg) in the colour of the palette's text, grey where disabled. An unknown name is
/// our own mistake.
[[nodiscard]] QIcon symbol(const QString& name);
/// The same in one colour.
[[nodiscard]] QPixmap symbol_pixmap(const QString& name, const QColor& colour, int size, qreal ratio);

}  // namespace shoal::gui
