#pragma once
// The main window: where its parts stand. What they do is theirs.

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <QLineEdit>
#include <QMainWindow>
#include <QPointer>
#include <QSplitter>

#include "gui/details_pane.h"
#include "gui/dropped.h"
#include "gui/engine_client.h"
#include "gui/share_commands.h"
#include "gui/share_list_view.h"
#include "gui/share_store.h"
#include "gui/sidebar.h"
#include "gui/status_line.h"
#include "gui/window_actions.h"
#include "gui/window_dialogs.h"
#include "gui/window_settings.h"

class QMessageBox;

namespace shoal::gui {

class OfferBar;

class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    MainWindow(EngineClient& client, ShareStore& store, WindowSettings& settings, WindowDialogs& dialogs,
               QWidget* parent = nullptr);

    [[nodiscard]] WindowActions& window_actions() { return *actions_; }
    [[nodiscard]] StatusLine& status() { return *status_; }
    /// What was pasted, dropped or brought by another start: shares files, gets links.
    void take(const Dropped& brought);
    /// A link was seen on the clipboard: asks whether to get it.
    void offer(const QString& link);
    [[nodiscard]] ShareCommands& commands() { return *commands_; }
    [[nodiscard]] ShareCommands::Tags tags_of_all() const;
    /// Whether a person who closes the window is asked first where that would end transfers; nobody is if not given.
    void set_asks_to_close(std::function<bool()> asks) { asks_to_close_ = std::move(asks); }
    /// Visible, not minimised and in front.
    void come_to_front();
    /// Shows this share in the list, whatever the filter was.
    void show_share(const std::string& tag);

Q_SIGNALS:
    void look_again_wanted();
    void run_here_wanted();
    void appearance_changed();
    void quit_wanted();
    /// The window is about to close by a person's wish.
    void closing();

protected:
    void closeEvent(QCloseEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void make_toolbar();
    void lay_out();
    void connect_actions();
    void connect_appearance();
    void connect_parts();
    void restore();
    void remember();
    [[nodiscard]] int transfers_that_would_end() const;
    void ask_to_close(int transfers);
    void reflect();
    void show_details_if_any();
    void filter();
    void search_for(const QString& text);
    void paste();
    void open_share(const std::string& tag);
    void show_list_menu(const QPoint& where);
    void show_details(bool shown);
    [[nodiscard]] std::vector<const ShareView*> selected() const;
    [[nodiscard]] Limits limits_of_all() const;

    EngineClient& client_;
    ShareStore& store_;
    WindowSettings& settings_;
    WindowActions* actions_;
    ShareCommands* commands_;
    WindowDialogs& dialogs_;
    StatusLine* status_;
    Sidebar* sidebar_;
    ShareListView* list_;
    DetailsPane* details_;
    OfferBar* offer_;
    QLineEdit* search_;
    QSplitter* across_;
    QSplitter* down_;
    std::function<bool()> asks_to_close_;
    QPointer<QMessageBox> close_question_;
    bool leaving_ = false;  // a person said so already
};

}  // namespace shoal::gui
