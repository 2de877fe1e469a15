#pragma once
// Everything a person can do in the main window, once: name, symbol, shortcut, and when it can be done. Menus, toolbar,
// the menu of the list and the keyboard all use these.

#include <cstdint>
#include <vector>

#include <QAction>
#include <QActionGroup>
#include <QMenu>
#include <QMenuBar>

#include "core/share_view.h"

namespace shoal::gui {

class WindowActions : public QObject {
    Q_OBJECT

public:
    /// The actions belong to `window`, so that their shortcuts hold in it.
    explicit WindowActions(QWidget* window);

    /// What can be done with these shares; none of it while there is no engine.
    void reflect(const std::vector<const ShareView*>& selected, bool is_ready);
    /// `columns`: the menu that chooses those of the table.
    void fill_menu_bar(QMenuBar& bar, QMenu& columns) const;
    /// Of what is selected.
    void fill_share_menu(QMenu& menu) const;

    // without a selection
    QAction* share;
    QAction* get;
    QAction* paste;  ///< what is on the clipboard: links to get, files to share
    QAction* find;
    QAction* pause_all;
    QAction* resume_all;
    QAction* settings;
    QAction* diagnosis;
    QAction* about;
    QAction* quit;
    QAction* close;
    QAction* table_mode;
    QAction* rows_mode;
    QAction* details;  ///< checkable: the pane below the list
    QAction* appearance_system;
    QAction* appearance_light;
    QAction* appearance_dark;

    // with what is selected
    QAction* toggle;  ///< pause, or resume where all are paused
    QAction* copy_link;
    QAction* show_link;
    QAction* open_folder;
    QAction* recheck;
    QAction* labels;
    QAction* limits;
    QAction* remove;
    QAction* remove_data;

    std::vector<QAction*> tabs;  ///< of the details, in their order

private:
    QAction* add(const char* name, const QString& text, const QString& symbol_name, const QList<QKeySequence>& keys);
    void make_general();
    void make_view();
    void make_share();

    QWidget* window_;
    bool resumes_ = false;  // what toggle says now
};

}  // namespace shoal::gui
