#pragma once
// A line above the list: there is a link on the clipboard, shall it be got?

#include <QLabel>
#include <QWidget>

namespace shoal::gui {

/// Hidden until it has something to offer; a newer offer replaces an older one.
class OfferBar : public QWidget {
    Q_OBJECT

public:
    explicit OfferBar(QWidget* parent = nullptr);
    /// `link`: secret; its name is shown, never itself.
    void offer(const QString& link);

Q_SIGNALS:
    void wanted(const QString& link);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void forget();

    QString link_;
    QLabel* text_;
};

}  // namespace shoal::gui
