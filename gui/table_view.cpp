#include "gui/table_view.h"

#include <algorithm>

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>

#include "gui/roomy_style.h"

namespace shoal::gui {

TableView::TableView(QWidget* parent) : QTreeView{parent} {
    make_roomy(*this);
    setRootIsDecorated(false);
    setItemsExpandable(false);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTextElideMode(Qt::ElideMiddle);
}

void TableView::set_width(int column, int characters) {
    // The heading may be longer in other languages.
    header()->resizeSection(column,
                            std::max(fontMetrics().averageCharWidth() * characters, header()->sectionSizeHint(column)));
}

void TableView::give_room(int column) {
    if (sizeHintForColumn(column) > header()->sectionSize(column)) resizeColumnToContents(column);
}

QString TableView::selected_text() const {
    auto rows = selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, [](const QModelIndex& index) { return index.row(); });
    QStringList lines;
    for (const auto& row : rows) {
        QStringList cells;
        for (int column = 0; column < model()->columnCount(); ++column) {
            if (!isColumnHidden(column)) cells.append(row.siblingAtColumn(column).data().toString());
        }
        lines.append(cells.join(u'\t'));
    }
    return lines.join(u'\n');
}

void TableView::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy) && selectionModel() != nullptr && selectionModel()->hasSelection()) {
        QGuiApplication::clipboard()->setText(selected_text());
        event->accept();
        return;
    }
    QTreeView::keyPressEvent(event);
}

}  // namespace shoal::gui
