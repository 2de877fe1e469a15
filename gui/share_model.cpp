#include "gui/share_model.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

#include <QLocale>

#include "core/names.h"
#include "gui/share_words.h"

namespace shoal::gui {
namespace {

// Beyond that a reset is cheaper than rows that come and go one by one.
constexpr std::size_t max_single_rows = 64;
// Changed rows that are this near are told of together.
constexpr int max_gap = 2;

// "C" has no alphabet.
QLocale language() {
    const QLocale here;
    return here.language() == QLocale::C ? QLocale{QLocale::English} : here;
}

ShareColumn column_at(int section) {
    return static_cast<ShareColumn>(section);
}

QString tool_tip(ShareColumn column, const ShareView& share) {
    if (column == ShareColumn::path || column == ShareColumn::labels) return text_of(column, share);
    if (column != ShareColumn::name && column != ShareColumn::state) return {};
    if (share.error.empty()) return ShareModel::tr("%1\n%2").arg(words::name(share), words::state_sentence(share));
    return ShareModel::tr("%1\n%2\n%3")
        .arg(words::name(share), words::state_sentence(share), QString::fromStdString(printable(share.error)));
}

QString accessible_text(ShareColumn column, const ShareView& share) {
    if (column == ShareColumn::name) return words::spoken(share);
    const auto text = text_of(column, share);
    if (text.isEmpty()) return ShareModel::tr("%1: nothing").arg(title_of(column));
    return ShareModel::tr("%1: %2").arg(title_of(column), text);
}

}  // namespace

ShareModel::ShareModel(ShareStore& store, QObject* parent, std::chrono::milliseconds settle)
    : QAbstractTableModel{parent}, store_{store}, collator_{language()} {
    collator_.setNumericMode(true);
    collator_.setCaseSensitivity(Qt::CaseInsensitive);
    settle_.setSingleShot(true);
    settle_.setInterval(settle);
    connect(&settle_, &QTimer::timeout, this, &ShareModel::sort_rows);
    connect(&store, &ShareStore::reset, this, &ShareModel::store_reset);
    connect(&store, &ShareStore::changed, this, &ShareModel::store_changed);
    connect(&store, &ShareStore::removed, this, &ShareModel::store_removed);
    fill();
}

int ShareModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int ShareModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : share_columns;
}

QVariant ShareModel::data(const QModelIndex& index, int role) const {
    const auto* share = index.isValid() ? share_at(index.row()) : nullptr;
    if (share == nullptr) return {};
    const auto column = column_at(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return text_of(column, *share);
    case Qt::ToolTipRole:
        return tool_tip(column, *share);
    case Qt::AccessibleTextRole:
        return accessible_text(column, *share);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            Qt::Alignment{Qt::AlignVCenter | (is_number(column) ? Qt::AlignRight : Qt::AlignLeft)});
    default:
        return {};
    }
}

QVariant ShareModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= share_columns) return {};
    const auto column = column_at(section);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return title_of(column);
    case Qt::ToolTipRole:
        return explanation_of(column);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            Qt::Alignment{Qt::AlignVCenter | (is_number(column) ? Qt::AlignRight : Qt::AlignLeft)});
    case Qt::InitialSortOrderRole:
        return QVariant::fromValue(is_number(column) || column == ShareColumn::added ? Qt::DescendingOrder
                                                                                     : Qt::AscendingOrder);
    default:
        return {};
    }
}

void ShareModel::sort(int column, Qt::SortOrder order) {
    if (column < 0 || column >= share_columns) return;
    column_ = column_at(column);
    order_ = order;
    sort_rows();
}

const ShareView* ShareModel::share_at(int row) const {
    if (row < 0 || row >= rowCount()) return nullptr;
    return store_.find(tag_at(row));
}

const std::string& ShareModel::tag_at(int row) const {
    return rows_.at(static_cast<std::size_t>(row)).tag;
}

int ShareModel::row_of(const std::string& tag) const {
    index_rows();
    const auto place = places_.find(tag);
    return place == places_.end() ? -1 : place->second;
}

void ShareModel::set_filter(ShareFilter filter) {
    if (filter == filter_) return;
    filter_ = std::move(filter);
    refill();
}

void ShareModel::store_reset() {
    name_keys_.clear();
    refill();
}

void ShareModel::store_changed(const std::vector<std::string>& tags) {
    std::vector<int> altered;
    std::vector<int> left;
    std::vector<const ShareView*> come;
    bool out_of_order = false;
    for (const auto& tag : tags) {
        const auto* share = store_.find(tag);
        if (share == nullptr) continue;
        const auto row = row_of(tag);
        const bool fits = filter_.accepts(*share);
        if (row < 0 && fits) come.push_back(share);
        if (row >= 0 && !fits) left.push_back(row);
        if (row < 0 || !fits) continue;
        altered.push_back(row);
        out_of_order = moved(row, *share) || out_of_order;
    }
    if (left.size() + come.size() > max_single_rows) return refill();
    tell_changed(std::move(altered));
    if (!left.empty()) remove_rows(std::move(left));
    for (const auto* share : come) insert_row(*share);
    if (out_of_order && !settle_.isActive()) settle_.start();
}

void ShareModel::store_removed(const std::string& tag) {
    name_keys_.erase(tag);
    // Without the index: where many are removed one by one, it would be made anew for each.
    const auto row = std::ranges::find(rows_, tag, &Row::tag);
    if (row != rows_.end()) remove_rows({static_cast<int>(row - rows_.begin())});
}

void ShareModel::refill() {
    beginResetModel();
    fill();
    endResetModel();
}

void ShareModel::fill() {
    settle_.stop();
    rows_.clear();
    has_places_ = false;
    for (const auto& share : store_.all()) {
        if (filter_.accepts(share)) rows_.push_back(row_for(share));
    }
    std::ranges::sort(rows_, [this](const Row& a, const Row& b) { return comes_before(a, b); });
}

ShareModel::Row ShareModel::row_for(const ShareView& share) {
    Row out{.tag = share.tag, .text = {}, .age = share.number};
    if (is_sorted_by_text(column_)) {
        out.text = text_key(share);
    } else {
        out.number = sort_number(column_, share);
    }
    return out;
}

QCollatorSortKey ShareModel::text_key(const ShareView& share) {
    const auto make = [&] { return collator_.sortKey(QString::fromStdString(sort_text(column_, share))); };
    if (column_ != ShareColumn::name) return make();
    const auto known = name_keys_.find(share.tag);
    if (known != name_keys_.end() && known->second.name == share.name) return known->second.key;
    auto key = make();
    name_keys_.insert_or_assign(share.tag, NameKey{share.name, key});
    return key;
}

bool ShareModel::comes_before(const Row& a, const Row& b) const {
    const int order = a.text && b.text ? a.text->compare(*b.text) : (a.number > b.number) - (a.number < b.number);
    if (order != 0) return order_ == Qt::AscendingOrder ? order < 0 : order > 0;
    return std::tie(a.age, a.tag) < std::tie(b.age, b.tag);
}

/// Whether what the row is sorted by is another now.
bool ShareModel::moved(int row, const ShareView& share) {
    auto& old = rows_[static_cast<std::size_t>(row)];
    auto fresh = row_for(share);
    const bool same = !comes_before(old, fresh) && !comes_before(fresh, old);
    old = std::move(fresh);
    return !same;
}

void ShareModel::tell_changed(std::vector<int> rows) {
    std::ranges::sort(rows);
    for (std::size_t i = 0; i < rows.size();) {
        const int first = rows[i];
        int last = first;
        while (++i < rows.size() && rows[i] - last <= max_gap) last = rows[i];
        Q_EMIT dataChanged(index(first, 0), index(last, share_columns - 1));
    }
}

void ShareModel::remove_rows(std::vector<int> rows) {
    std::ranges::sort(rows, std::ranges::greater{});
    rows.erase(std::ranges::unique(rows).begin(), rows.end());
    has_places_ = false;
    for (const int row : rows) {
        beginRemoveRows({}, row, row);
        rows_.erase(rows_.begin() + row);
        endRemoveRows();
    }
}

// The others may be a little out of order: then it is put right with them.
void ShareModel::insert_row(const ShareView& share) {
    if (row_of(share.tag) >= 0) return;
    auto row = row_for(share);
    const auto place = std::ranges::find_if(rows_, [&](const Row& other) { return comes_before(row, other); });
    const auto at = static_cast<int>(place - rows_.begin());
    has_places_ = false;
    beginInsertRows({}, at, at);
    rows_.insert(place, std::move(row));
    endInsertRows();
}

void ShareModel::sort_rows() {
    settle_.stop();
    std::vector<Row> rows;
    rows.reserve(rows_.size());
    for (const auto& row : rows_) {
        const auto* share = store_.find(row.tag);
        rows.push_back(share != nullptr ? row_for(*share) : row);
    }
    std::vector<int> order(rows.size());
    std::iota(order.begin(), order.end(), 0);
    const auto at = [&rows](int row) -> Row& { return rows[static_cast<std::size_t>(row)]; };
    std::ranges::sort(order, [&](int a, int b) { return comes_before(at(a), at(b)); });
    if (std::ranges::is_sorted(order)) {
        rows_ = std::move(rows);
        return;
    }
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    std::vector<int> now(order.size());  // where each was before
    rows_.clear();
    for (const int before : order) {
        now[static_cast<std::size_t>(before)] = static_cast<int>(rows_.size());
        rows_.push_back(std::move(at(before)));
    }
    has_places_ = false;
    const auto held = persistentIndexList();
    QModelIndexList moved_to;
    moved_to.reserve(held.size());
    for (const auto& one : held) moved_to.push_back(index(now[static_cast<std::size_t>(one.row())], one.column()));
    changePersistentIndexList(held, moved_to);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

void ShareModel::index_rows() const {
    if (has_places_) return;
    places_.clear();
    places_.reserve(rows_.size());
    for (std::size_t i = 0; i < rows_.size(); ++i) places_.emplace(rows_[i].tag, static_cast<int>(i));
    has_places_ = true;
}

}  // namespace shoal::gui
