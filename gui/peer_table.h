#pragma once
// The peers that a share is linked with, as a table.

#include <cstdint>
#include <string>
#include <vector>

#include <QAbstractTableModel>

#include "core/share_view.h"

namespace shoal::gui {

/// Whether an endpoint ("1.2.3.4:80") is of this machine or this network, as far as its address tells.
[[nodiscard]] bool is_nearby(const std::string& endpoint);

/// A row stays what it is while its peer is linked, so that a selection stays where it was.
class PeerTable : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        address_column,
        where_column,
        direction_column,
        progress_column,
        down_column,
        up_column,
        received_column,
        sent_column,
        column_count
    };
    enum Role {
        sort_role = Qt::UserRole,  ///< what a column is ordered by
        permille_role,             ///< int: how much of the share the peer has
    };

    explicit PeerTable(QObject* parent = nullptr);

    /// `bytes`: of the whole share.
    void set_peers(const std::vector<PeerView>& peers, std::uint64_t bytes);
    [[nodiscard]] std::size_t nearby() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] int progress(const PeerView& peer) const;
    [[nodiscard]] QVariant display(const PeerView& peer, int column) const;
    [[nodiscard]] QVariant order(const PeerView& peer, int column) const;
    [[nodiscard]] QString spoken(const PeerView& peer) const;

    std::vector<PeerView> peers_;
    std::uint64_t bytes_ = 0;
};

}  // namespace shoal::gui
