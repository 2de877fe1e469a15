#pragma once
// How large windows are where no person said so.

class QDialog;
class QSize;
class QWidget;

namespace shoal::gui {

/// `wanted`, or what the screen has room for with a frame and bars around.
void give_first_size(QWidget& window, const QSize& wanted);
/// Makes it as high as what it shows by now has to be at this width; never smaller.
void make_room(QDialog& dialog);

}  // namespace shoal::gui
