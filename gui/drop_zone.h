#pragma once
// The place to drop files and folders at, with buttons for those who rather choose.

#include <QStringList>
#include <QWidget>

namespace shoal::gui {

class DropZone : public QWidget {
    Q_OBJECT

public:
    explicit DropZone(QWidget* parent = nullptr);

Q_SIGNALS:
    /// Absolute paths of this computer.
    void chosen(const QStringList& paths);
    /// Somebody dropped links here: they want to get, not to share.
    void links_dropped(const QStringList& links);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void choose(bool folders);
    void set_hot(bool hot);

    bool hot_ = false;  // something that can be taken is above it
};

}  // namespace shoal::gui
