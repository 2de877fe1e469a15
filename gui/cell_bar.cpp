#include "gui/cell_bar.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QImage>
#include <QPainter>
#include <QPainterPath>

#include "gui/format.h"
#include "gui/theme.h"

namespace shoal::gui {
namespace {

std::vector<std::uint8_t> squeeze(BytesView cells, std::size_t columns, auto reduce) {
    std::vector<std::uint8_t> out(columns);
    if (cells.empty()) return out;
    for (std::size_t i = 0; i < columns; ++i) {
        const auto first = i * cells.size() / columns;
        const auto last = std::max(first + 1, (i + 1) * cells.size() / columns);
        out[i] = reduce(cells.subspan(first, last - first));
    }
    return out;
}

QRgb mix(const QColor& from, const QColor& to, double part) {
    const auto between = [part](int one, int other) { return static_cast<int>(one + (other - one) * part + 0.5); };
    return qRgb(between(from.red(), to.red()), between(from.green(), to.green()), between(from.blue(), to.blue()));
}

}  // namespace

std::vector<std::uint8_t> mean_cells(BytesView cells, std::size_t columns) {
    return squeeze(cells, columns, [](BytesView part) {
        std::size_t sum = 0;
        bool any = false;
        for (const auto cell : part) {
            sum += std::to_integer<std::size_t>(cell);
            any = any || cell != Byte{0};
        }
        return static_cast<std::uint8_t>(std::max<std::size_t>(sum / part.size(), any ? 1 : 0));
    });
}

std::vector<std::uint8_t> least_cells(BytesView cells, std::size_t columns) {
    return squeeze(cells, columns,
                   [](BytesView part) { return std::to_integer<std::uint8_t>(*std::ranges::min_element(part)); });
}

CellBar::CellBar(QWidget* parent) : QWidget{parent} {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize CellBar::sizeHint() const {
    return {fontMetrics().averageCharWidth() * 60, minimumSizeHint().height()};
}

QSize CellBar::minimumSizeHint() const {
    return {fontMetrics().averageCharWidth() * 10, static_cast<int>(fontMetrics().height() * height_in_lines())};
}

void CellBar::paintEvent(QPaintEvent*) {
    QPainter painter{this};
    // What is painted on need not be the screen that the widget is on.
    const auto ratio = std::abs(painter.deviceTransform().m11());
    const auto columns = static_cast<std::size_t>(std::max(1.0, width() * ratio));
    const auto line = colours_at(columns);
    QImage strip{static_cast<int>(columns), 1, QImage::Format_RGB32};
    for (std::size_t i = 0; i < columns; ++i) strip.setPixel(static_cast<int>(i), 0, line[i]);
    if (layoutDirection() == Qt::RightToLeft) strip = strip.mirrored(true, false);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath shape;
    const auto round = std::min(4.0, height() / 2.0);
    shape.addRoundedRect(QRectF{rect()}, round, round);
    painter.setClipPath(shape);
    painter.drawImage(QRectF{rect()}, strip);
}

ChunkMapBar::ChunkMapBar(QWidget* parent) : CellBar{parent} {
    setObjectName(QStringLiteral("chunk_map"));
    setAccessibleName(tr("Parts that are here"));
    set_have({});
}

void ChunkMapBar::set_have(Bytes have) {
    have_ = std::move(have);
    std::size_t whole = 0;
    for (const auto cell : have_) whole += cell == Byte{255} ? 1 : 0;
    setAccessibleDescription(
        have_.empty()
            ? tr("Not known yet")
            : tr("%1 of %Ln part(s) are whole", nullptr, static_cast<int>(have_.size())).arg(format_count(whole)));
    update();
}

std::vector<QRgb> ChunkMapBar::colours_at(std::size_t columns) const {
    const auto& ink = colours(palette());
    std::vector<QRgb> out;
    out.reserve(columns);
    for (const auto cell : mean_cells(have_, columns)) {
        // What is just begun must be seen beside what is not.
        out.push_back(cell == 0 ? ink.track.rgb() : mix(ink.track, ink.accent, 0.25 + 0.75 * cell / 255));
    }
    return out;
}

double ChunkMapBar::height_in_lines() const {
    return 1.5;
}

AvailabilityBar::AvailabilityBar(QWidget* parent) : CellBar{parent} {
    setObjectName(QStringLiteral("availability"));
    setAccessibleName(tr("Parts that peers have"));
    set_peers({}, {});
}

void AvailabilityBar::set_peers(Bytes peers, Bytes have) {
    peers_ = std::move(peers);
    have_ = std::move(have);
    if (peers_.empty()) {
        setAccessibleDescription(tr("Not known yet"));
    } else {
        const auto least = std::to_integer<int>(*std::ranges::min_element(peers_));
        setAccessibleDescription(least > 0 ? tr("Every part is with at least %Ln peer(s)", nullptr, least)
                                           : tr("Some parts are with no peer"));
    }
    update();
}

std::vector<QRgb> AvailabilityBar::colours_at(std::size_t columns) const {
    const auto& ink = colours(palette());
    const auto peers = least_cells(peers_, columns);
    const auto have = least_cells(have_, columns);
    const auto most = std::max<std::uint8_t>(1, peers.empty() ? std::uint8_t{1} : *std::ranges::max_element(peers));
    std::vector<QRgb> out;
    out.reserve(columns);
    for (std::size_t i = 0; i < columns; ++i) {
        if (peers[i] > 0) {
            out.push_back(mix(ink.track, ink.good, 0.35 + 0.65 * peers[i] / most));
        } else {
            const bool missing = !peers_.empty() && have[i] < 255;
            out.push_back(missing ? mix(ink.track, ink.bad, 0.75) : ink.track.rgb());
        }
    }
    return out;
}

double AvailabilityBar::height_in_lines() const {
    return 0.6;
}

}  // namespace shoal::gui
