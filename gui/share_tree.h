#pragma once
// What both looks of the list of shares have in common: rows that are painted as a whole, at once, and keys.

#include <vector>

#include <QElapsedTimer>
#include <QTreeView>

#include "gui/share_model.h"

namespace shoal::gui {

/// A flat tree, as that knows rows of one height and a header that can be moved about. Cells are painted by the
/// delegate on a ground that is drawn here.
class ShareTree : public QTreeView {
    Q_OBJECT

public:
    ShareTree(ShareModel& list, QWidget* parent);

    void dataChanged(const QModelIndex& top_left, const QModelIndex& bottom_right, const QList<int>& roles) override;
    void keyboardSearch(const QString& text) override;
    /// Ascending.
    [[nodiscard]] std::vector<int> selected_rows() const;
    /// The names of the selected shares, a line each, in the order of the list.
    void copy_names() const;

Q_SIGNALS:
    void opened(int row);
    void menu_wanted(QPoint global);

protected:
    void drawRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    void hover(int row);
    void update_row(int row);
    void paint_ground(QPainter& painter, const QRect& place, QStyle::State state) const;
    void paint_focus(QPainter& painter, const QRect& place) const;

    ShareModel& list_;
    int hovered_ = -1;
    QString typed_;
    QElapsedTimer since_typed_;
};

}  // namespace shoal::gui
