#include "gui/share_tree.h"

#include <algorithm>

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QStringList>

#include "gui/share_words.h"
#include "gui/theme.h"

namespace shoal::gui {
namespace {

QColor tint(const QColor& colour, int alpha) {
    return QColor{colour.red(), colour.green(), colour.blue(), alpha};
}

}  // namespace

ShareTree::ShareTree(ShareModel& list, QWidget* parent) : QTreeView{parent}, list_{list} {
    setModel(&list);
    setRootIsDecorated(false);
    setItemsExpandable(false);
    setExpandsOnDoubleClick(false);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setFrameShape(QFrame::NoFrame);
    setTabKeyNavigation(false);
    connect(this, &QTreeView::doubleClicked, this, [this](const QModelIndex& at) { Q_EMIT opened(at.row()); });
}

// The view of Qt paints everything again for a range of rows, also of rows that nobody sees.
void ShareTree::dataChanged(const QModelIndex& top_left, const QModelIndex& bottom_right, const QList<int>& roles) {
    const auto first_seen = indexAt({0, 0});
    if (!isVisible() || !first_seen.isValid()) return;
    const auto last_seen = indexAt({0, viewport()->height() - 1});
    const int last = last_seen.isValid() ? last_seen.row() : list_.rowCount() - 1;
    const int from = std::max(first_seen.row(), top_left.row()), to = std::min(last, bottom_right.row());
    if (from > to) return;
    if (QAccessible::isActive()) return QTreeView::dataChanged(top_left, bottom_right, roles);
    auto changed = visualRect(list_.index(from, 0)) | visualRect(list_.index(to, 0));
    changed.setLeft(0);
    changed.setRight(viewport()->width());
    viewport()->update(changed);
}

void ShareTree::keyboardSearch(const QString& text) {
    if (!since_typed_.isValid() || since_typed_.elapsed() > QApplication::keyboardInputInterval()) typed_.clear();
    since_typed_.start();
    typed_ += text;
    const bool is_one_letter = std::ranges::all_of(typed_, [this](QChar c) { return c == typed_.front(); });
    const auto looked_for = is_one_letter ? typed_.left(1) : typed_;
    const int rows = list_.rowCount();
    const int start = std::max(0, currentIndex().row()) + (is_one_letter && currentIndex().isValid() ? 1 : 0);
    for (int i = 0; i < rows; ++i) {
        const int row = (start + i) % rows;
        const auto* share = list_.share_at(row);
        if (share == nullptr || !words::name(*share).startsWith(looked_for, Qt::CaseInsensitive)) continue;
        // Not setCurrentIndex, which looks at the keys that are held.
        return selectionModel()->setCurrentIndex(list_.index(row, 0),
                                                 QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    }
}

// QItemSelectionModel::selectedRows looks at each cell of each row.
std::vector<int> ShareTree::selected_rows() const {
    std::vector<int> out;
    const auto ranges = selectionModel()->selection();
    for (const auto& range : ranges) {
        for (int row = range.top(); row <= range.bottom(); ++row) out.push_back(row);
    }
    std::ranges::sort(out);
    out.erase(std::ranges::unique(out).begin(), out.end());
    return out;
}

void ShareTree::copy_names() const {
    QStringList names;
    for (const int row : selected_rows()) {
        if (const auto* share = list_.share_at(row)) names.push_back(words::name(*share));
    }
    if (!names.isEmpty()) QApplication::clipboard()->setText(names.join(u'\n'));
}

void ShareTree::drawRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    auto cell = option;
    const bool is_selected = selectionModel()->isSelected(index);
    cell.state.setFlag(QStyle::State_Selected, is_selected);
    cell.state.setFlag(QStyle::State_MouseOver, index.row() == hovered_);
    paint_ground(*painter, option.rect, cell.state);
    const auto* sections = header();
    auto* delegate = itemDelegate();
    for (int place = 0; place < sections->count(); ++place) {
        const int column = sections->logicalIndex(place);
        if (sections->isSectionHidden(column)) continue;
        cell.rect = {sections->sectionViewportPosition(column), option.rect.y(), sections->sectionSize(column),
                     option.rect.height()};
        if (cell.rect.right() < 0 || cell.rect.left() > viewport()->width()) continue;
        delegate->paint(painter, cell, list_.index(index.row(), column));
    }
    if (hasFocus() && index.row() == currentIndex().row()) paint_focus(*painter, option.rect);
}

// The ground of a selected row is a tint, so that what is painted on it keeps its colours.
void ShareTree::paint_ground(QPainter& painter, const QRect& place, QStyle::State state) const {
    const auto& accent = colours(palette()).accent;
    if (state.testFlag(QStyle::State_Selected)) {
        painter.fillRect(place, tint(accent, hasFocus() ? 46 : 30));
    } else if (state.testFlag(QStyle::State_MouseOver)) {
        painter.fillRect(place, tint(accent, 14));
    }
}

void ShareTree::paint_focus(QPainter& painter, const QRect& place) const {
    painter.setPen(tint(colours(palette()).accent, 170));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(place.adjusted(0, 0, -1, -1));
}

void ShareTree::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy)) {
        copy_names();
        return event->accept();
    }
    const bool is_enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (is_enter && event->modifiers().testFlag(Qt::NoModifier) && currentIndex().isValid()) {
        Q_EMIT opened(currentIndex().row());
        return event->accept();
    }
    QTreeView::keyPressEvent(event);
}

void ShareTree::contextMenuEvent(QContextMenuEvent* event) {
    if (event->reason() == QContextMenuEvent::Mouse) {
        if (!indexAt(event->pos()).isValid()) return;
        Q_EMIT menu_wanted(event->globalPos());
    } else if (currentIndex().isValid()) {
        scrollTo(currentIndex());
        Q_EMIT menu_wanted(viewport()->mapToGlobal(visualRect(currentIndex()).center()));
    }
    event->accept();
}

bool ShareTree::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::HoverMove || event->type() == QEvent::HoverEnter) {
        hover(indexAt(static_cast<QHoverEvent*>(event)->position().toPoint()).row());
    } else if (event->type() == QEvent::HoverLeave || event->type() == QEvent::Leave) {
        hover(-1);
    }
    return QTreeView::viewportEvent(event);
}

void ShareTree::scrollContentsBy(int dx, int dy) {
    QTreeView::scrollContentsBy(dx, dy);
    if (hovered_ >= 0) hover(indexAt(viewport()->mapFromGlobal(QCursor::pos())).row());
}

void ShareTree::hover(int row) {
    if (row == hovered_) return;
    update_row(std::exchange(hovered_, row));
    update_row(row);
}

void ShareTree::update_row(int row) {
    if (row < 0 || row >= list_.rowCount()) return;
    auto place = visualRect(list_.index(row, 0));
    place.setLeft(0);
    place.setRight(viewport()->width());
    viewport()->update(place);
}

}  // namespace shoal::gui
