#pragma once
// Tables and trees with room to breathe, and boxes to tick that are seen in the dark too.

#include <QProxyStyle>

class QAbstractItemView;
class QCheckBox;

namespace shoal::gui {

/// On top of the program's style.
class RoomyStyle : public QProxyStyle {
    Q_OBJECT

public:
    RoomyStyle();

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    [[nodiscard]] int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    [[nodiscard]] QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                                         const QWidget* widget) const override;
};

/// Gives it to a view and its header, and takes their frames away.
void make_roomy(QAbstractItemView& view);
/// Gives a box to tick the look of those in views.
void make_roomy(QCheckBox& box);

}  // namespace shoal::gui
