#pragma once
// Text that says what it means by its colour and size, in whatever palette is on.

#include <cstdint>

#include <QLabel>

namespace shoal::gui {

/// Plain text only, over as many lines as it takes.
class TextLabel : public QLabel {
    Q_OBJECT

public:
    enum class Tone : std::uint8_t { plain, subtle, good, warn, bad };
    enum class Size : std::uint8_t { normal, small, title };

    explicit TextLabel(const QString& text, QWidget* parent = nullptr, Tone tone = Tone::plain,
                       Size size = Size::normal);
    void set_tone(Tone tone);

protected:
    void changeEvent(QEvent* event) override;

private:
    void take_colour();
    void take_font();

    Tone tone_;
    Size size_;
};

}  // namespace shoal::gui
