#pragma once
// A line above the list: there is a link on the clipboard, shall it be got?

#include "gui/strip.h"

namespace shoal::gui {

/// Hidden until it has something to offer; a newer offer replaces an older one.
class OfferBar : public Strip {
    Q_OBJECT

public:
    explicit OfferBar(QWidget* parent = nullptr);
    /// `link`: secret; its name is shown, never itself.
    void offer(const QString& link);

Q_SIGNALS:
    void wanted(const QString& link);

private:
    void forget();

    QString link_;
};

}  // namespace shoal::gui
