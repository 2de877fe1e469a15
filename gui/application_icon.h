#pragma once
// The picture that stands for Shoal.

#include <QIcon>

namespace shoal::gui {

/// As the desktop's theme has it, where it is installed; else the one that the program carries.
[[nodiscard]] QIcon application_icon();

}  // namespace shoal::gui
