#include "gui/main_window.h"

#include <algorithm>

#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QToolBar>
#include <QVBoxLayout>

#include "gui/connection_banner.h"
#include "gui/drop_overlay.h"
#include "gui/first_size.h"
#include "gui/link_text.h"
#include "gui/offer_bar.h"
#include "gui/theme.h"

namespace shoal::gui {

MainWindow::MainWindow(EngineClient& client, ShareStore& store, WindowSettings& settings, WindowDialogs& dialogs,
                       QWidget* parent)
    : QMainWindow{parent}, client_{client}, store_{store}, settings_{settings}, actions_{new WindowActions{this}},
      commands_{new ShareCommands{client, store, this}}, dialogs_{dialogs}, status_{new StatusLine{client, {}, this}},
      sidebar_{new Sidebar{client, store, this}}, list_{new ShareListView{store, this}},
      details_{new DetailsPane{client, store, this}}, offer_{new OfferBar{this}}, search_{new QLineEdit{this}},
      across_{new QSplitter{Qt::Horizontal, this}}, down_{new QSplitter{Qt::Vertical, this}} {
    setObjectName(QStringLiteral("main_window"));
    setWindowTitle(tr("Shoal"));
    make_toolbar();
    lay_out();
    connect_actions();
    connect_parts();
    restore();
    show_details_if_any();
    reflect();
}

void MainWindow::make_toolbar() {
    auto* bar = addToolBar(tr("Actions"));
    bar->setObjectName(QStringLiteral("toolbar"));
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->addActions({actions_->share, actions_->get});
    bar->addSeparator();
    bar->addActions({actions_->toggle, actions_->remove});
    auto* space = new QWidget{bar};
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(space);
    search_->setObjectName(QStringLiteral("search"));
    search_->setPlaceholderText(tr("Search"));
    search_->setAccessibleName(tr("Search in the list"));
    search_->setClearButtonEnabled(true);
    search_->installEventFilter(this);
    search_->setMaximumWidth(fontMetrics().averageCharWidth() * 30);
    bar->addWidget(search_);
    actions_->fill_menu_bar(*menuBar(), *list_->make_column_menu(this));
    setStatusBar(status_);
}

void MainWindow::lay_out() {
    auto* centre = new QWidget{this};
    auto* column = new QVBoxLayout{centre};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* banner = new ConnectionBanner{client_, centre};
    connect(banner, &ConnectionBanner::look_again_wanted, this, &MainWindow::look_again_wanted);
    connect(banner, &ConnectionBanner::run_here_wanted, this, &MainWindow::run_here_wanted);
    column->addWidget(banner);
    column->addWidget(offer_);
    column->addWidget(across_, 1);
    down_->addWidget(list_);
    down_->addWidget(details_);
    across_->addWidget(sidebar_);
    across_->addWidget(down_);
    for (auto* splitter : {across_, down_}) splitter->setHandleWidth(1);
    down_->setChildrenCollapsible(false);
    across_->setChildrenCollapsible(false);
    across_->setStretchFactor(1, 1);
    down_->setStretchFactor(0, 3);
    down_->setStretchFactor(1, 2);
    setCentralWidget(centre);
}

// --- what happens on what --------------------------------------------------------------------------------------------

void MainWindow::connect_actions() {
    const auto on = [this](QAction* action, auto what) { connect(action, &QAction::triggered, this, what); };
    on(actions_->share, [this] { dialogs_.share({}); });
    on(actions_->get, [this] { dialogs_.get({}); });
    on(actions_->paste, &MainWindow::paste);
    on(actions_->find, [this] { search_->setFocus(Qt::ShortcutFocusReason); });
    on(actions_->pause_all, [this] { commands_->pause(tags_of_all()); });
    on(actions_->resume_all, [this] { commands_->resume(tags_of_all()); });
    on(actions_->settings, [this] { dialogs_.settings(); });
    on(actions_->diagnosis, [this] { dialogs_.diagnosis(); });
    on(actions_->about, [this] { dialogs_.about(); });
    on(actions_->quit, [this] {
        leaving_ = true;
        Q_EMIT quit_wanted();
    });
    on(actions_->close, [this] { close(); });
    on(actions_->table_mode, [this] { list_->set_mode(ShareListView::Mode::table); });
    on(actions_->rows_mode, [this] { list_->set_mode(ShareListView::Mode::rows); });
    on(actions_->details, [this](bool checked) { show_details(checked); });
    on(actions_->toggle, [this] { commands_->toggle(list_->selected()); });
    on(actions_->copy_link, [this] { commands_->copy_links(list_->selected()); });
    on(actions_->show_link, [this] { dialogs_.link(list_->selected().front()); });
    on(actions_->open_folder, [this] { commands_->open_folder(list_->selected().front()); });
    on(actions_->recheck, [this] { commands_->recheck(list_->selected()); });
    on(actions_->labels, [this] { dialogs_.labels(list_->selected()); });
    on(actions_->limits, [this] { dialogs_.limits(list_->selected(), {}); });
    on(actions_->remove, [this] { dialogs_.remove(list_->selected(), false); });
    on(actions_->remove_data, [this] { dialogs_.remove(list_->selected(), true); });
    for (std::size_t i = 0; i < actions_->tabs.size(); ++i) {
        on(actions_->tabs[i], [this, i] {
            show_details(true);
            details_->show_tab(static_cast<DetailsPane::Tab>(i));
        });
    }
    connect_appearance();
}

void MainWindow::connect_appearance() {
    const auto on = [this](QAction* action, Appearance appearance) {
        connect(action, &QAction::triggered, this, [this, appearance] {
            settings_.set_appearance(appearance);
            Q_EMIT appearance_changed();
        });
    };
    on(actions_->appearance_system, Appearance::system);
    on(actions_->appearance_light, Appearance::light);
    on(actions_->appearance_dark, Appearance::dark);
}

void MainWindow::connect_parts() {
    connect(&client_, &EngineClient::connection_changed, this, &MainWindow::reflect);
    connect(&store_, &ShareStore::reset, this, [this] {
        show_details_if_any();
        reflect();
    });
    connect(&store_, &ShareStore::changed, this, [this] {
        show_details_if_any();
        reflect();
    });
    connect(&store_, &ShareStore::removed, this, &MainWindow::show_details_if_any);
    connect(sidebar_, &Sidebar::filter_changed, this, &MainWindow::filter);
    connect(search_, &QLineEdit::textChanged, this, &MainWindow::search_for);
    connect(list_, &ShareListView::selection_changed, this, &MainWindow::reflect);
    connect(list_, &ShareListView::activated, this, &MainWindow::open_share);
    connect(list_, &ShareListView::menu_wanted, this, &MainWindow::show_list_menu);
    connect(&list_->empty_list(), &EmptyList::share_wanted, actions_->share, &QAction::trigger);
    connect(&list_->empty_list(), &EmptyList::get_wanted, actions_->get, &QAction::trigger);
    connect(&list_->empty_list(), &EmptyList::clear_wanted, this, [this] {
        search_->clear();
        sidebar_->choose(ShareFilter::Kind::all);
    });
    connect(details_, &DetailsPane::link_wanted, &dialogs_, &WindowDialogs::link);
    connect(status_, &StatusLine::limits_wanted, this, [this] { dialogs_.limits({}, limits_of_all()); });
    connect(status_, &StatusLine::diagnosis_wanted, actions_->diagnosis, &QAction::trigger);
    connect(commands_, &ShareCommands::failed, status_, &StatusLine::say);
    connect(commands_, &ShareCommands::links_copied, this, [this](int count) {
        status_->say(tr("%Ln link(s) copied. Whoever has a link can read the share.", nullptr, count));
    });
    auto* drops = new DropOverlay{this};
    connect(drops, &DropOverlay::paths_dropped, &dialogs_, &WindowDialogs::share);
    connect(drops, &DropOverlay::links_dropped, &dialogs_, &WindowDialogs::get);
    connect(offer_, &OfferBar::wanted, this, [this](const QString& link) { dialogs_.get({link}); });
    connect(&dialogs_, &WindowDialogs::said, status_, &StatusLine::say);
    connect(&dialogs_, &WindowDialogs::started, this, &MainWindow::show_share);
}

/// A link that is pasted here is meant to be got.
void MainWindow::search_for(const QString& text) {
    const auto links = links_in(text);
    if (links.isEmpty()) return filter();
    search_->setText({});  // and so it cannot be undone either
    dialogs_.get(links);
}

bool MainWindow::eventFilter(QObject* watched, QEvent* event) {
    if (watched != search_ || event->type() != QEvent::KeyPress) return QMainWindow::eventFilter(watched, event);
    const auto key = static_cast<QKeyEvent*>(event)->key();
    if (key != Qt::Key_Down && key != Qt::Key_Escape) return false;
    if (key == Qt::Key_Escape) search_->clear();
    list_->setFocus(Qt::OtherFocusReason);
    return true;
}

void MainWindow::filter() {
    auto wanted = sidebar_->filter();
    wanted.text = search_->text();
    list_->set_filter(std::move(wanted));
    reflect();
}

ShareCommands::Tags MainWindow::tags_of_all() const {
    ShareCommands::Tags out;
    for (const auto& share : store_.all()) out.push_back(share.tag);
    return out;
}

Limits MainWindow::limits_of_all() const {
    const auto& status = status_->status();
    return status ? Limits{.up = status->limit_up, .down = status->limit_down} : Limits{};
}

std::vector<const ShareView*> MainWindow::selected() const {
    std::vector<const ShareView*> out;
    for (const auto& tag : list_->selected()) {
        if (const auto* share = store_.find(tag)) out.push_back(share);
    }
    return out;
}

void MainWindow::reflect() {
    const auto shares = selected();
    actions_->reflect(shares, client_.is_ready());
    details_->show_share(shares.size() == 1 ? shares.front()->tag : std::string{});
}

/// Of nothing there are none.
void MainWindow::show_details_if_any() {
    details_->setVisible(actions_->details->isChecked() && !store_.all().empty());
}

void MainWindow::show_details(bool shown) {
    actions_->details->setChecked(shown);
    show_details_if_any();
}

void MainWindow::show_share(const std::string& tag) {
    search_->clear();
    sidebar_->choose(ShareFilter::Kind::all);
    list_->select(tag);
}

void MainWindow::open_share(const std::string& tag) {
    const auto* share = store_.find(tag);
    const bool is_open_question =
        share != nullptr && (share->state == ShareState::resolving || share->state == ShareState::resolved);
    if (is_open_question) return dialogs_.go_on_getting(tag);
    show_details(true);
}

void MainWindow::come_to_front() {
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

void MainWindow::show_list_menu(const QPoint& where) {
    auto* menu = new QMenu{this};
    menu->setAttribute(Qt::WA_DeleteOnClose);
    actions_->fill_share_menu(*menu);
    menu->popup(where);
}

// --- what is brought -------------------------------------------------------------------------------------------------

void MainWindow::take(const Dropped& brought) {
    if (!brought.paths.isEmpty()) dialogs_.share(brought.paths);
    if (!brought.links.isEmpty()) dialogs_.get(brought.links);
    if (brought.is_empty()) status_->say(tr("There is no link and no file to take."));
}

void MainWindow::paste() {
    const auto* mime = QApplication::clipboard()->mimeData();
    take(mime == nullptr ? Dropped{} : dropped_from(*mime));
}

void MainWindow::offer(const QString& link) {
    offer_->offer(link);
}

// --- between two runs ------------------------------------------------------------------------------------------------

void MainWindow::restore() {
    give_first_size(*this, {fontMetrics().averageCharWidth() * 150, fontMetrics().height() * 45});
    restoreGeometry(settings_.geometry());
    list_->restore_columns(settings_.columns());
    list_->set_mode(settings_.has_rows() ? ShareListView::Mode::rows : ShareListView::Mode::table);
    (settings_.has_rows() ? actions_->rows_mode : actions_->table_mode)->setChecked(true);
    actions_->details->setChecked(settings_.has_details());
    details_->show_tab(static_cast<DetailsPane::Tab>(settings_.details_tab()));
    across_->setSizes({fontMetrics().averageCharWidth() * 28, width()});
    across_->restoreState(settings_.layout(QStringLiteral("across")));
    down_->restoreState(settings_.layout(QStringLiteral("down")));
    const auto appearance = settings_.appearance();
    (appearance == Appearance::light  ? actions_->appearance_light
     : appearance == Appearance::dark ? actions_->appearance_dark
                                      : actions_->appearance_system)
        ->setChecked(true);
}

void MainWindow::remember() {
    settings_.set_geometry(saveGeometry());
    settings_.set_columns(list_->save_columns());
    settings_.set_rows(list_->mode() == ShareListView::Mode::rows);
    settings_.set_details(actions_->details->isChecked());
    settings_.set_details_tab(std::to_underlying(details_->tab()));
    settings_.set_layout(QStringLiteral("across"), across_->saveState());
    settings_.set_layout(QStringLiteral("down"), down_->saveState());
}

/// Those that the engine of this window has under way; a daemon goes on with its own.
int MainWindow::transfers_that_would_end() const {
    if (leaving_ || !asks_to_close_ || !client_.is_ready() || client_.connection().remote || !asks_to_close_())
        return 0;
    const auto moves = [](const ShareView& share) { return share.rate_down > 0 || share.rate_up > 0; };
    return static_cast<int>(std::ranges::count_if(store_.all(), moves));
}

void MainWindow::ask_to_close(int transfers) {
    if (close_question_ != nullptr) return close_question_->raise();
    close_question_ =
        new QMessageBox{QMessageBox::Question, tr("Quit"), tr("Quit and stop %Ln transfer(s)?", nullptr, transfers),
                        QMessageBox::NoButton, this};
    close_question_->setObjectName(QStringLiteral("close_question"));
    close_question_->setAttribute(Qt::WA_DeleteOnClose);
    close_question_->setInformativeText(tr(
        "This desktop has no tray where Shoal could stay. It goes on as long as its window is there, also minimised."));
    auto* stay = close_question_->addButton(tr("&Keep running"), QMessageBox::RejectRole);
    const auto* quit = close_question_->addButton(tr("&Quit"), QMessageBox::DestructiveRole);
    close_question_->setDefaultButton(stay);
    close_question_->setEscapeButton(stay);
    connect(close_question_, &QDialog::finished, this, [this, quit] {
        leaving_ = close_question_->clickedButton() == quit;
        close_question_.clear();
        leaving_ ? static_cast<void>(close()) : showMinimized();
    });
    close_question_->open();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (const int transfers = transfers_that_would_end(); transfers > 0) {
        event->ignore();
        return ask_to_close(transfers);
    }
    remember();
    QMainWindow::closeEvent(event);
    Q_EMIT closing();
}

}  // namespace shoal::gui
