#pragma once
// Paints the cells of the table of shares.

#include <QAbstractItemDelegate>

#include "gui/share_model.h"

namespace shoal::gui {

class ShareCellDelegate : public QAbstractItemDelegate {
    Q_OBJECT

public:
    ShareCellDelegate(const ShareModel& list, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    /// Between a cell's edge and what is in it, pixels.
    [[nodiscard]] static int margin(const QFontMetrics& metrics);

private:
    void paint_name(QPainter& painter, const QStyleOptionViewItem& option, const ShareView& share) const;
    void paint_progress(QPainter& painter, const QStyleOptionViewItem& option, const ShareView& share) const;
    void paint_text(QPainter& painter, const QStyleOptionViewItem& option, ShareColumn column,
                    const ShareView& share) const;

    const ShareModel& list_;
};

}  // namespace shoal::gui
