#pragma once
// Where peers of a share come from, and where others may be: two tables. Times in them grow with the clock.

#include <cstdint>
#include <vector>

#include <QAbstractTableModel>
#include <QElapsedTimer>

#include "core/share_view.h"

namespace shoal::gui {

/// A table whose times are as old as the moment at which it was told of them, plus what passed since.
class AgeingTable : public QAbstractTableModel {
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;
    /// A second passed.
    void tick();

protected:
    void told_now() { since_.start(); }
    [[nodiscard]] std::uint64_t passed_ms() const;
    /// "in 12 s", "now" once it is over.
    [[nodiscard]] QString until(std::uint64_t in_ms) const;

private:
    QElapsedTimer since_;
};

class SourceTable : public AgeingTable {
    Q_OBJECT

public:
    enum Column { source_column, found_column, linked_column, tried_column, next_column, error_column, column_count };

    explicit SourceTable(QObject* parent = nullptr);
    void set_sources(std::vector<SourceView> sources);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString display(const SourceView& source, int column) const;
    std::vector<SourceView> sources_;
};

/// Endpoints that are known of a share, and why those that are not linked are not.
class KnownTable : public AgeingTable {
    Q_OBJECT

public:
    enum Column { address_column, source_column, state_column, column_count };

    explicit KnownTable(QObject* parent = nullptr);
    void set_known(std::vector<KnownPeerView> known);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString display(const KnownPeerView& peer, int column) const;
    [[nodiscard]] QString state(const KnownPeerView& peer) const;
    std::vector<KnownPeerView> known_;
};

}  // namespace shoal::gui
