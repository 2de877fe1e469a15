#include "gui/peer_table.h"

#include <algorithm>
#include <unordered_map>

#include "core/endpoint.h"
#include "gui/format.h"
#include "gui/theme.h"

namespace shoal::gui {

bool is_nearby(const std::string& endpoint) {
    const auto parsed = Endpoint::parse(endpoint);
    return parsed && parsed->address.is_private();
}

PeerTable::PeerTable(QObject* parent) : QAbstractTableModel{parent} {}

void PeerTable::set_peers(const std::vector<PeerView>& peers, std::uint64_t bytes) {
    bytes_ = bytes;
    std::unordered_map<std::string_view, const PeerView*> news;
    for (const auto& peer : peers) news.emplace(peer.endpoint, &peer);
    for (auto row = rowCount() - 1; row >= 0; --row) {
        auto& peer = peers_[static_cast<std::size_t>(row)];
        if (const auto found = news.find(peer.endpoint); found != news.end()) {
            const auto* now = found->second;
            news.erase(found);
            peer = *now;
        } else {
            beginRemoveRows({}, row, row);
            peers_.erase(peers_.begin() + row);
            endRemoveRows();
        }
    }
    if (!peers_.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, column_count - 1));
    if (news.empty()) return;
    std::vector<PeerView> added;
    for (const auto& peer : peers) {
        if (news.erase(peer.endpoint) != 0) added.push_back(peer);
    }
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(added.size()) - 1);
    peers_.insert(peers_.end(), added.begin(), added.end());
    endInsertRows();
}

std::size_t PeerTable::nearby() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(peers_, [](const PeerView& peer) { return is_nearby(peer.endpoint); }));
}

int PeerTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(peers_.size());
}

int PeerTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(column_count);
}

int PeerTable::progress(const PeerView& peer) const {
    if (peer.complete) return 1000;
    return bytes_ == 0 ? 0 : permille(peer.bytes_have, bytes_);
}

QVariant PeerTable::display(const PeerView& peer, int column) const {
    const auto amount = [](std::uint64_t bytes) { return bytes == 0 ? QString{} : format_bytes(bytes); };
    switch (column) {
    case address_column:
        return harmless(peer.endpoint);
    case where_column:
        return is_nearby(peer.endpoint) ? tr("Nearby") : tr("Away");
    case direction_column:
        return peer.incoming ? tr("It came to you") : tr("You went to it");
    case progress_column:
        return format_percent(static_cast<std::uint64_t>(progress(peer)), 1000);
    case down_column:
        return format_rate(peer.rate_down);
    case up_column:
        return format_rate(peer.rate_up);
    case received_column:
        return amount(peer.received);
    case sent_column:
        return amount(peer.sent);
    default:
        return {};
    }
}

QVariant PeerTable::order(const PeerView& peer, int column) const {
    const auto number = [](std::uint64_t value) { return QVariant{static_cast<qulonglong>(value)}; };
    switch (column) {
    case progress_column:
        return progress(peer);
    case down_column:
        return number(peer.rate_down);
    case up_column:
        return number(peer.rate_up);
    case received_column:
        return number(peer.received);
    case sent_column:
        return number(peer.sent);
    default:
        return display(peer, column);
    }
}

QString PeerTable::spoken(const PeerView& peer) const {
    const auto rate = [](std::uint64_t value) { return value == 0 ? tr("nothing") : format_rate(value); };
    const auto place = is_nearby(peer.endpoint) ? tr("Peer %1 nearby has %2; from it %3, to it %4")
                                                : tr("Peer %1 away has %2; from it %3, to it %4");
    return place.arg(display(peer, address_column).toString(), display(peer, progress_column).toString(),
                     rate(peer.rate_down), rate(peer.rate_up));
}

QVariant PeerTable::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const auto& peer = peers_[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return display(peer, index.column());
    case Qt::AccessibleTextRole:
        return index.column() == address_column ? spoken(peer) : display(peer, index.column());
    case Qt::TextAlignmentRole:
        return index.column() >= down_column ? QVariant{Qt::AlignRight | Qt::AlignVCenter} : QVariant{};
    case sort_role:
        return order(peer, index.column());
    case permille_role:
        return progress(peer);
    default:
        return {};
    }
}

QVariant PeerTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) {
        return QVariant{(section >= down_column ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter};
    }
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case address_column:
        return tr("Address");
    case where_column:
        return tr("Where");
    case direction_column:
        return tr("Direction");
    case progress_column:
        return tr("Has");
    case down_column:
        return tr("Down");
    case up_column:
        return tr("Up");
    case received_column:
        return tr("Received");
    case sent_column:
        return tr("Sent");
    default:
        return {};
    }
}

}  // namespace shoal::gui
