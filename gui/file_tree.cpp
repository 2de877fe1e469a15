#include "gui/file_tree.h"

#include <algorithm>
#include <cctype>
#include <span>
#include <utility>

#include "core/glob.h"
#include "core/selection_rules.h"
#include "gui/format.h"
#include "gui/theme.h"

namespace shoal::gui {
namespace {

FileNodes::Id node_of(const QModelIndex& index) {
    return index.isValid() ? static_cast<FileNodes::Id>(index.internalId()) : FileNodes::top;
}

std::vector<FileRange> ranges_where(std::size_t count, auto is_one) {
    std::vector<FileRange> out;
    for (std::uint32_t i = 0; i < count; ++i) {
        if (!is_one(i)) continue;
        if (!out.empty() && out.back().last + 1 == i) {
            out.back().last = i;
        } else {
            out.push_back({i, i});
        }
    }
    return out;
}

/// As many rules as it takes, as one has room for so many ranges only.
void append_rules(std::vector<std::string>& rules, char sign, std::span<const FileRange> ranges) {
    while (!ranges.empty()) {
        const auto part = ranges.first(std::min(ranges.size(), max_file_ranges));
        rules.push_back(std::string{sign} + '#' + to_string(part));
        ranges = ranges.subspan(part.size());
    }
}

std::size_t length_of(const std::vector<std::string>& rules) {
    std::size_t out = 0;
    for (const auto& rule : rules) out += rule.size();
    return out;
}

bool is_ascii(const std::string& text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::function<bool(const FileView&)> fitting(const QString& text) {
    if (text.isEmpty()) return [](const FileView&) { return true; };
    const auto bytes = text.toStdString();
    if (text.contains(u'*') || text.contains(u'?')) {
        const bool anywhere = !text.contains(u'/');
        auto glob = Glob::parse(anywhere ? "**/" + bytes : bytes);
        if (!glob) return [](const FileView&) { return false; };
        return [held = std::move(*glob)](const FileView& file) { return held.matches(file.path); };
    }
    if (is_ascii(bytes)) {
        return [bytes](const FileView& file) {
            const auto same = [](char one, char other) { return lower(one) == lower(other); };
            return !std::ranges::search(file.path, bytes, same).empty();
        };
    }
    return
        [text](const FileView& file) { return QString::fromStdString(file.path).contains(text, Qt::CaseInsensitive); };
}

/// Of one that all have; else of none.
std::optional<FilePriority> single_priority(unsigned priorities) {
    for (const auto one : {FilePriority::low, FilePriority::normal, FilePriority::high}) {
        if (priorities == 1U << std::to_underlying(one)) return one;
    }
    return {};
}

QString priority_word(unsigned priorities) {
    switch (single_priority(priorities).value_or(FilePriority::normal)) {
    case FilePriority::low:
        return FileTree::tr("Low", "priority");
    case FilePriority::high:
        return FileTree::tr("High", "priority");
    case FilePriority::normal:
        break;
    }
    return single_priority(priorities) ? FileTree::tr("Normal", "priority") : FileTree::tr("Mixed", "priority");
}

/// By its mark, or by what a desktop would do with its name.
bool would_run(const FileView& file) {
    return file.executable ||
           QString::fromStdString(file.path).endsWith(QStringLiteral(".desktop"), Qt::CaseInsensitive);
}

QString text_of(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

}  // namespace

FileTree::FileTree(QObject* parent) : QAbstractItemModel{parent} {}

void FileTree::set_files(const std::vector<FileView>& files) {
    if (nodes_.refresh(files)) return tell_all();
    beginResetModel();
    nodes_ = FileNodes{files};
    apply_search();
    endResetModel();
}

std::uint64_t FileTree::bytes_given_up() const {
    std::uint64_t out = 0;
    const auto& files = nodes_.files();
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (files[i].wanted && !nodes_.is_chosen(i) && files[i].bytes_have < files[i].bytes) out += files[i].bytes_have;
    }
    return out;
}

std::vector<std::string> FileTree::rules() const {
    const auto count = nodes_.files().size();
    if (nodes_.totals().chosen_files == count) return {};
    std::vector<std::string> adding;
    std::vector<std::string> removing;
    append_rules(adding, '+', ranges_where(count, [this](std::size_t i) { return nodes_.is_chosen(i); }));
    append_rules(removing, '-', ranges_where(count, [this](std::size_t i) { return !nodes_.is_chosen(i); }));
    return adding.empty() || length_of(removing) < length_of(adding) ? removing : adding;
}

std::vector<std::string> FileTree::changes() const {
    const auto& files = nodes_.files();
    std::vector<std::string> out;
    // What is added first, so that there is never nothing left on the way.
    for (const bool chosen : {true, false}) {
        append_rules(out, chosen ? '+' : '-', ranges_where(files.size(), [&](std::size_t i) {
                         return files[i].wanted != chosen && nodes_.is_chosen(i) == chosen;
                     }));
    }
    return out;
}

std::vector<std::string> FileTree::rules_for(const QModelIndexList& indexes) const {
    std::vector<FileNodes::Id> nodes;
    for (const auto& index : indexes) nodes.push_back(node_of(index));
    std::vector<bool> is_one(nodes_.files().size());
    for (const auto file : nodes_.files_below(nodes)) is_one[file] = true;
    std::vector<std::string> out;
    append_rules(out, '+', ranges_where(is_one.size(), [&](std::size_t i) { return is_one[i]; }));
    return out;
}

std::optional<FilePriority> FileTree::priority_of(const QModelIndexList& indexes) const {
    unsigned all = 0;
    for (const auto& index : indexes) all |= nodes_.totals(node_of(index)).priorities;
    return single_priority(all);
}

void FileTree::choose_all(bool chosen) {
    nodes_.choose(FileNodes::top, chosen);
    chosen_by_hand();
}

void FileTree::choose(const QModelIndexList& indexes, bool chosen) {
    for (const auto& index : indexes) nodes_.choose(node_of(index), chosen);
    chosen_by_hand();
}

void FileTree::accept_choice() {
    nodes_.accept();
}

void FileTree::take_back() {
    nodes_.refresh(nodes_.files());
    tell_all();
}

void FileTree::chosen_by_hand() {
    tell_all();
    Q_EMIT choice_changed();
}

void FileTree::search(const QString& text) {
    if (text == searched_) return;
    searched_ = text;
    beginResetModel();
    apply_search();
    endResetModel();
}

void FileTree::apply_search() {
    nodes_.show_if(fitting(searched_));
}

QModelIndex FileTree::index_of(const QString& path) const {
    auto node = FileNodes::top;
    const auto wanted = path.toStdString();
    for (std::uint32_t row = 0; row < nodes_.child_count(node);) {
        const auto child = nodes_.child(node, row++);
        const auto there = nodes_.path(child);
        if (there == wanted) return index_of(child, 0);
        if (!nodes_.is_folder(child) || !wanted.starts_with(there) || wanted[there.size()] != '/') continue;
        node = child;
        row = 0;
    }
    return {};
}

QModelIndex FileTree::index_of(FileNodes::Id node, int column) const {
    if (node == FileNodes::top) return {};
    return createIndex(static_cast<int>(nodes_.row(node)), column, static_cast<quintptr>(node));
}

QModelIndex FileTree::index(int row, int column, const QModelIndex& parent) const {
    if (!hasIndex(row, column, parent)) return {};
    const auto node = nodes_.child(node_of(parent), static_cast<std::uint32_t>(row));
    return createIndex(row, column, static_cast<quintptr>(node));
}

QModelIndex FileTree::parent(const QModelIndex& index) const {
    return index.isValid() ? index_of(nodes_.parent(node_of(index)), 0) : QModelIndex{};
}

int FileTree::rowCount(const QModelIndex& parent) const {
    return parent.column() > 0 ? 0 : static_cast<int>(nodes_.child_count(node_of(parent)));
}

int FileTree::columnCount(const QModelIndex&) const {
    return column_count;
}

bool FileTree::hasChildren(const QModelIndex& parent) const {
    return rowCount(parent) > 0;
}

QVariant FileTree::display(FileNodes::Id node, int column) const {
    const auto& totals = nodes_.totals(node);
    switch (column) {
    case name_column:
        return harmless(nodes_.name(node));
    case size_column:
        return format_bytes(totals.bytes);
    case progress_column:
        return totals.chosen_files > 0 ? format_percent(totals.chosen_have, totals.chosen_bytes)
                                       : format_percent(totals.have, totals.bytes);
    case priority_column:
        return priority_word(totals.priorities);
    default:
        return {};
    }
}

QVariant FileTree::decoration(FileNodes::Id node) const {
    static const QIcon folder = symbol(QStringLiteral("folder"));
    static const QIcon file = symbol(QStringLiteral("file"));
    return nodes_.is_folder(node) ? folder : file;
}

QString FileTree::spoken(FileNodes::Id node) const {
    const auto& totals = nodes_.totals(node);
    const auto name = display(node, name_column).toString();
    const auto size = display(node, size_column).toString();
    const auto progress = display(node, progress_column).toString();
    if (!nodes_.is_folder(node)) {
        return totals.chosen_files > 0 ? tr("%1, %2, chosen, %3 here").arg(name, size, progress)
                                       : tr("%1, %2, left out, %3 here").arg(name, size, progress);
    }
    return tr("Folder %1, %2, %3 of %Ln file(s) chosen, %4 here", nullptr, static_cast<int>(totals.files))
        .arg(name, size, format_count(totals.chosen_files), progress);
}

QVariant FileTree::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const auto node = node_of(index);
    const auto& totals = nodes_.totals(node);
    const bool is_name = index.column() == name_column;
    switch (role) {
    case Qt::DisplayRole:
        return display(node, index.column());
    case Qt::ToolTipRole:
        return is_name ? harmless(nodes_.path(node)).toHtmlEscaped() : QVariant{};
    case Qt::DecorationRole:
        return is_name ? decoration(node) : QVariant{};
    case Qt::CheckStateRole:
        if (!is_name) return {};
        if (totals.chosen_files == 0) return Qt::Unchecked;
        return totals.chosen_files == totals.files ? Qt::Checked : Qt::PartiallyChecked;
    case Qt::TextAlignmentRole:
        return index.column() == size_column ? QVariant{Qt::AlignRight | Qt::AlignVCenter} : QVariant{};
    case Qt::AccessibleTextRole:
        return is_name ? spoken(node) : display(node, index.column());
    case permille_role:
        return totals.chosen_files > 0 ? permille(totals.chosen_have, totals.chosen_bytes)
                                       : permille(totals.have, totals.bytes);
    case path_role:
        return text_of(nodes_.path(node));
    case folder_role:
        return nodes_.is_folder(node);
    case complete_role:
        return !nodes_.is_folder(node) && totals.have == totals.bytes;
    case executable_role:
        return !nodes_.is_folder(node) && would_run(nodes_.files()[nodes_.file_of(node)]);
    default:
        return {};
    }
}

bool FileTree::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::CheckStateRole || !index.isValid() || index.column() != name_column) return false;
    choose({index}, value.toInt() == Qt::Checked);
    return true;
}

QVariant FileTree::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) {
        return QVariant{(section == size_column ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter};
    }
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case name_column:
        return tr("Name");
    case size_column:
        return tr("Size");
    case progress_column:
        return tr("Progress");
    case priority_column:
        return tr("Priority");
    default:
        return {};
    }
}

Qt::ItemFlags FileTree::flags(const QModelIndex& index) const {
    if (!index.isValid()) return Qt::NoItemFlags;
    auto out = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    if (index.column() == name_column) out |= Qt::ItemIsUserCheckable;
    if (!nodes_.is_folder(node_of(index))) out |= Qt::ItemNeverHasChildren;
    return out;
}

// Only what a view has asked for can be on a screen.
void FileTree::tell_all() {
    for (FileNodes::Id node = 0; node < nodes_.size(); ++node) {
        const auto count = nodes_.child_count(node);
        if (count == 0 || !nodes_.is_ordered(node)) continue;
        Q_EMIT dataChanged(index_of(nodes_.child(node, 0), 0),
                           index_of(nodes_.child(node, count - 1), column_count - 1));
    }
}

}  // namespace shoal::gui
