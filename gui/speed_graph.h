#pragma once
// Down and up over time, painted.

#include <optional>

#include <QWidget>

#include "gui/speed_history.h"

namespace shoal::gui {

/// The smallest of 1, 2, 5, 10, 20, 50, 100, 200 or 500 of a unit (bytes, KiB, MiB, ...) that is at least this much.
[[nodiscard]] double round_rate(double bytes_a_second);

class SpeedGraph : public QWidget {
    Q_OBJECT

public:
    explicit SpeedGraph(QWidget* parent = nullptr);

    void set_series(SpeedSeries series);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    /// What stands at the pointer; nothing where there is none, or no sample.
    [[nodiscard]] std::optional<SpeedSample> pointed() const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] QRectF plot() const;
    [[nodiscard]] double top_rate() const;
    [[nodiscard]] double x_of(std::size_t step) const;
    [[nodiscard]] QPointF point(std::size_t sample, double rate) const;
    [[nodiscard]] std::size_t steps() const;
    [[nodiscard]] QString time_label(std::int64_t ago_ms) const;
    void paint_axes(QPainter& painter) const;
    void paint_line(QPainter& painter, double SpeedSample::*rate, const QColor& colour, bool filled) const;
    void paint_pointed(QPainter& painter) const;
    void point_at(std::optional<std::size_t> step);
    void describe();

    SpeedSeries series_;
    std::optional<std::size_t> at_;  // the step under the pointer, counted from the oldest
};

}  // namespace shoal::gui
