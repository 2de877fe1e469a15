#pragma once
// What stands in place of the list while there is nothing in it: the first thing that a person sees of Shoal.

#include <QWidget>

#include "gui/share_filter.h"

class QBoxLayout;
class QLabel;
class QPushButton;

namespace shoal::gui {

class EmptyList : public QWidget {
    Q_OBJECT

public:
    explicit EmptyList(QWidget* parent = nullptr);

    /// There is no share yet. That is how it begins.
    void show_first();
    /// There are shares, but none that the filter lets through.
    void show_no_match(const ShareFilter& filter);
    [[nodiscard]] bool is_first() const { return is_first_; }
    /// In little room it has less around it, no picture, and its buttons one below the other.
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void share_wanted();
    void get_wanted();
    /// The whole list, please.
    void clear_wanted();

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void dress();
    void fit();

    QLabel* symbol_;
    QLabel* headline_;
    QLabel* text_;
    QPushButton* share_;
    QPushButton* get_;
    QPushButton* clear_;
    QWidget* middle_;
    QBoxLayout* buttons_;
    bool is_first_ = true;
};

}  // namespace shoal::gui
