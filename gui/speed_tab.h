#pragma once
// How fast a share, or all of them together, moved.

#include "gui/details_tab.h"
#include "gui/speed_history.h"

class QButtonGroup;
class QCheckBox;
class QLabel;

namespace shoal::gui {

class SpeedGraph;

class SpeedTab : public DetailsTab {
    Q_OBJECT

public:
    /// `history` outlives it.
    SpeedTab(EngineClient& client, ShareStore& store, SpeedHistory& history, QWidget* parent);

protected:
    void share_is_other() override { refresh(); }
    void share_changed() override { refresh(); }
    void second_passed() override { refresh(); }
    [[nodiscard]] bool needs_share() const override { return false; }

private:
    [[nodiscard]] QLayout* build_choices();
    [[nodiscard]] SpeedSpan span() const;
    void refresh();

    SpeedHistory& history_;
    SpeedGraph* graph_;
    QButtonGroup* spans_;
    QCheckBox* all_;
    QLabel* down_;
    QLabel* up_;
};

}  // namespace shoal::gui
