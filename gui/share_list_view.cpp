#include "gui/share_list_view.h"

#include <algorithm>
#include <array>

#include <QAction>
#include <QActionGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStackedLayout>
#include <QVBoxLayout>

#include "gui/format.h"
#include "gui/share_cell_delegate.h"
#include "gui/share_header.h"
#include "gui/share_row_delegate.h"
#include "gui/share_tree.h"

namespace shoal::gui {
namespace {

/// An order that comfortable rows offer; the table has its header for that.
struct Order {
    ShareColumn column;
    Qt::SortOrder order;
};
constexpr std::array orders{
    Order{ShareColumn::added, Qt::DescendingOrder}, Order{ShareColumn::name, Qt::AscendingOrder},
    Order{ShareColumn::state, Qt::AscendingOrder},  Order{ShareColumn::progress, Qt::DescendingOrder},
    Order{ShareColumn::down, Qt::DescendingOrder},  Order{ShareColumn::up, Qt::DescendingOrder},
    Order{ShareColumn::size, Qt::DescendingOrder},
};

QString words_for(ShareColumn column, Qt::SortOrder order) {
    const bool falls = order == Qt::DescendingOrder;
    switch (column) {
    case ShareColumn::added:
        return falls ? ShareListView::tr("Newest first") : ShareListView::tr("Oldest first");
    case ShareColumn::name:
        return falls ? ShareListView::tr("Name, backwards") : ShareListView::tr("Name");
    case ShareColumn::state:
        return ShareListView::tr("State");
    case ShareColumn::progress:
        return ShareListView::tr("Progress");
    case ShareColumn::down:
        return ShareListView::tr("Fastest down");
    case ShareColumn::up:
        return ShareListView::tr("Fastest up");
    case ShareColumn::size:
        return falls ? ShareListView::tr("Largest first") : ShareListView::tr("Smallest first");
    default:
        return title_of(column);
    }
}

}  // namespace

ShareListView::ShareListView(ShareStore& store, QWidget* parent)
    : QWidget{parent}, store_{store}, list_{new ShareModel{store, this}} {
    add_pages();
    connect(list_, &QAbstractItemModel::modelAboutToBeReset, this, &ShareListView::before_reset);
    connect(list_, &QAbstractItemModel::modelReset, this, &ShareListView::after_reset);
    connect(list_, &QAbstractItemModel::rowsInserted, this, &ShareListView::choose_page);
    connect(list_, &QAbstractItemModel::rowsRemoved, this, &ShareListView::choose_page);
    connect(header_, &QHeaderView::sortIndicatorChanged, this, &ShareListView::tell_sort);
    connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        if (!is_resetting_) Q_EMIT selection_changed();
    });
    table_->sortByColumn(static_cast<int>(ShareColumn::added), Qt::DescendingOrder);
    tell_sort();
    set_mode(Mode::table);
}

void ShareListView::add_pages() {
    table_ = new ShareTree{*list_, this};
    table_->setObjectName(QStringLiteral("share_table"));
    table_->setAccessibleName(tr("Shares"));
    table_->setItemDelegate(new ShareCellDelegate{*list_, table_});
    header_ = new ShareHeader{table_};
    table_->setHeader(header_);
    header_->set_up();
    table_->setSortingEnabled(true);
    connect_tree(*table_);
    rows_page_ = make_rows_page();
    empty_ = new EmptyList{this};
    pages_ = new QStackedLayout{this};
    pages_->setContentsMargins(0, 0, 0, 0);
    pages_->addWidget(table_);
    pages_->addWidget(rows_page_);
    pages_->addWidget(empty_);
}

QWidget* ShareListView::make_rows_page() {
    auto* page = new QWidget{this};
    rows_ = new ShareTree{*list_, page};
    rows_->setObjectName(QStringLiteral("share_rows"));
    rows_->setAccessibleName(tr("Shares"));
    rows_->setItemDelegate(new ShareRowDelegate{*list_, rows_});
    rows_->setHeaderHidden(true);
    rows_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    for (int i = 1; i < share_columns; ++i) rows_->setColumnHidden(i, true);
    rows_->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    auto* own_selection = rows_->selectionModel();
    rows_->setSelectionModel(table_->selectionModel());
    delete own_selection;
    connect_tree(*rows_);

    count_ = new QLabel{page};
    count_->setObjectName(QStringLiteral("share_count"));
    count_->setTextFormat(Qt::PlainText);
    sort_button_ = new QPushButton{page};
    sort_button_->setObjectName(QStringLiteral("sort_button"));
    sort_button_->setFlat(true);
    sort_button_->setMenu(make_sort_menu(sort_button_));
    auto* strip = new QHBoxLayout;
    strip->setContentsMargins(16, 6, 8, 6);
    strip->addWidget(count_);
    strip->addStretch(1);
    strip->addWidget(sort_button_);
    auto* layout = new QVBoxLayout{page};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(strip);
    layout->addWidget(rows_, 1);
    return page;
}

QMenu* ShareListView::make_sort_menu(QWidget* parent) {
    auto* menu = new QMenu{tr("Sort by"), parent};
    auto* group = new QActionGroup{menu};
    for (const auto& one : orders) {
        auto* action = menu->addAction(words_for(one.column, one.order));
        action->setCheckable(true);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, one] { sort(one.column, one.order); });
        connect(menu, &QMenu::aboutToShow, action, [this, action, one] {
            action->setChecked(one.column == list_->sort_column() && one.order == list_->sort_order());
        });
    }
    return menu;
}

void ShareListView::connect_tree(ShareTree& tree) {
    connect(&tree, &ShareTree::opened, this, [this](int row) { Q_EMIT activated(list_->tag_at(row)); });
    connect(&tree, &ShareTree::menu_wanted, this, &ShareListView::menu_wanted);
}

ShareTree& ShareListView::shown_tree() const {
    return mode_ == Mode::table ? *table_ : *rows_;
}

void ShareListView::set_mode(Mode mode) {
    const bool had_focus = shown_tree().hasFocus();
    mode_ = mode;
    setFocusProxy(&shown_tree());
    choose_page();
    if (had_focus) shown_tree().setFocus();
    if (const auto current = shown_tree().currentIndex(); current.isValid()) shown_tree().scrollTo(current);
}

void ShareListView::set_filter(ShareFilter filter) {
    list_->set_filter(std::move(filter));
}

void ShareListView::sort(ShareColumn column, Qt::SortOrder order) {
    table_->sortByColumn(static_cast<int>(column), order);
}

std::vector<std::string> ShareListView::selected() const {
    std::vector<std::string> out;
    for (const int row : table_->selected_rows()) out.push_back(list_->tag_at(row));
    return out;
}

void ShareListView::select(const std::string& tag) {
    const int row = list_->row_of(tag);
    if (row < 0) return;
    const auto at = list_->index(row, 0);
    table_->selectionModel()->setCurrentIndex(at, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    shown_tree().scrollTo(at);
}

void ShareListView::copy_names() const {
    shown_tree().copy_names();
}

QByteArray ShareListView::save_columns() const {
    return header_->save();
}

bool ShareListView::restore_columns(const QByteArray& saved) {
    return header_->restore(saved);
}

QMenu* ShareListView::make_column_menu(QWidget* parent) {
    return header_->make_menu(parent);
}

void ShareListView::before_reset() {
    is_resetting_ = true;
    held_selection_ = selected();
    const auto current = table_->currentIndex();
    held_current_ = current.isValid() ? list_->tag_at(current.row()) : std::string{};
}

void ShareListView::after_reset() {
    std::vector<int> rows;
    for (const auto& tag : held_selection_) {
        if (const int row = list_->row_of(tag); row >= 0) rows.push_back(row);
    }
    std::ranges::sort(rows);
    QItemSelection selection;
    for (std::size_t i = 0; i < rows.size();) {
        const int first = rows[i];
        int last = first;
        while (++i < rows.size() && rows[i] == last + 1) last = rows[i];
        selection.select(list_->index(first, 0), list_->index(last, share_columns - 1));
    }
    const int current = held_current_.empty() ? -1 : list_->row_of(held_current_);
    {
        // The views paint everything anew anyhow, and would look at each range on their own.
        auto* model = table_->selectionModel();
        const QSignalBlocker quiet{model};
        model->select(selection, QItemSelectionModel::ClearAndSelect);
        if (current >= 0) model->setCurrentIndex(list_->index(current, 0), QItemSelectionModel::NoUpdate);
    }
    if (current >= 0) shown_tree().scrollTo(list_->index(current, 0));
    is_resetting_ = false;
    choose_page();
    if (rows.size() != held_selection_.size()) Q_EMIT selection_changed();
}

void ShareListView::choose_page() {
    const int rows = list_->rowCount();
    count_->setText(tr("%Ln share(s)", nullptr, rows));
    if (rows > 0 || !store_.is_loaded()) {
        pages_->setCurrentWidget(mode_ == Mode::table ? static_cast<QWidget*>(table_) : rows_page_);
        return;
    }
    if (store_.all().empty()) {
        empty_->show_first();
    } else {
        empty_->show_no_match(list_->filter());
    }
    pages_->setCurrentWidget(empty_);
}

void ShareListView::tell_sort() {
    sort_button_->setText(words_for(list_->sort_column(), list_->sort_order()));
    sort_button_->setAccessibleName(tr("Sorted by: %1").arg(sort_button_->text()));
}

}  // namespace shoal::gui
