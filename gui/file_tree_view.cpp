#include "gui/file_tree_view.h"

#include <algorithm>

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTimer>
#include <QTreeView>

#include "gui/bar_delegate.h"
#include "gui/format.h"
#include "gui/roomy_style.h"

namespace shoal::gui {
namespace {

// Searching more files than this takes longer than the time between two keys.
constexpr std::uint64_t files_searched_at_once = 20'000;
constexpr int typing_pause_ms = 150;
// So many found files are shown with all their folders open.
constexpr std::uint64_t files_opened_at_once = 500;

}  // namespace

FileTreeView::FileTreeView(FileTree& tree, QWidget* parent)
    : QWidget{parent}, tree_{tree}, search_{new QLineEdit{this}}, all_{new QPushButton{this}},
      none_{new QPushButton{this}}, view_{new QTreeView{this}}, choice_{new QLabel{this}}, typing_{new QTimer{this}} {
    auto* const layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(build_search());
    build_tree();
    layout->addWidget(view_, 1);
    choice_->setObjectName(QStringLiteral("file_choice"));
    choice_->setTextFormat(Qt::PlainText);
    layout->addWidget(choice_);
    setFocusProxy(view_);

    connect(&tree_, &QAbstractItemModel::modelAboutToBeReset, this, &FileTreeView::before_reset);
    connect(&tree_, &QAbstractItemModel::modelReset, this, &FileTreeView::after_reset);
    connect(&tree_, &QAbstractItemModel::dataChanged, this, &FileTreeView::say_choice);
    after_reset();
}

QLayout* FileTreeView::build_search() {
    search_->setObjectName(QStringLiteral("file_search"));
    search_->setAccessibleName(tr("Search files"));
    search_->setPlaceholderText(tr("Search files, or a pattern like *.jpg"));
    search_->setClearButtonEnabled(true);
    search_->installEventFilter(this);
    all_->setObjectName(QStringLiteral("choose_all"));
    none_->setObjectName(QStringLiteral("choose_none"));
    typing_->setSingleShot(true);
    connect(typing_, &QTimer::timeout, this, &FileTreeView::search_now);
    connect(search_, &QLineEdit::textChanged, this, [this] {
        if (tree_.total_files() <= files_searched_at_once) return search_now();
        typing_->start(typing_pause_ms);
    });
    connect(search_, &QLineEdit::returnPressed, this, &FileTreeView::search_now);
    connect(all_, &QPushButton::clicked, this, [this] { tree_.choose_all(true); });
    connect(none_, &QPushButton::clicked, this, [this] { tree_.choose_all(false); });
    for (auto* const button : {all_, none_}) button->setAutoDefault(false);

    auto* const out = new QHBoxLayout;
    out->setSpacing(8);
    out->addWidget(search_, 1);
    out->addWidget(all_);
    out->addWidget(none_);
    return out;
}

void FileTreeView::build_tree() {
    view_->setObjectName(QStringLiteral("file_tree"));
    view_->setAccessibleName(tr("Files"));
    view_->setModel(&tree_);
    view_->setUniformRowHeights(true);
    view_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    view_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view_->setContextMenuPolicy(Qt::CustomContextMenu);
    view_->setExpandsOnDoubleClick(true);
    make_roomy(*view_);
    view_->setItemDelegateForColumn(FileTree::progress_column, new BarDelegate{FileTree::permille_role, view_});
    view_->installEventFilter(this);
    view_->header()->setStretchLastSection(false);
    view_->header()->setSectionResizeMode(FileTree::name_column, QHeaderView::Stretch);
    show_progress(false);
    place_columns();
    connect(view_, &QTreeView::expanded, this, [this](const QModelIndex& index) {
        if (!rebuilding_) open_.insert(index.data(FileTree::path_role).toString());
    });
    connect(view_, &QTreeView::collapsed, this, [this](const QModelIndex& index) {
        if (!rebuilding_) open_.erase(index.data(FileTree::path_role).toString());
    });
    connect(view_, &QTreeView::activated, this, [this](const QModelIndex& index) {
        if (!index.data(FileTree::folder_role).toBool()) Q_EMIT opened(index.siblingAtColumn(FileTree::name_column));
    });
    connect(view_, &QWidget::customContextMenuRequested, this, &FileTreeView::show_menu);
}

void FileTreeView::place_columns() {
    const auto width = fontMetrics().averageCharWidth();
    view_->header()->resizeSection(FileTree::size_column, width * 14);
    view_->header()->resizeSection(FileTree::progress_column, width * 22);
    view_->header()->resizeSection(FileTree::priority_column, width * 14);
}

void FileTreeView::show_progress(bool shown) {
    view_->setColumnHidden(FileTree::progress_column, !shown);
    view_->setColumnHidden(FileTree::priority_column, !shown);
}

void FileTreeView::add_key(QAction& action) {
    action.setShortcutContext(Qt::WidgetShortcut);
    view_->addAction(&action);
}

QModelIndexList FileTreeView::selected() const {
    return view_->selectionModel()->selectedRows(FileTree::name_column);
}

void FileTreeView::search_now() {
    typing_->stop();
    tree_.search(search_->text().trimmed());
}

void FileTreeView::before_reset() {
    rebuilding_ = true;
}

// A reset closes all folders: those that a person opened are opened again, and all if only few files were found.
void FileTreeView::after_reset() {
    rebuilding_ = true;
    if (!tree_.searched().isEmpty() && tree_.found_files() <= files_opened_at_once) {
        view_->expandAll();
    } else if (open_.empty() && tree_.rowCount() == 1) {
        view_->expand(tree_.index(0, 0));
    } else {
        for (const auto& path : open_) {  // a folder comes before what is in it
            if (const auto index = tree_.index_of(path); index.isValid()) view_->expand(index);
        }
    }
    rebuilding_ = false;
    say_choice();
}

void FileTreeView::say_choice() {
    const bool searched = !tree_.searched().isEmpty();
    const auto found = static_cast<int>(tree_.found_files());
    all_->setText(searched ? tr("Choose %Ln found", nullptr, found) : tr("Choose all"));
    none_->setText(searched ? tr("Leave out %Ln found", nullptr, found) : tr("Choose none"));
    all_->setEnabled(found > 0);
    none_->setEnabled(found > 0);
    if (searched && found == 0) return choice_->setText(tr("No file fits the search."));
    const auto files = tr("%1 of %Ln file(s) chosen", nullptr, static_cast<int>(tree_.total_files()));
    choice_->setText(tr("%1, %2 of %3", "files, bytes of bytes")
                         .arg(files.arg(format_count(tree_.chosen_files())), format_bytes(tree_.chosen_bytes()),
                              format_bytes(tree_.total_bytes())));
}

void FileTreeView::toggle_selected() {
    const auto current = view_->currentIndex().siblingAtColumn(FileTree::name_column);
    auto rows = selected();
    if (rows.empty() && current.isValid()) rows.append(current);
    if (rows.empty()) return;
    const auto& first = rows.contains(current) ? current : rows.front();
    tree_.choose(rows, first.data(Qt::CheckStateRole).toInt() != Qt::Checked);
}

void FileTreeView::show_menu(QPoint local) {
    if (!selected().empty()) Q_EMIT menu_wanted(view_->viewport()->mapToGlobal(local));
}

bool FileTreeView::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::KeyPress) return QWidget::eventFilter(watched, event);
    const auto key = static_cast<QKeyEvent*>(event)->key();
    if (watched == view_ && key == Qt::Key_Space) {
        toggle_selected();
        return true;
    }
    if (watched == search_ && key == Qt::Key_Escape && !search_->text().isEmpty()) {
        search_->clear();
        return true;
    }
    if (watched == search_ && key == Qt::Key_Down) {
        view_->setFocus(Qt::OtherFocusReason);
        if (!view_->currentIndex().isValid()) view_->setCurrentIndex(tree_.index(0, 0));
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void FileTreeView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange) place_columns();
    QWidget::changeEvent(event);
}

}  // namespace shoal::gui
