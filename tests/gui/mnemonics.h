#pragma once
// The letters that Alt reaches controls with.

#include <QStringList>

class QWidget;

namespace shoal::gui {

/// Letters that stand for more than one thing at a time: of what is seen in `window` and in its menu bar, and within
/// each menu; in words, empty: none.
[[nodiscard]] QStringList doubled_mnemonics(const QWidget& window);

}  // namespace shoal::gui
