#pragma once
// A share at a glance: how it is, what is here of it, what the peers have, and the facts.

#include <optional>

#include <QElapsedTimer>

#include "core/queries.h"
#include "gui/details_tab.h"
#include "gui/health.h"

class QGridLayout;
class QLabel;
class QPushButton;

namespace shoal::gui {

class AvailabilityBar;
class ChunkMapBar;
class ElidedLabel;

class OverviewTab : public DetailsTab {
    Q_OBJECT

public:
    OverviewTab(EngineClient& client, ShareStore& store, QWidget* parent);

Q_SIGNALS:
    void link_wanted(std::string tag);

protected:
    void share_is_other() override;
    void share_changed() override;
    void second_passed() override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Facts {
        ElidedLabel *folder, *size, *here, *added, *done, *labels;
        ElidedLabel *received, *sent, *ratio, *peers, *limits, *tag;
    };
    [[nodiscard]] QLayout* build_head(QWidget* page);
    [[nodiscard]] QLayout* build_maps(QWidget* page);
    [[nodiscard]] QLayout* build_facts(QWidget* page);
    [[nodiscard]] ElidedLabel* add_fact(QGridLayout& grid, int row, int column, const QString& name, const char* id);
    [[nodiscard]] std::uint64_t cells() const;
    void told(Result<ChunkMap> reply);
    void show_health();
    void show_maps();
    void show_facts(const ShareView& share);
    void open_folder();

    QLabel* mark_;
    QLabel* sentence_;
    QPushButton* link_;
    QPushButton* open_;
    ChunkMapBar* have_;
    AvailabilityBar* peers_;
    QLabel* have_text_;
    QLabel* peers_text_;
    Facts facts_{};
    PacedAsk* map_ask_;
    PacedAsk* source_ask_;
    std::optional<ChunkMap> map_;
    std::vector<SourceView> sources_;
    QElapsedTimer sources_age_;
    std::uint64_t asked_cells_ = 0;
    std::uint64_t due_in_s_ = 0;  // as in the tab of sources
    std::optional<Health> shown_;
};

}  // namespace shoal::gui
