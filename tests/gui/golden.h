#pragma once
// Pictures that a widget must give again. SHOAL_GOLDEN_UPDATE=1 in the environment writes them anew: look at each
// before it is kept.

#include <QImage>
#include <QString>
#include <QWidget>

#include <gtest/gtest.h>

namespace shoal::gui {

/// Compares with tests/gui/golden/NAME.png. A pixel differs if a channel is more than 8 of 255 away; up to one in a
/// thousand may, as text is drawn a little differently from version to version. Where it fails, the picture and the
/// difference are written into the build directory, and the message says where.
[[nodiscard]] testing::AssertionResult is_golden(const QImage& seen, const QString& name);
/// What the widget shows, at its size, without being on a screen.
[[nodiscard]] QImage picture_of(QWidget& widget);

}  // namespace shoal::gui
