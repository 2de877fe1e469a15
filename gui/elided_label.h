#pragma once
// One line of text that is as long as there is room for it; the whole of it in the tool tip and for screen readers.

#include <QLabel>

namespace shoal::gui {

class ElidedLabel : public QLabel {
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget* parent = nullptr);
    void set_full_text(const QString& text);
    [[nodiscard]] const QString& full_text() const { return full_; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void elide();
    QString full_;
};

}  // namespace shoal::gui
