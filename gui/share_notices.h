#pragma once
// Which events of shares are worth a notice of the desktop.

#include <functional>

#include "gui/notifier.h"
#include "gui/share_store.h"

namespace shoal::gui {

class WindowSettings;

/// Tells of downloads that are complete or have stopped, if the person wants that and does not look at the window.
class ShareNotices : public QObject {
    Q_OBJECT

public:
    using Tell = std::function<void(const QString& title, const QString& text, const std::string& tag)>;

    /// `is_looked_at`: whether the window is in front.
    ShareNotices(EngineClient& client, const ShareStore& store, const WindowSettings& settings, Tell tell,
                 std::function<bool()> is_looked_at, QObject* parent = nullptr);

private:
    void heard(const Event& event);
    [[nodiscard]] QString name_of(const std::string& tag) const;

    const ShareStore& store_;
    const WindowSettings& settings_;
    Tell tell_;
    std::function<bool()> is_looked_at_;
};

}  // namespace shoal::gui
