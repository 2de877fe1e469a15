#pragma once
// A sentence in its place that a person should not miss: what went wrong and what to do, or what to know.

#include <cstdint>

#include <QWidget>

namespace shoal::gui {

class TextLabel;

/// Hidden until it has something to say. A screen reader is told at once.
class Notice : public QWidget {
    Q_OBJECT

public:
    enum class Kind : std::uint8_t { info, good, warn, bad };

    explicit Notice(QWidget* parent = nullptr);
    /// `advice`: what to do; may be empty. Both plain text.
    void tell(Kind kind, const QString& text, const QString& advice = {});
    void clear();
    [[nodiscard]] QString text() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Kind kind_ = Kind::info;
    QWidget* mark_;
    TextLabel* text_;
    TextLabel* advice_;
};

}  // namespace shoal::gui
