#pragma once
// The model of the list of shares: those of the store that a filter lets through, in the order of a column.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include <QAbstractTableModel>
#include <QCollator>
#include <QTimer>

#include "gui/share_columns.h"
#include "gui/share_filter.h"
#include "gui/share_store.h"

namespace shoal::gui {

/// Filters and sorts by itself: a proxy would look at all rows for each that moves. Texts are made when they are asked
/// for. Columns are those of ShareColumn.
class ShareModel : public QAbstractTableModel {
    Q_OBJECT

public:
    /// Rows whose place is another since they moved go there after `settle`, so that lists of moving shares are not
    /// sorted all the time.
    explicit ShareModel(ShareStore& store, QObject* parent = nullptr,
                        std::chrono::milliseconds settle = std::chrono::seconds{1});

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

    /// nullptr: no such row. Valid until the next turn of the loop.
    [[nodiscard]] const ShareView* share_at(int row) const;
    [[nodiscard]] const std::string& tag_at(int row) const;
    /// -1: not in the list.
    [[nodiscard]] int row_of(const std::string& tag) const;

    /// One reset.
    void set_filter(ShareFilter filter);
    [[nodiscard]] const ShareFilter& filter() const { return filter_; }
    [[nodiscard]] ShareColumn sort_column() const { return column_; }
    [[nodiscard]] Qt::SortOrder sort_order() const { return order_; }

private:
    struct Row {
        std::string tag;
        std::uint64_t number = 0;              // sort_number
        std::optional<QCollatorSortKey> text;  // of sort_text
        std::uint64_t age = 0;                 // among equals: ShareView::number
    };
    struct NameKey {
        std::string name;
        QCollatorSortKey key;
    };

    void store_reset();
    void store_changed(const std::vector<std::string>& tags);
    void store_removed(const std::string& tag);
    void fill();
    void refill();
    [[nodiscard]] Row row_for(const ShareView& share);
    [[nodiscard]] QCollatorSortKey text_key(const ShareView& share);
    [[nodiscard]] bool comes_before(const Row& a, const Row& b) const;
    [[nodiscard]] bool moved(int row, const ShareView& share);
    void tell_changed(std::vector<int> rows);
    void remove_rows(std::vector<int> rows);
    void insert_row(const ShareView& share);
    void sort_rows();
    void index_rows() const;

    ShareStore& store_;
    ShareFilter filter_;
    ShareColumn column_ = ShareColumn::added;
    Qt::SortOrder order_ = Qt::DescendingOrder;
    QCollator collator_;
    std::vector<Row> rows_;
    std::unordered_map<std::string, NameKey> name_keys_;   // by tag; making one takes long
    mutable std::unordered_map<std::string, int> places_;  // by tag, in rows_
    mutable bool has_places_ = false;
    QTimer settle_;
};

}  // namespace shoal::gui
