#include "gui/theme.h"

#include <QApplication>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QStyle>
#include <QStyleFactory>
#include <QSvgRenderer>

namespace shoal::gui {
namespace {

QPalette make_palette(bool dark) {
    const auto rgb = [dark](QRgb light_value, QRgb dark_value) { return QColor{dark ? dark_value : light_value}; };
    const auto window = rgb(0xfff4f5f7, 0xff1e2126), base = rgb(0xffffffff, 0xff16181c);
    const auto text = rgb(0xff1c2025, 0xffe6e9ee), quiet = rgb(0xff9aa1ab, 0xff69717c);
    const auto button = rgb(0xffffffff, 0xff2b3038), accent = rgb(0xff0b6bcb, 0xff3b8fe8);
    QPalette out{text, button, base,  rgb(0xffc9ced6, 0xff0d0f12), rgb(0xffdfe3e8, 0xff3a4049), text,
                 text, base,   window};
    out.setColor(QPalette::Midlight, rgb(0xffe8ebef, 0xff31363f));
    out.setColor(QPalette::AlternateBase, rgb(0xfff8f9fb, 0xff1b1e23));
    out.setColor(QPalette::ToolTipBase, rgb(0xff22262c, 0xff343a44));
    out.setColor(QPalette::ToolTipText, QColor{0xfff4f5f7});
    out.setColor(QPalette::PlaceholderText, quiet);
    out.setColor(QPalette::Highlight, accent);
    out.setColor(QPalette::HighlightedText, Qt::white);
    out.setColor(QPalette::Link, accent);
    out.setColor(QPalette::LinkVisited, accent);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        out.setColor(QPalette::Disabled, role, quiet);
    }
    out.setColor(QPalette::Disabled, QPalette::Highlight, quiet);
    return out;
}

/// An SVG whose ink is `currentColor`, drawn in the colour of the moment.
class SymbolEngine : public QIconEngine {
public:
    explicit SymbolEngine(QString name) : name_{std::move(name)} {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        const auto ratio = painter->device()->devicePixelRatioF();
        const auto size = std::min(rect.width(), rect.height());
        const QRect square{rect.x() + (rect.width() - size) / 2, rect.y() + (rect.height() - size) / 2, size, size};
        painter->drawPixmap(square, symbol_pixmap(name_, ink(mode), size, ratio));
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State) override {
        return symbol_pixmap(name_, ink(mode), std::min(size.width(), size.height()), 1.0);
    }
    [[nodiscard]] QIconEngine* clone() const override { return new SymbolEngine{name_}; }

private:
    static QColor ink(QIcon::Mode mode) {
        const auto palette = QApplication::palette();
        if (mode == QIcon::Disabled) return palette.color(QPalette::Disabled, QPalette::ButtonText);
        if (mode == QIcon::Selected) return palette.color(QPalette::HighlightedText);
        return palette.color(QPalette::ButtonText);
    }
    QString name_;
};

}  // namespace

void apply_appearance(QApplication& application, Appearance appearance) {
    // Before the first call the palette is the desktop's.
    static const bool desktop_is_dark = is_dark(QApplication::palette());
    const bool dark = appearance == Appearance::dark || (appearance == Appearance::system && desktop_is_dark);
    if (application.style()->name().compare(QStringLiteral("fusion"), Qt::CaseInsensitive) != 0) {
        QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    }
    QApplication::setPalette(make_palette(dark));
}

bool is_dark(const QPalette& palette) {
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

const Colours& colours(const QPalette& palette) {
    static const Colours light{.accent = 0xff0b6bcb,
                               .good = 0xff1a8a4c,
                               .warn = 0xffb06a00,
                               .bad = 0xffc4332b,
                               .down = 0xff0b6bcb,
                               .up = 0xff8a4fbf,
                               .track = 0xffe1e5ea,
                               .subtle = 0xff646c77,
                               .line = 0xffdde1e6,
                               .raised = 0xffffffff};
    static const Colours dark{.accent = 0xff58a6f5,
                              .good = 0xff46b878,
                              .warn = 0xffe0a23c,
                              .bad = 0xfff06d64,
                              .down = 0xff58a6f5,
                              .up = 0xffb98be6,
                              .track = 0xff343a43,
                              .subtle = 0xff9aa3af,
                              .line = 0xff343a43,
                              .raised = 0xff252930};
    return is_dark(palette) ? dark : light;
}

QIcon symbol(const QString& name) {
    Q_ASSERT(QFile::exists(QStringLiteral(":/icons/%1.svg").arg(name)));
    return QIcon{new SymbolEngine{name}};
}

QPixmap symbol_pixmap(const QString& name, const QColor& colour, int size, qreal ratio) {
    const auto pixels = std::max(1, static_cast<int>(size * ratio));
    const auto key = QStringLiteral("shoal/%1/%2/%3").arg(name).arg(colour.rgba(), 0, 16).arg(pixels);
    QPixmap out;
    if (QPixmapCache::find(key, &out)) return out;
    QFile file{QStringLiteral(":/icons/%1.svg").arg(name)};
    if (!file.open(QIODevice::ReadOnly)) return out;
    QSvgRenderer drawing{file.readAll().replace("currentColor", colour.name(QColor::HexRgb).toLatin1())};
    out = QPixmap{pixels, pixels};
    out.fill(Qt::transparent);
    {
        QPainter painter{&out};
        drawing.render(&painter);
    }
    out.setDevicePixelRatio(ratio);
    QPixmapCache::insert(key, out);
    return out;
}

}  // namespace shoal::gui
