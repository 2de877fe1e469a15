#pragma once
// Paints a share as a comfortable row: what it is, how it stands in a sentence, how far it is, how fast it moves.

#include <QAbstractItemDelegate>

#include "gui/share_model.h"

namespace shoal::gui {

class ShareRowDelegate : public QAbstractItemDelegate {
    Q_OBJECT

public:
    ShareRowDelegate(const ShareModel& list, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    struct Places;
    [[nodiscard]] static Places places(const QStyleOptionViewItem& option, bool has_bar);
    static void paint_icon(QPainter& painter, const QStyleOptionViewItem& option, const QRect& place,
                           const ShareView& share);
    static void paint_lines(QPainter& painter, const QStyleOptionViewItem& option, const Places& at,
                            const ShareView& share);

    const ShareModel& list_;
};

}  // namespace shoal::gui
