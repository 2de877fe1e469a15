#pragma once
// Everything about one share, below the list.

#include <array>
#include <string>

#include <QWidget>

#include "gui/engine_client.h"
#include "gui/share_store.h"

class QTabWidget;

namespace shoal::gui {

class DetailsTab;
class ShareJournal;
class SpeedHistory;

/// Speeds and happenings are kept from the moment it is made, whether it is shown or not; it asks the engine only
/// while it is shown.
class DetailsPane : public QWidget {
    Q_OBJECT

public:
    enum class Tab : std::uint8_t { overview, files, peers, sources, speed, log };

    DetailsPane(EngineClient& client, ShareStore& store, QWidget* parent = nullptr);

    /// Empty: none.
    void show_share(const std::string& tag);
    void show_tab(Tab tab);
    [[nodiscard]] Tab tab() const;

Q_SIGNALS:
    void link_wanted(std::string tag);

private:
    void add(Tab tab, DetailsTab* page, const QString& title, const char* name);

    std::string tag_;
    SpeedHistory* history_;
    ShareJournal* journal_;
    QTabWidget* tabs_;
    std::array<DetailsTab*, 6> pages_{};
};

}  // namespace shoal::gui
