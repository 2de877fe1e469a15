#include "gui/peers_tab.h"

#include <QLabel>
#include <QSortFilterProxyModel>
#include <QVBoxLayout>

#include "gui/bar_delegate.h"
#include "gui/format.h"
#include "gui/subtle_label.h"
#include "gui/table_view.h"

namespace shoal::gui {

PeersTab::PeersTab(EngineClient& client, ShareStore& store, QWidget* parent)
    : DetailsTab{client, store, parent}, peers_{new PeerTable{this}}, view_{new TableView{content()}},
      count_{new SubtleLabel{content()}} {
    build_table();
    count_->setObjectName(QStringLiteral("peer_count"));
    count_->setContentsMargins(12, 0, 12, 8);
    auto* const layout = new QVBoxLayout{content()};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(view_, 1);
    layout->addWidget(count_);
    add_ask().set_question<ListPeers>([this] { return ListPeers{.tag = tag()}; },
                                      [this](const Result<PeerList>& reply) { told(reply); });
}

void PeersTab::build_table() {
    auto* const sorted = new QSortFilterProxyModel{this};
    sorted->setSourceModel(peers_);
    sorted->setSortRole(PeerTable::sort_role);
    sorted->setDynamicSortFilter(true);
    view_->setObjectName(QStringLiteral("peer_table"));
    view_->setAccessibleName(tr("Linked peers"));
    view_->setModel(sorted);
    view_->setSortingEnabled(true);
    view_->sortByColumn(PeerTable::down_column, Qt::DescendingOrder);
    view_->setItemDelegateForColumn(PeerTable::progress_column, new BarDelegate{PeerTable::permille_role, view_});
    view_->set_width(PeerTable::address_column, 26);
    view_->set_width(PeerTable::where_column, 11);
    view_->set_width(PeerTable::direction_column, 17);
    view_->set_width(PeerTable::progress_column, 20);
    for (const auto column :
         {PeerTable::down_column, PeerTable::up_column, PeerTable::received_column, PeerTable::sent_column}) {
        view_->set_width(column, 14);
    }
}

void PeersTab::share_is_other() {
    peers_->set_peers({}, 0);
    count_->clear();
}

void PeersTab::told(const Result<PeerList>& reply) {
    if (!reply) return set_note(harmless(reply.error().what));
    const auto* const view = share();
    peers_->set_peers(reply->linked, view == nullptr ? 0 : view->bytes);
    const auto count = static_cast<int>(reply->linked.size());
    count_->setText(
        tr("%1, %2 nearby", "peers, number").arg(tr("%Ln peer(s)", nullptr, count), format_count(peers_->nearby())));
    set_note(count == 0 ? tr("No peer is linked now.") : QString{});
}

}  // namespace shoal::gui
