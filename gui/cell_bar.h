#pragma once
// A share from its first chunk to its last in one bar: which parts are here, and which parts the peers have.

#include <cstdint>
#include <vector>

#include <QWidget>

#include "crypto/bytes.h"

namespace shoal::gui {

/// As many cells as `columns`, of any number: of each the mean of what it covers; 255 only where all is 255, and 0 only
/// where all is 0. As many zeros for no cells.
[[nodiscard]] std::vector<std::uint8_t> mean_cells(BytesView cells, std::size_t columns);
/// The same, of each the least.
[[nodiscard]] std::vector<std::uint8_t> least_cells(BytesView cells, std::size_t columns);

/// Drawn pixel for pixel of the screen, from the right where people read so.
class CellBar : public QWidget {
    Q_OBJECT

public:
    explicit CellBar(QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    /// One colour for each column.
    [[nodiscard]] virtual std::vector<QRgb> colours_at(std::size_t columns) const = 0;
    /// Of the line's height.
    [[nodiscard]] virtual double height_in_lines() const = 0;
    void paintEvent(QPaintEvent* event) override;
};

/// What is verified and here.
class ChunkMapBar : public CellBar {
    Q_OBJECT

public:
    explicit ChunkMapBar(QWidget* parent = nullptr);
    /// A byte a cell: 0 nothing, 255 all of it.
    void set_have(Bytes have);

protected:
    [[nodiscard]] std::vector<QRgb> colours_at(std::size_t columns) const override;
    [[nodiscard]] double height_in_lines() const override;

private:
    Bytes have_;
};

/// What the linked peers have: the more of them have a part, the stronger it is; what nobody has and is not here is in
/// the colour of trouble.
class AvailabilityBar : public CellBar {
    Q_OBJECT

public:
    explicit AvailabilityBar(QWidget* parent = nullptr);
    /// A byte a cell each: how many peers have it, 255 being that or more; and how much of it is here.
    void set_peers(Bytes peers, Bytes have);

protected:
    [[nodiscard]] std::vector<QRgb> colours_at(std::size_t columns) const override;
    [[nodiscard]] double height_in_lines() const override;

private:
    Bytes peers_;
    Bytes have_;
};

}  // namespace shoal::gui
