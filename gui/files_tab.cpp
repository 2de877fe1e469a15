#include "gui/files_tab.h"

#include <algorithm>

#include <QActionGroup>
#include <QDesktopServices>
#include <QFileInfo>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

#include "core/commands.h"
#include "gui/file_tree.h"
#include "gui/file_tree_view.h"
#include "gui/format.h"
#include "gui/theme.h"

namespace shoal::gui {

FilesTab::FilesTab(EngineClient& client, ShareStore& store, QWidget* parent)
    : DetailsTab{client, store, parent}, tree_{new FileTree{this}}, view_{new FileTreeView{*tree_, content()}},
      error_{new QLabel{content()}}, menu_{new QMenu{this}}, ask_{&add_ask()} {
    error_->setObjectName(QStringLiteral("files_error"));
    error_->setTextFormat(Qt::PlainText);
    error_->setWordWrap(true);
    error_->hide();
    auto* const layout = new QVBoxLayout{content()};
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(8);
    layout->addWidget(error_);
    layout->addWidget(view_, 1);
    view_->show_progress(true);
    build_menu();
    connect(tree_, &FileTree::choice_changed, this, &FilesTab::choice_changed);
    connect(view_, &FileTreeView::menu_wanted, this, &FilesTab::show_menu);
    connect(view_, &FileTreeView::opened, this, &FilesTab::open);
    ask_->set_question<ListFiles>([this] { return ListFiles{.tag = tag()}; },
                                  [this](const Result<FileList>& reply) { told(reply); });
}

void FilesTab::build_menu() {
    menu_->setObjectName(QStringLiteral("files_menu"));
    open_ = menu_->addAction(tr("&Open"), this, [this] {
        if (const auto rows = view_->selected(); !rows.empty()) open(rows.front());
    });
    open_->setObjectName(QStringLiteral("open_file"));
    menu_->addAction(tr("Open the &folder it is in"), this, [this] {
        if (const auto rows = view_->selected(); !rows.empty()) open_folder(rows.front());
    });
    menu_->addSeparator();
    menu_->addAction(tr("&Choose"), this, [this] { tree_->choose(view_->selected(), true); });
    menu_->addAction(tr("&Leave out"), this, [this] { tree_->choose(view_->selected(), false); });
    menu_->addSeparator();
    auto* const group = new QActionGroup{menu_};
    const std::pair<FilePriority, QString> choices[] = {{FilePriority::high, tr("&High priority")},
                                                        {FilePriority::normal, tr("&Normal priority")},
                                                        {FilePriority::low, tr("Lo&w priority")}};
    for (const auto& [priority, text] : choices) {
        auto* const action = menu_->addAction(text, this, [this, priority = priority] { prioritise(priority); });
        action->setObjectName(QStringLiteral("priority_%1").arg(std::to_underlying(priority)));
        action->setCheckable(true);
        group->addAction(action);
        priorities_[std::to_underlying(priority)] = action;
    }
    menu_->addSeparator();
    const std::pair<int, QString> steps[] = {{1, tr("Fetch &earlier")}, {-1, tr("Fetch la&ter")}};
    for (const auto& [by, text] : steps) {
        auto* const action = menu_->addAction(text, this, [this, by = by] { raise(by); });
        action->setShortcut(QKeySequence{Qt::CTRL | (by > 0 ? Qt::Key_Up : Qt::Key_Down)});
        view_->add_key(*action);
    }
}

void FilesTab::share_is_other() {
    delete question_;
    tree_->set_files({});
    error_->hide();
    changing_ = 0;
    set_note(tr("The list of files is on its way."));
}

void FilesTab::told(const Result<FileList>& reply) {
    if (changing_ > 0 || question_ != nullptr) return ask_->changed();
    if (!reply) {
        set_note(reply.error().code == Errc::usage ? tr("The list of files is not here yet.")
                                                   : harmless(reply.error().what));
        return;
    }
    set_note({});
    tree_->set_files(reply->files);
}

void FilesTab::choice_changed() {
    if (tree_->changes().empty()) return;
    error_->hide();
    if (tree_->chosen_files() == 0) {
        tree_->take_back();
        return show_error(tr("At least one file must stay chosen. Pause or remove the share if you want none of it."));
    }
    const auto given_up = tree_->bytes_given_up();
    given_up > 0 ? ask_first(given_up) : send_choice();
}

void FilesTab::ask_first(std::uint64_t given_up) {
    question_ =
        new QMessageBox{QMessageBox::Warning, tr("Leave out files"),
                        tr("Throw away %1 that have arrived?").arg(format_bytes(given_up)), QMessageBox::Cancel, this};
    question_->setObjectName(QStringLiteral("give_up_question"));
    question_->setAttribute(Qt::WA_DeleteOnClose);
    question_->setInformativeText(tr("What is here of files that are not complete is deleted when they are left out. "
                                     "Complete files stay where they are."));
    question_->setDefaultButton(QMessageBox::Cancel);
    const auto* leave_out = question_->addButton(tr("&Leave out"), QMessageBox::DestructiveRole);
    connect(question_, &QDialog::finished, this, [this, leave_out] {
        const bool meant = question_->clickedButton() == leave_out;
        question_.clear();
        if (meant) return send_choice();
        tree_->take_back();
        ask_->start_anew();
    });
    question_->open();
}

// What a person chose stays in view while the engine is told, and is put back if the engine refuses.
void FilesTab::send_choice() {
    auto rules = tree_->changes();
    tree_->accept_choice();
    ++changing_;
    client().ask(this, SelectFiles{.tag = tag(), .rules = std::move(rules)},
                 [this, about = tag()](const Result<ShareView>& reply) {
                     if (about == tag()) change_ended(reply);
                 });
}

void FilesTab::prioritise(FilePriority priority) {
    const auto rows = view_->selected();
    if (rows.empty()) return;
    error_->hide();
    ++changing_;
    client().ask(this, PrioritiseFiles{.tag = tag(), .rules = tree_->rules_for(rows), .priority = priority},
                 [this, about = tag()](const Result<ShareView>& reply) {
                     if (about == tag()) change_ended(reply);
                 });
}

void FilesTab::raise(int by) {
    const auto now = std::to_underlying(tree_->priority_of(view_->selected()).value_or(FilePriority::normal));
    prioritise(static_cast<FilePriority>(std::clamp(now + by, 0, 2)));
}

// The files as they are now replace what was shown, whichever way it went.
void FilesTab::change_ended(const Result<ShareView>& reply) {
    changing_ = std::max(0, changing_ - 1);
    if (!reply) show_error(tr("That was not possible: %1").arg(harmless(reply.error().what)));
    ask_->start_anew();
}

void FilesTab::show_error(const QString& text) {
    auto ink = error_->palette();
    ink.setColor(QPalette::WindowText, colours(palette()).bad);
    error_->setPalette(ink);
    error_->setText(text);
    error_->show();
}

void FilesTab::show_menu(QPoint global) {
    const auto rows = view_->selected();
    if (rows.empty()) return;
    const auto& first = rows.front();
    open_->setEnabled(rows.size() == 1 && first.data(FileTree::complete_role).toBool());
    const auto priority = tree_->priority_of(rows);
    for (auto* const action : priorities_) action->setChecked(false);
    if (priority) priorities_[std::to_underlying(*priority)]->setChecked(true);
    menu_->popup(global);
}

QString FilesTab::disk_path(const QModelIndex& index) const {
    const auto* const view = share();
    if (view == nullptr || view->path.empty()) return {};
    const auto root = QString::fromStdString(view->path);
    if (QFileInfo{root}.isFile()) return root;  // a lone file
    return QStringLiteral("%1/%2").arg(root, index.data(FileTree::path_role).toString());
}

// What would run is shown and not run: it came from somebody else.
void FilesTab::open(const QModelIndex& file) {
    if (!file.data(FileTree::complete_role).toBool()) return show_error(tr("This file is not complete yet."));
    if (file.data(FileTree::executable_role).toBool()) return open_folder(file);
    const auto path = disk_path(file);
    if (path.isEmpty() || !QFileInfo::exists(path)) return show_error(tr("The file is not there any more."));
    error_->hide();
    QDesktopServices::openUrl(QUrl::fromLocalFile(path));
}

void FilesTab::open_folder(const QModelIndex& index) {
    QFileInfo there{disk_path(index)};
    if (!index.data(FileTree::folder_role).toBool()) there = QFileInfo{there.path()};
    if (!there.isDir()) return show_error(tr("The folder is not there."));
    QDesktopServices::openUrl(QUrl::fromLocalFile(there.filePath()));
}

}  // namespace shoal::gui
