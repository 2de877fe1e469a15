#pragma once
// Text that says less than what stands beside it, in the palette of the moment.

#include <QLabel>

namespace shoal::gui {

class SubtleLabel : public QLabel {
    Q_OBJECT

public:
    explicit SubtleLabel(QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void take_colour();
};

}  // namespace shoal::gui
