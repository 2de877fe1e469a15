#pragma once
// The dark palette, while it lives.

#include <QApplication>

#include "gui/theme.h"

namespace shoal::gui {

class DarkTheme {
public:
    DarkTheme() { apply_appearance(*qApp, Appearance::dark); }
    ~DarkTheme() { apply_appearance(*qApp, Appearance::light); }
    DarkTheme(const DarkTheme&) = delete;
    DarkTheme& operator=(const DarkTheme&) = delete;
};

}  // namespace shoal::gui
