#include "gui/source_tables.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "gui/format.h"
#include "gui/health.h"
#include "gui/theme.h"

namespace shoal::gui {
namespace {

QString source_word(std::string_view source) {
    if (source == "dht") return SourceTable::tr("DHT");
    if (source == "lan") return SourceTable::tr("This network");
    if (source == "exchange") return SourceTable::tr("Other peers");
    if (source == "given") return SourceTable::tr("Given by hand");
    if (source == "link") return SourceTable::tr("The link");
    if (source == "incoming") return SourceTable::tr("It came to you");
    return harmless(source);
}

QString source_hint(std::string_view source) {
    if (source == "dht") return SourceTable::tr("A directory that all nodes of the world keep together");
    if (source == "lan") return SourceTable::tr("Devices nearby that tell of themselves");
    if (source == "exchange") return SourceTable::tr("Linked peers name others that they know");
    if (source == "given") return SourceTable::tr("Addresses that you or the link named");
    return {};
}

}  // namespace

void AgeingTable::tick() {
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {Qt::DisplayRole});
}

std::uint64_t AgeingTable::passed_ms() const {
    return since_.isValid() ? static_cast<std::uint64_t>(std::max<qint64>(since_.elapsed(), 0)) : 0;
}

QString AgeingTable::until(std::uint64_t in_ms) const {
    const auto passed = passed_ms();
    if (in_ms < passed + 1000) return tr("now");
    return tr("in %1").arg(format_duration((in_ms - passed) / 1000));
}

SourceTable::SourceTable(QObject* parent) : AgeingTable{parent} {}

void SourceTable::set_sources(std::vector<SourceView> sources) {
    told_now();
    const auto names = [](const SourceView& source) -> const std::string& { return source.source; };
    if (std::ranges::equal(sources, sources_, {}, names, names)) {
        sources_ = std::move(sources);
        return tick();
    }
    beginResetModel();
    sources_ = std::move(sources);
    endResetModel();
}

int SourceTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(sources_.size());
}

int SourceTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(column_count);
}

QString SourceTable::display(const SourceView& source, int column) const {
    switch (column) {
    case source_column:
        return source_word(source.source);
    case found_column:
        return format_count(source.found);
    case linked_column:
        return format_count(source.linked);
    case tried_column:
        return source.tried ? format_ago(source.tried_ago_ms + passed_ms()) : tr("not yet");
    case next_column:
        if (!source.enabled) return tr("off");
        return source.next_in_ms == 0 ? QString{} : until(source.next_in_ms);
    case error_column:
        return harmless(source.error);
    default:
        return {};
    }
}

QVariant SourceTable::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const auto& source = sources_[static_cast<std::size_t>(index.row())];
    const bool is_number = index.column() == found_column || index.column() == linked_column;
    switch (role) {
    case Qt::DisplayRole:
        return display(source, index.column());
    case Qt::ToolTipRole:
        return index.column() == error_column ? harmless(source.error).toHtmlEscaped() : source_hint(source.source);
    case Qt::TextAlignmentRole:
        return is_number ? QVariant{Qt::AlignRight | Qt::AlignVCenter} : QVariant{};
    case Qt::AccessibleTextRole:
        if (index.column() != source_column) return display(source, index.column());
        if (!source.enabled) return tr("%1 is off").arg(display(source, source_column));
        return tr("%1: %2 found, %3 linked, last asked %4 %5", "source, number, number, when, problem")
            .arg(display(source, source_column), display(source, found_column), display(source, linked_column),
                 display(source, tried_column), display(source, error_column))
            .trimmed();
    default:
        return {};
    }
}

QVariant SourceTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) {
        const bool is_number = section == found_column || section == linked_column;
        return QVariant{(is_number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter};
    }
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case source_column:
        return tr("Source");
    case found_column:
        return tr("Found");
    case linked_column:
        return tr("Linked");
    case tried_column:
        return tr("Last asked");
    case next_column:
        return tr("Next");
    case error_column:
        return tr("Problem");
    default:
        return {};
    }
}

KnownTable::KnownTable(QObject* parent) : AgeingTable{parent} {}

void KnownTable::set_known(std::vector<KnownPeerView> known) {
    told_now();
    std::ranges::sort(known, [](const KnownPeerView& one, const KnownPeerView& other) {
        if (one.engaged != other.engaged) return one.engaged;
        if (one.banned != other.banned) return other.banned;
        return one.endpoint < other.endpoint;
    });
    const auto names = [](const KnownPeerView& peer) -> const std::string& { return peer.endpoint; };
    if (std::ranges::equal(known, known_, {}, names, names)) {
        known_ = std::move(known);
        return tick();
    }
    beginResetModel();
    known_ = std::move(known);
    endResetModel();
}

int KnownTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(known_.size());
}

int KnownTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(column_count);
}

QString KnownTable::state(const KnownPeerView& peer) const {
    if (peer.engaged) return tr("Linked, or being called now");
    if (peer.banned) return tr("Left alone: wrong data came from there");
    const auto next = until(peer.next_try_ms);
    if (peer.failures > 0) {
        return tr("Did not answer %Ln time(s); next try %1", nullptr,
                  static_cast<int>(std::min<std::uint64_t>(peer.failures, 1'000'000)))
            .arg(next);
    }
    if (peer.reached) return tr("Was linked %1; next try %2").arg(format_ago(peer.reached_ago_ms + passed_ms()), next);
    return tr("Waits for its turn; next try %1").arg(next);
}

QString KnownTable::display(const KnownPeerView& peer, int column) const {
    switch (column) {
    case address_column:
        return harmless(peer.endpoint);
    case source_column:
        return source_word(peer.source);
    case state_column:
        return state(peer);
    default:
        return {};
    }
}

QVariant KnownTable::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const auto& peer = known_[static_cast<std::size_t>(index.row())];
    if (role == Qt::DisplayRole) return display(peer, index.column());
    if (role != Qt::AccessibleTextRole) return {};
    if (index.column() != address_column) return display(peer, index.column());
    return tr("%1, heard of from: %2. %3.", "address, source, state")
        .arg(display(peer, address_column), display(peer, source_column), state(peer));
}

QVariant KnownTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return QVariant{Qt::AlignLeft | Qt::AlignVCenter};
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case address_column:
        return tr("Address");
    case source_column:
        return tr("Heard of from");
    case state_column:
        return tr("State");
    default:
        return {};
    }
}

}  // namespace shoal::gui
