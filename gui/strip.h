#pragma once
// A line across the window above the list: a sentence, and buttons for what can be done about it.

#include <cstdint>

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QWidget>

namespace shoal::gui {

/// Hidden until it has something to say.
class Strip : public QWidget {
    Q_OBJECT

public:
    enum class Tone : std::uint8_t { offer, trouble };

protected:
    Strip(Tone tone, QWidget* parent);
    /// The strip's own, behind those that were added before. `name`: of the object.
    [[nodiscard]] QPushButton* add_button(const QString& name, const QString& text);
    void say(const QString& text);
    /// Says nothing any more, and hides.
    void fall_silent();
    void paintEvent(QPaintEvent* event) override;

private:
    Tone tone_;
    QLabel* text_;
    QHBoxLayout* row_;
};

}  // namespace shoal::gui
