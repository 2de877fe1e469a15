#pragma once
// How fast a share, or all of them together, moved.

#include "gui/details_tab.h"
#include "gui/speed_history.h"

class QButtonGroup;
class QCheckBox;

namespace shoal::gui {

class ElidedLabel;
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
    [[nodiscard]] QLayout* build_lines();
    [[nodiscard]] SpeedSpan span() const;
    void refresh();

    SpeedHistory& history_;
    SpeedGraph* graph_;
    QButtonGroup* spans_;
    QCheckBox* all_;
    ElidedLabel* down_;
    ElidedLabel* up_;
};

}  // namespace shoal::gui
