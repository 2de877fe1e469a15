#include "gui/speed_graph.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include "gui/format.h"
#include "gui/theme.h"

namespace shoal::gui {
namespace {

constexpr int grid_lines = 4;
constexpr double least_top = 1024;  // an idle share is a flat line, not noise

QString rate_text(double rate) {
    const auto whole = static_cast<std::uint64_t>(std::max(0.0, std::round(rate)));
    return whole == 0 ? SpeedGraph::tr("nothing") : format_rate(whole);
}

/// "500 KiB/s" and not "500.0 KiB/s": labels of an axis are round.
QString axis_text(double rate) {
    static constexpr std::array units{
        QT_TRANSLATE_NOOP("SpeedGraph", "%1 B/s"), QT_TRANSLATE_NOOP("SpeedGraph", "%1 KiB/s"),
        QT_TRANSLATE_NOOP("SpeedGraph", "%1 MiB/s"), QT_TRANSLATE_NOOP("SpeedGraph", "%1 GiB/s"),
        QT_TRANSLATE_NOOP("SpeedGraph", "%1 TiB/s")};
    std::size_t unit = 0;
    for (; rate >= 1024 && unit + 1 < units.size(); ++unit) rate /= 1024;
    return SpeedGraph::tr(units[unit]).arg(QLocale{}.toString(rate, 'g', 4));
}

}  // namespace

double round_rate(double bytes_a_second) {
    static constexpr std::array steps{1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0};
    double unit = 1;
    while (bytes_a_second / unit > steps.back() && unit < 1e15) unit *= 1024;
    for (const auto step : steps) {
        if (bytes_a_second <= step * unit) return step * unit;
    }
    return bytes_a_second;
}

SpeedGraph::SpeedGraph(QWidget* parent) : QWidget{parent} {
    setObjectName(QStringLiteral("speed_graph"));
    setAccessibleName(tr("Speed graph"));
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    describe();
}

void SpeedGraph::set_series(SpeedSeries series) {
    series_ = std::move(series);
    describe();
    update();
}

QSize SpeedGraph::sizeHint() const {
    return {fontMetrics().averageCharWidth() * 60, fontMetrics().height() * 12};
}

QSize SpeedGraph::minimumSizeHint() const {
    return {fontMetrics().averageCharWidth() * 30, fontMetrics().height() * 4};
}

std::size_t SpeedGraph::steps() const {
    return static_cast<std::size_t>(length_of(series_.span) / step_of(series_.span));
}

double SpeedGraph::top_rate() const {
    double most = least_top;
    for (const auto& sample : series_.samples) most = std::max({most, sample.down, sample.up});
    return round_rate(most * 0.999);  // what is written as 2.0 does not need room for 5
}

QRectF SpeedGraph::plot() const {
    const auto line = fontMetrics().height();
    // Wide enough for most, so that the graph does not shift with each new top.
    int labels = fontMetrics().horizontalAdvance(axis_text(500 * 1024));
    for (const auto part : {1.0, 0.5}) {
        labels = std::max(labels, fontMetrics().horizontalAdvance(axis_text(top_rate() * part)));
    }
    labels += line;
    QRect out = rect().adjusted(labels, line, -line / 2, -line * 3 / 2);
    if (layoutDirection() == Qt::RightToLeft) out = rect().adjusted(line / 2, line, -labels, -line * 3 / 2);
    return QRectF{out};
}

double SpeedGraph::x_of(std::size_t step) const {
    const auto area = plot();
    const auto part = static_cast<double>(step) / static_cast<double>(std::max<std::size_t>(steps() - 1, 1));
    return layoutDirection() == Qt::RightToLeft ? area.right() - part * area.width()
                                                : area.left() + part * area.width();
}

QPointF SpeedGraph::point(std::size_t sample, double rate) const {
    const auto area = plot();
    const auto step = sample + steps() - series_.samples.size();
    return {x_of(step), area.bottom() - area.height() * std::min(1.0, rate / top_rate())};
}

QString SpeedGraph::time_label(std::int64_t ago_ms) const {
    if (ago_ms <= 0) return tr("now");
    return tr("%1 ago").arg(format_duration(static_cast<std::uint64_t>(ago_ms / 1000)));
}

void SpeedGraph::paintEvent(QPaintEvent*) {
    QPainter painter{this};
    painter.setRenderHint(QPainter::Antialiasing);
    paint_axes(painter);
    const auto& ink = colours(palette());
    paint_line(painter, &SpeedSample::down, ink.down, true);
    paint_line(painter, &SpeedSample::up, ink.up, false);
    if (pointed()) paint_pointed(painter);
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen{ink.accent, 1.0});
        painter.drawRoundedRect(QRectF{rect()}.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    }
}

void SpeedGraph::paint_axes(QPainter& painter) const {
    const auto area = plot();
    const auto& ink = colours(palette());
    const auto line = fontMetrics().height();
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const auto top = top_rate();
    for (int i = 0; i <= grid_lines; ++i) {
        const auto y = std::round(area.bottom() - area.height() * i / grid_lines) + 0.5;
        painter.setPen(QPen{ink.line, 1.0});
        painter.drawLine(QPointF{area.left(), y}, QPointF{area.right(), y});
        const QRectF room = mirrored ? QRectF{area.right() + line / 2.0, y - line, width() - area.right(), line * 2.0}
                                     : QRectF{0, y - line, area.left() - line / 2.0, line * 2.0};
        painter.setPen(ink.subtle);
        if (i % 2 != 0) continue;
        painter.drawText(room, static_cast<int>(Qt::AlignVCenter | (mirrored ? Qt::AlignLeft : Qt::AlignRight)),
                         i == 0 ? QLocale{}.toString(0) : axis_text(top * i / grid_lines));
    }
    const auto length = length_of(series_.span);
    for (int i = 0; i <= 2; ++i) {
        const auto x = x_of((steps() - 1) * static_cast<std::size_t>(i) / 2);
        const auto text = time_label(length - length * i / 2);
        const auto half = fontMetrics().horizontalAdvance(text);
        QRectF room{x - half, area.bottom() + line / 4.0, half * 2.0, static_cast<double>(line)};
        auto align = Qt::AlignHCenter;
        if ((i == 0) != mirrored && i != 1) {
            room.moveLeft(x);
            align = Qt::AlignLeft;
        } else if (i != 1) {
            room.moveRight(x);
            align = Qt::AlignRight;
        }
        painter.drawText(room, static_cast<int>(align | Qt::AlignVCenter), text);
    }
}

void SpeedGraph::paint_line(QPainter& painter, double SpeedSample::*rate, const QColor& colour, bool filled) const {
    if (series_.samples.empty()) return;
    QPainterPath path;
    path.moveTo(point(0, series_.samples.front().*rate));
    for (std::size_t i = 1; i < series_.samples.size(); ++i) path.lineTo(point(i, series_.samples[i].*rate));
    if (filled) {
        auto under = path;
        under.lineTo(point(series_.samples.size() - 1, 0));
        under.lineTo(point(0, 0));
        under.closeSubpath();
        auto shade = colour;
        shade.setAlphaF(0.16F);
        painter.fillPath(under, shade);
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen{colour, 1.75, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin});
    painter.drawPath(path);
}

std::optional<SpeedSample> SpeedGraph::pointed() const {
    const auto missing = steps() - std::min(steps(), series_.samples.size());
    if (!at_ || *at_ < missing) return {};
    return series_.samples[*at_ - missing];
}

void SpeedGraph::paint_pointed(QPainter& painter) const {
    const auto sample = *pointed();
    const auto area = plot();
    const auto& ink = colours(palette());
    const auto x = std::round(x_of(*at_)) + 0.5;
    painter.setPen(QPen{ink.subtle, 1.0, Qt::DashLine});
    painter.drawLine(QPointF{x, area.top()}, QPointF{x, area.bottom()});
    const auto index = *at_ - (steps() - series_.samples.size());
    painter.setPen(QPen{palette().color(QPalette::Base), 1.5});
    painter.setBrush(ink.down);
    painter.drawEllipse(point(index, sample.down), 4, 4);
    painter.setBrush(ink.up);
    painter.drawEllipse(point(index, sample.up), 4, 4);

    const auto ago = static_cast<std::int64_t>(steps() - 1 - *at_) * step_of(series_.span);
    const std::array lines{time_label(ago), tr("Down %1").arg(rate_text(sample.down)),
                           tr("Up %1").arg(rate_text(sample.up))};
    const auto line = fontMetrics().height();
    int wide = 0;
    for (const auto& text : lines) wide = std::max(wide, fontMetrics().horizontalAdvance(text));
    QRectF box{x + line / 2.0, area.top(), wide + line * 1.0, line * 3.0 + line / 2.0};
    if (box.right() > area.right()) box.moveRight(x - line / 2.0);
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette().color(QPalette::ToolTipBase));
    painter.drawRoundedRect(box, 6, 6);
    painter.setPen(palette().color(QPalette::ToolTipText));
    const auto align = layoutDirection() == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const QRectF room{box.left() + line / 2.0, box.top() + line / 4.0 + static_cast<double>(i) * line, wide * 1.0,
                          line * 1.0};
        painter.drawText(room, static_cast<int>(align | Qt::AlignVCenter), lines[i]);
    }
}

void SpeedGraph::mouseMoveEvent(QMouseEvent* event) {
    const auto area = plot();
    auto part = (event->position().x() - area.left()) / std::max(1.0, area.width());
    if (layoutDirection() == Qt::RightToLeft) part = 1 - part;
    if (part < -0.01 || part > 1.01) return point_at({});
    const auto last = static_cast<double>(steps() - 1);
    point_at(static_cast<std::size_t>(std::clamp(std::round(part * last), 0.0, last)));
}

void SpeedGraph::leaveEvent(QEvent* event) {
    point_at({});
    QWidget::leaveEvent(event);
}

void SpeedGraph::keyPressEvent(QKeyEvent* event) {
    const auto last = steps() - 1;
    const bool is_back = event->key() == (layoutDirection() == Qt::RightToLeft ? Qt::Key_Right : Qt::Key_Left);
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
        if (!at_) return point_at(last);
        return point_at(is_back ? *at_ - std::min<std::size_t>(*at_, 1) : std::min(*at_ + 1, last));
    case Qt::Key_Home:
        return point_at(0);
    case Qt::Key_End:
        return point_at(last);
    default:
        QWidget::keyPressEvent(event);
    }
}

void SpeedGraph::point_at(std::optional<std::size_t> step) {
    if (step == at_) return;
    at_ = step;
    describe();
    update();
}

void SpeedGraph::describe() {
    if (series_.samples.empty()) return setAccessibleDescription(tr("Nothing was measured yet"));
    const auto shown = pointed();
    const auto& sample = shown ? *shown : series_.samples.back();
    const auto ago = shown ? static_cast<std::int64_t>(steps() - 1 - *at_) * step_of(series_.span) : 0;
    setAccessibleDescription(
        tr("%1: down %2, up %3").arg(time_label(ago), rate_text(sample.down), rate_text(sample.up)));
}

}  // namespace shoal::gui
