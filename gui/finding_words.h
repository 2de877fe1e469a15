#pragma once
// What an engine finds about itself (core/status_view.h), in the words of the window.

#include <QColor>
#include <QPalette>
#include <QString>

#include "core/status_view.h"

namespace shoal::gui {

/// Whether it is about how others reach this computer.
[[nodiscard]] bool is_about_reach(const Finding& finding);
/// Short enough for the foot of the window; the engine's own sentence for codes that are not known here.
[[nodiscard]] QString finding_sentence(const Finding& finding);
/// The engine's own sentence, whole.
[[nodiscard]] QString finding_details(const Finding& finding);
/// What a person who has a window and no terminal can do; may be empty.
[[nodiscard]] QString finding_advice(const Finding& finding);
[[nodiscard]] QColor finding_colour(const Finding& finding, const QPalette& palette);
/// The one that the foot of the window shows; nullptr if there is none.
[[nodiscard]] const Finding* most_telling(const Diagnosis& diagnosis);

}  // namespace shoal::gui
