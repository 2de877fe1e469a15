#pragma once
// A table of ours: rows without children, sorted by a click, of one look.

#include <QTreeView>

namespace shoal::gui {

/// Rows are selected whole and copied with Ctrl+C, a line a row, a tab between columns.
class TableView : public QTreeView {
    Q_OBJECT

public:
    explicit TableView(QWidget* parent = nullptr);
    /// In the width of so many average characters.
    /// Makes the column wider if what is in it needs that.
    void give_room(int column);
    void set_width(int column, int characters);
    /// What is selected, as it is copied.
    [[nodiscard]] QString selected_text() const;

protected:
    void keyPressEvent(QKeyEvent* event) override;
};

}  // namespace shoal::gui
