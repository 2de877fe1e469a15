#pragma once
// The header of the table of shares: which columns there are, how wide, in which order, and what it is sorted by.

#include <QByteArray>
#include <QHeaderView>
#include <QPointer>

#include "gui/share_columns.h"

class QMenu;

namespace shoal::gui {

class ShareHeader : public QHeaderView {
    Q_OBJECT

public:
    explicit ShareHeader(QWidget* parent);

    /// As it is at first. The header has its model by then.
    void set_up();
    /// For restore; a text that says nothing of other programs.
    [[nodiscard]] QByteArray save() const;
    /// False, and nothing is changed, if it is none of save's. Columns that it does not know stay hidden.
    bool restore(const QByteArray& saved);

    void show_column(ShareColumn column, bool shown);
    /// For the header's own context menu, and wherever else columns are chosen. Owned by `parent`.
    [[nodiscard]] QMenu* make_menu(QWidget* parent);

protected:
    void contextMenuEvent(QContextMenuEvent* event) override;
    void paintSection(QPainter* painter, const QRect& place, int section) const override;
    [[nodiscard]] QSize sizeHint() const override;
    void resizeEvent(QResizeEvent* event) override;

private:
    [[nodiscard]] int usual_width(ShareColumn column) const;
    void fit_name();
    void move_column(ShareColumn column, int by);
    void add_move_actions(QMenu& menu, ShareColumn column);

    bool name_fills_ = true;  // until somebody says how wide it shall be
    bool is_fitting_ = false;
};

}  // namespace shoal::gui
