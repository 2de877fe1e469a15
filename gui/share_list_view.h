#pragma once
// The list of shares in the middle of the window: a table for whoever wants to see everything, comfortable rows for
// everybody else, and a page that helps where there is nothing to list.

#include <cstdint>
#include <string>
#include <vector>

#include <QWidget>

#include "gui/empty_list.h"
#include "gui/share_filter.h"
#include "gui/share_model.h"

class QLabel;
class QMenu;
class QPushButton;
class QStackedLayout;

namespace shoal::gui {

class ShareHeader;
class ShareTree;

class ShareListView : public QWidget {
    Q_OBJECT

public:
    enum class Mode : std::uint8_t { table, rows };

    ShareListView(ShareStore& store, QWidget* parent);

    void set_mode(Mode mode);
    [[nodiscard]] Mode mode() const { return mode_; }
    /// Selection and current share stay, as far as they are in the list then.
    void set_filter(ShareFilter filter);
    [[nodiscard]] const ShareFilter& filter() const { return list_->filter(); }
    void sort(ShareColumn column, Qt::SortOrder order);

    /// Tags, in the order of the list.
    [[nodiscard]] std::vector<std::string> selected() const;
    /// Only this one, and shows it; nothing where it is not in the list.
    void select(const std::string& tag);
    /// Names of the selected shares to the clipboard.
    void copy_names() const;

    /// Columns and what is sorted by.
    [[nodiscard]] QByteArray save_columns() const;
    bool restore_columns(const QByteArray& saved);
    /// To choose columns elsewhere than from the header. Owned by `parent`.
    [[nodiscard]] QMenu* make_column_menu(QWidget* parent);

    /// The page that is shown while nothing is listed; its signals come from there.
    [[nodiscard]] EmptyList& empty_list() { return *empty_; }
    [[nodiscard]] ShareModel& list() { return *list_; }

Q_SIGNALS:
    void selection_changed();
    void activated(std::string tag);
    void menu_wanted(QPoint global);

private:
    void add_pages();
    QWidget* make_rows_page();
    QMenu* make_sort_menu(QWidget* parent);
    void connect_tree(ShareTree& tree);
    [[nodiscard]] ShareTree& shown_tree() const;
    void before_reset();
    void after_reset();
    void choose_page();
    void tell_sort();

    ShareStore& store_;
    ShareModel* list_;
    ShareTree* table_ = nullptr;
    ShareHeader* header_ = nullptr;
    ShareTree* rows_ = nullptr;
    QPushButton* sort_button_ = nullptr;
    QLabel* count_ = nullptr;
    EmptyList* empty_ = nullptr;
    QStackedLayout* pages_ = nullptr;
    QWidget* rows_page_ = nullptr;
    Mode mode_ = Mode::table;
    std::vector<std::string> held_selection_;  // over a reset
    std::string held_current_;
    bool is_resetting_ = false;
};

}  // namespace shoal::gui
