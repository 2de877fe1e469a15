#pragma once
// Notices a Shoal link in the clipboard, for those who asked for that.

#include <functional>
#include <set>
#include <string>

#include <QObject>
#include <QString>

namespace shoal::gui {

/// Switched off at first, and then the clipboard is never read.
class ClipboardOffer : public QObject {
    Q_OBJECT

public:
    /// `is_known` (by tag): such a link is not offered. `read`: others_clipboard unless given.
    explicit ClipboardOffer(std::function<bool(const std::string& tag)> is_known, std::function<QString()> read = {},
                            QObject* parent = nullptr);
    void set_enabled(bool enabled);
    [[nodiscard]] bool is_enabled() const { return enabled_; }

Q_SIGNALS:
    /// Once for each content; not for what this program copied itself. Secret.
    void link_seen(const QString& link);

private:
    void look();

    std::function<bool(const std::string&)> is_known_;
    std::function<QString()> read_;
    bool enabled_ = false;
    std::set<std::string> offered_;  // tags
};

/// The text that another program copied; empty if this one did.
[[nodiscard]] QString others_clipboard();

}  // namespace shoal::gui
