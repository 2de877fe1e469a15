#pragma once
// Paints an entry of the sidebar: a symbol, a name, and how many there are.

#include <QStyledItemDelegate>

namespace shoal::gui {

class SidebarDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    enum Role : int {
        symbol_role = Qt::UserRole,  ///< QString, for symbol(); empty: the entry is a heading
        count_role,                  ///< qulonglong
        alarm_role,                  ///< bool: a count above 0 is bad news
        kind_role,                   ///< int, ShareFilter::Kind
        label_role,                  ///< QByteArray, UTF-8
    };
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    [[nodiscard]] static QFont heading_font(QFont font);

private:
    static void paint_heading(QPainter& painter, const QStyleOptionViewItem& option, const QString& text);
    static void paint_count(QPainter& painter, const QStyleOptionViewItem& option, const QRect& place,
                            const QModelIndex& index, const QString& count);
};

}  // namespace shoal::gui
