#pragma once
// A flat button whose words are as long as there is room for them; screen readers have the whole of them.

#include <QToolButton>

namespace shoal::gui {

class ElidedButton : public QToolButton {
    Q_OBJECT

public:
    explicit ElidedButton(QWidget* parent = nullptr);
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

}  // namespace shoal::gui
