#pragma once
// A link as a picture that the camera of a phone reads. libqrencode stays behind the .cpp.

#include <cstddef>
#include <vector>

#include <QImage>
#include <QWidget>

namespace shoal::gui {

/// Black on white with a quiet zone in every appearance, as cameras need it; as large as its square allows in whole
/// pixels.
class QrPicture : public QWidget {
    Q_OBJECT

public:
    /// Whether this program can make them (SHOAL_WITH_QR).
    [[nodiscard]] static bool is_available();

    explicit QrPicture(QWidget* parent = nullptr);
    /// The link's short form ("shoal:b..."), which is a secret; `name` is of the share, for those who hear the window.
    /// Hides itself where there is nothing to show.
    void show_link(const QString& short_link, const QString& name);
    /// For a file, with `module` pixels for each square of it. Null if there is none.
    [[nodiscard]] QImage image(int module) const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override { return width; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] int wide() const;
    void draw(QPainter& painter, qreal module) const;

    int width_ = 0;  // modules, without the quiet zone
    std::vector<bool> dark_;
};

}  // namespace shoal::gui
