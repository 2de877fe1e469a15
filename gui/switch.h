#pragma once
// On or off, drawn as a switch.

#include <QCheckBox>

namespace shoal::gui {

/// A check box in every respect but its looks; it has no text of its own, so give it an accessible name.
class Switch : public QCheckBox {
    Q_OBJECT

public:
    explicit Switch(QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    [[nodiscard]] bool hitButton(const QPoint& place) const override { return rect().contains(place); }
};

}  // namespace shoal::gui
