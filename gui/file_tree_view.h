#pragma once
// A file tree on the screen: a search field, buttons that choose what was found, the tree, and what is chosen of it.

#include <set>
#include <string>

#include <QWidget>

#include "gui/file_tree.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QTimer;
class QTreeView;

namespace shoal::gui {

class FileTreeView : public QWidget {
    Q_OBJECT

public:
    /// The tree outlives it.
    explicit FileTreeView(FileTree& tree, QWidget* parent = nullptr);

    /// Whether how far each file is, and when it is fetched, have columns; not at first.
    void show_progress(bool shown);
    /// In the name column.
    [[nodiscard]] QModelIndexList selected() const;
    /// An action that a key calls while the tree has the focus.
    void add_key(QAction& action);

Q_SIGNALS:
    /// A double click or Enter on a file.
    void opened(const QModelIndex& file);
    /// Something is selected then.
    void menu_wanted(QPoint global);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] QLayout* build_search();
    void build_tree();
    void search_now();
    void before_reset();
    void after_reset();
    void say_choice();
    void toggle_selected();
    void place_columns();
    void show_menu(QPoint local);

    FileTree& tree_;
    QLineEdit* search_;
    QPushButton* all_;
    QPushButton* none_;
    QTreeView* view_;
    QLabel* choice_;
    QTimer* typing_;          // runs while somebody types
    std::set<QString> open_;  // paths of folders that a person opened
    bool rebuilding_ = false;
};

}  // namespace shoal::gui
