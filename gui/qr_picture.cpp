#include "gui/qr_picture.h"

#include <algorithm>
#include <memory>

#include <QPainter>

#ifdef SHOAL_WITH_QR
#include <qrencode.h>
#endif

namespace shoal::gui {
namespace {

constexpr int quiet_zone = 4;  // modules on each side (ISO/IEC 18004)

struct Code {
    int width = 0;
    std::vector<bool> dark{};
};

/// Nothing (width 0) if it cannot be made.
Code code_of(const QByteArray& text) {
#ifdef SHOAL_WITH_QR
    // The lowest level of correction gives the smallest code; a screen has neither dirt nor scratches.
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> made{
        QRcode_encodeString(text.constData(), 0, QR_ECLEVEL_L, QR_MODE_8, /*casesensitive=*/1), &QRcode_free};
    if (!made) return {};
    Code out{.width = made->width};
    const auto count = static_cast<std::size_t>(made->width) * static_cast<std::size_t>(made->width);
    for (std::size_t i = 0; i < count; ++i) out.dark.push_back((made->data[i] & 1U) != 0);
    return out;
#else
    static_cast<void>(text);
    return {};
#endif
}

}  // namespace

bool QrPicture::is_available() {
#ifdef SHOAL_WITH_QR
    return true;
#else
    return false;
#endif
}

QrPicture::QrPicture(QWidget* parent) : QWidget{parent} {
    auto policy = QSizePolicy{QSizePolicy::Preferred, QSizePolicy::Preferred};
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    hide();
}

void QrPicture::show_link(const QString& short_link, const QString& name) {
    // In upper case a camera reads the same link, and the code is the smallest.
    auto code = short_link.isEmpty() ? Code{} : code_of(short_link.toUpper().toUtf8());
    width_ = code.width;
    dark_ = std::move(code.dark);
    setAccessibleName(tr("QR code of the link to %1").arg(name));
    setAccessibleDescription(tr("The camera of a phone reads the link from it."));
    setVisible(width_ > 0);
    updateGeometry();
    update();
}

int QrPicture::wide() const {
    return width_ + 2 * quiet_zone;
}

QSize QrPicture::sizeHint() const {
    const int module = std::max(2, fontMetrics().height() * 11 / wide());
    return {module * wide(), module * wide()};
}

QSize QrPicture::minimumSizeHint() const {
    return {wide() * 2, wide() * 2};  // two pixels for a module: less is not read from a screen
}

QImage QrPicture::image(int module) const {
    if (width_ == 0) return {};
    QImage out{wide() * module, wide() * module, QImage::Format_RGB32};
    out.fill(Qt::white);
    QPainter painter{&out};
    draw(painter, module);
    return out;
}

void QrPicture::draw(QPainter& painter, qreal module) const {
    for (int y = 0; y < width_; ++y) {
        for (int x = 0; x < width_; ++x) {
            if (!dark_[static_cast<std::size_t>(y * width_ + x)]) continue;
            painter.fillRect(QRectF{(x + quiet_zone) * module, (y + quiet_zone) * module, module, module}, Qt::black);
        }
    }
}

// A module is a whole number of the screen's pixels, so that every edge is sharp.
void QrPicture::paintEvent(QPaintEvent*) {
    if (width_ == 0) return;
    QPainter painter{this};
    const auto ratio = devicePixelRatioF();
    const int pixels = static_cast<int>(std::min(width(), height()) * ratio) / wide();
    const auto module = std::max(pixels, 1) / ratio;
    const auto side = module * wide();
    const auto left = static_cast<int>((width() - side) / 2 * ratio) / ratio;
    const auto top = static_cast<int>((height() - side) / 2 * ratio) / ratio;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Qt::white);
    painter.drawRoundedRect(QRectF{left, top, side, side}, module * 2, module * 2);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.translate(left, top);
    draw(painter, module);
}

}  // namespace shoal::gui
