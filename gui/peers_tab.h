#pragma once
// The linked peers of a share.

#include "core/queries.h"
#include "gui/details_tab.h"
#include "gui/peer_table.h"

class QLabel;

namespace shoal::gui {

class TableView;

class PeersTab : public DetailsTab {
    Q_OBJECT

public:
    PeersTab(EngineClient& client, ShareStore& store, QWidget* parent);

protected:
    void share_is_other() override;

private:
    void build_table();
    void told(const Result<PeerList>& reply);

    PeerTable* peers_;
    TableView* view_;
    QLabel* count_;
};

}  // namespace shoal::gui
