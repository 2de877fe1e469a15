#pragma once
// Over the whole window while somebody drags something across it: what letting go would do.

#include <QWidget>

#include "gui/dropped.h"

namespace shoal::gui {

/// Hidden until then. What Shoal can do nothing with is not taken, and shows nothing.
class DropOverlay : public QWidget {
    Q_OBJECT

public:
    /// Takes what is dropped anywhere on the window, which becomes its parent.
    explicit DropOverlay(QWidget* window);

Q_SIGNALS:
    void paths_dropped(const QStringList& paths);
    void links_dropped(const QStringList& links);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    bool take(QEvent& event);
    void appear(const Dropped& dropped);
    void drop(const Dropped& dropped);

    QString words_;
    QString details_;
    bool links_ = false;
};

}  // namespace shoal::gui
