#pragma once
// The button for what a person most likely came to do; or, in red, for what cannot be undone.

#include <cstdint>

#include <QPushButton>

namespace shoal::gui {

class PrimaryButton : public QPushButton {
    Q_OBJECT

public:
    enum class Kind : std::uint8_t { accent, danger };

    /// `symbol_name`: of gui/icons, or empty.
    explicit PrimaryButton(const QString& text, QWidget* parent = nullptr, const QString& symbol_name = {});
    void set_kind(Kind kind);
    void set_symbol(const QString& name);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QColor ground() const;

    Kind kind_ = Kind::accent;
    QString symbol_;
};

}  // namespace shoal::gui
