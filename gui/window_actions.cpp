#include "gui/window_actions.h"

#include <algorithm>
#include <array>

#include "gui/theme.h"

namespace shoal::gui {

WindowActions::WindowActions(QWidget* window) : QObject{window}, window_{window} {
    make_general();
    make_view();
    make_share();
    reflect({}, false);
}

QAction* WindowActions::add(const char* name, const QString& text, const QString& symbol_name,
                            const QList<QKeySequence>& keys) {
    auto* action = new QAction{text, window_};
    action->setObjectName(QString::fromLatin1(name));
    if (!symbol_name.isEmpty()) action->setIcon(symbol(symbol_name));
    action->setShortcuts(keys);
    window_->addAction(action);
    return action;
}

void WindowActions::make_general() {
    share = add("share", tr("&Share files or folders …"), "share", {QKeySequence{"Ctrl+N"}});
    share->setIconText(tr("Share"));
    get = add("get", tr("&Get from a link …"), "get", {QKeySequence{"Ctrl+U"}, QKeySequence{"Ctrl+Shift+O"}});
    get->setIconText(tr("Get"));
    paste = add("paste", tr("&Paste a link or files"), "paste", {QKeySequence::Paste});
    find = add("find", tr("&Find"), "search", {QKeySequence::Find});
    pause_all = add("pause_all", tr("P&ause all"), "pause", {QKeySequence{"Ctrl+Shift+P"}});
    resume_all = add("resume_all", tr("&Resume all"), "resume", {});
    settings = add("settings", tr("Se&ttings"), "settings", {QKeySequence{"Ctrl+,"}});
    diagnosis = add("diagnosis", tr("&How others reach this computer"), "network", {QKeySequence::HelpContents});
    about = add("about", tr("&About Shoal"), {}, {});
    quit = add("quit", tr("&Quit"), "quit", {QKeySequence{"Ctrl+Q"}});
    close = add("close", tr("&Close the window"), {}, {QKeySequence{"Ctrl+W"}});
}

void WindowActions::make_view() {
    auto* modes = new QActionGroup{this};
    table_mode = add("table_mode", tr("&Table"), "table", {QKeySequence{"Ctrl+1"}});
    rows_mode = add("rows_mode", tr("&Comfortable rows"), "rows", {QKeySequence{"Ctrl+2"}});
    auto* looks = new QActionGroup{this};
    appearance_system = add("appearance_system", tr("As the &desktop"), {}, {});
    appearance_light = add("appearance_light", tr("&Light"), {}, {});
    appearance_dark = add("appearance_dark", tr("D&ark"), {}, {});
    for (auto* action : {table_mode, rows_mode}) modes->addAction(action)->setCheckable(true);
    for (auto* action : {appearance_system, appearance_light, appearance_dark}) {
        looks->addAction(action)->setCheckable(true);
    }
    details = add("details", tr("&Details"), "details", {QKeySequence{"Alt+Return"}});
    details->setCheckable(true);
    const std::array names{tr("&Overview"), tr("&Files"), tr("&Peers"), tr("&Sources"), tr("Spee&d"), tr("&Log")};
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto key = QKeySequence{QStringLiteral("Alt+%1").arg(i + 1)};
        tabs.push_back(add("tab", names[i], {}, {key}));
        tabs.back()->setObjectName(QStringLiteral("tab_%1").arg(i + 1));
    }
}

void WindowActions::make_share() {
    toggle = add("toggle", tr("&Pause"), "pause", {QKeySequence{"Ctrl+P"}});
    toggle->setIconText(tr("Pause"));
    copy_link = add("copy_link", tr("&Copy the link"), "link", {QKeySequence::Copy});
    show_link = add("show_link", tr("&Show the link and QR code"), "qr", {QKeySequence{"Ctrl+K"}});
    open_folder = add("open_folder", tr("&Open the folder"), "folder", {QKeySequence{"Ctrl+E"}});
    recheck = add("recheck", tr("C&heck the files again"), "recheck", {QKeySequence{"Ctrl+R"}});
    labels = add("labels", tr("&Labels …"), "label", {QKeySequence{"Ctrl+L"}});
    limits = add("limits", tr("L&imit its rate …"), "limit", {});
    remove = add("remove", tr("&Remove …"), "remove", {QKeySequence::Delete});
    remove->setIconText(tr("Remove"));
    remove_data = add("remove_data", tr("Remove with its &files …"), {}, {QKeySequence{"Shift+Del"}});
}

void WindowActions::reflect(const std::vector<const ShareView*>& selected, bool is_ready) {
    const bool any = is_ready && !selected.empty();
    const bool one = is_ready && selected.size() == 1;
    const bool all_paused = any && std::ranges::all_of(selected, &ShareView::paused);
    const bool have_place = std::ranges::none_of(selected, [](const ShareView* each) { return each->path.empty(); });
    for (auto* action : {toggle, copy_link, labels, limits, remove, remove_data}) action->setEnabled(any);
    show_link->setEnabled(one);
    recheck->setEnabled(any && have_place);
    open_folder->setEnabled(one && have_place);
    for (auto* action : {share, get, paste, pause_all, resume_all}) action->setEnabled(is_ready);
    // Each change of an action draws the toolbar anew, and this is called several times a second.
    if (resumes_ == all_paused) return;
    resumes_ = all_paused;
    toggle->setText(all_paused ? tr("R&esume") : tr("&Pause"));
    toggle->setIconText(all_paused ? tr("Resume") : tr("Pause"));
    toggle->setIcon(symbol(all_paused ? QStringLiteral("resume") : QStringLiteral("pause")));
}

void WindowActions::fill_menu_bar(QMenuBar& bar, QMenu& columns) const {
    auto* file = bar.addMenu(tr("&File"));
    file->addActions({share, get, paste});
    file->addSeparator();
    file->addActions({pause_all, resume_all});
    file->addSeparator();
    file->addActions({settings, close, quit});
    auto* selected = bar.addMenu(tr("&Share"));
    fill_share_menu(*selected);
    auto* view = bar.addMenu(tr("&View"));
    view->addActions({table_mode, rows_mode});
    columns.setTitle(tr("Col&umns"));
    view->addMenu(&columns);
    view->addSeparator();
    view->addAction(details);
    auto* tab_menu = view->addMenu(tr("Details &of"));
    for (auto* tab : tabs) tab_menu->addAction(tab);
    view->addSeparator();
    view->addAction(find);
    auto* look = view->addMenu(tr("&Appearance"));
    look->addActions({appearance_system, appearance_light, appearance_dark});
    auto* help = bar.addMenu(tr("&Help"));
    help->addActions({diagnosis, about});
}

void WindowActions::fill_share_menu(QMenu& menu) const {
    menu.addActions({toggle, copy_link, show_link, open_folder});
    menu.addSeparator();
    menu.addActions({labels, limits, recheck});
    menu.addSeparator();
    menu.addActions({remove, remove_data});
}

}  // namespace shoal::gui
