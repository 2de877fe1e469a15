#pragma once
// Where peers of a share come from, and where others may be.

#include "core/queries.h"
#include "gui/details_tab.h"

namespace shoal::gui {

class KnownTable;
class SourceTable;
class TableView;

class SourcesTab : public DetailsTab {
    Q_OBJECT

public:
    SourcesTab(EngineClient& client, ShareStore& store, QWidget* parent);

protected:
    void share_is_other() override;
    void second_passed() override;

private:
    void build();
    void told(const Result<SourceList>& reply);

    SourceTable* sources_;
    KnownTable* known_;
    TableView* source_view_;
    TableView* known_view_;
    PacedAsk* ask_;
    std::uint64_t due_in_s_ = 0;  // 0: nothing is planned
};

}  // namespace shoal::gui
