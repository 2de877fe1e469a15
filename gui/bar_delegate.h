#pragma once
// A progress bar in a cell: thin, with its number beside it.

#include <QStyledItemDelegate>

class QPainter;

namespace shoal::gui {

class BarDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    /// `role` tells the permille; what is displayed is written beside the bar.
    explicit BarDelegate(int role, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    int role_;
};

}  // namespace shoal::gui
