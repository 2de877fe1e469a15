#include "gui/file_nodes.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace shoal::gui {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

unsigned char lower(char c) {
    return static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

/// The digits at the front, without zeros before them, taken off.
std::string_view take_number(std::string_view& text) {
    auto end = text.begin();
    while (end != text.end() && is_digit(*end)) ++end;
    auto begin = text.begin();
    while (begin != end && *begin == '0') ++begin;
    const std::string_view number{begin, end};
    text.remove_prefix(static_cast<std::size_t>(end - text.begin()));
    return number;
}

int sign_of(auto one, auto other) {
    return one < other ? -1 : (other < one ? 1 : 0);
}

void add(FileNodes::Totals& sum, const FileNodes::Totals& part) {
    sum.files += part.files;
    sum.bytes += part.bytes;
    sum.have += part.have;
    sum.chosen_files += part.chosen_files;
    sum.chosen_bytes += part.chosen_bytes;
    sum.chosen_have += part.chosen_have;
    sum.priorities |= part.priorities;
}

FileNodes::Totals totals_of(const FileView& file, bool chosen) {
    FileNodes::Totals out{.files = 1, .bytes = file.bytes, .have = file.bytes_have};
    out.priorities = 1U << std::to_underlying(file.priority);
    if (chosen) {
        out.chosen_files = 1;
        out.chosen_bytes = file.bytes;
        out.chosen_have = file.bytes_have;
    }
    return out;
}

}  // namespace

int compare_names(std::string_view one, std::string_view other) {
    auto a = one;
    auto b = other;
    while (!a.empty() && !b.empty()) {
        if (is_digit(a.front()) && is_digit(b.front())) {
            const auto x = take_number(a);
            const auto y = take_number(b);
            if (x.size() != y.size()) return sign_of(x.size(), y.size());
            if (x != y) return sign_of(x, y);
            continue;
        }
        if (lower(a.front()) != lower(b.front())) return sign_of(lower(a.front()), lower(b.front()));
        a.remove_prefix(1);
        b.remove_prefix(1);
    }
    if (a.empty() != b.empty()) return a.empty() ? -1 : 1;
    return sign_of(one, other);
}

FileNodes::FileNodes() : nodes_(1) {}

FileNodes::FileNodes(std::vector<FileView> files) : files_{std::move(files)} {
    chosen_.reserve(files_.size());
    for (const auto& file : files_) chosen_.push_back(file.wanted);
    shown_.assign(files_.size(), true);
    build();
    sum();
    link_children();
}

// Neighbours mostly lie in the same folder: what their paths have in common is not looked up again.
void FileNodes::build() {
    struct Open {
        Id node;
        std::uint32_t end;  // of the folder's path
    };
    std::unordered_map<std::string_view, Id> folders;  // by path
    nodes_.emplace_back();
    std::vector<Open> open{{top, 0}};
    std::string_view before;
    for (std::uint32_t file = 0; file < files_.size(); ++file) {
        const std::string_view path = files_[file].path;
        const auto is_inside = [&](const Open& folder) {
            return folder.end == 0 || (path.size() > folder.end && path[folder.end] == '/' &&
                                       path.substr(0, folder.end) == before.substr(0, folder.end));
        };
        while (!is_inside(open.back())) open.pop_back();
        auto at = open.back().end == 0 ? 0U : open.back().end + 1;
        for (auto slash = path.find('/', at); slash != std::string_view::npos; slash = path.find('/', at)) {
            const auto end = static_cast<std::uint32_t>(slash);
            const auto [place, is_new] = folders.try_emplace(path.substr(0, end), static_cast<Id>(nodes_.size()));
            if (is_new) {
                nodes_.push_back({.parent = open.back().node, .name_of = file, .name_at = at, .name_bytes = end - at});
            }
            open.push_back({place->second, end});
            at = end + 1;
        }
        nodes_.push_back({.parent = open.back().node,
                          .file = file,
                          .name_of = file,
                          .name_at = at,
                          .name_bytes = static_cast<std::uint32_t>(path.size()) - at});
        before = path;
    }
}

bool FileNodes::refresh(const std::vector<FileView>& files) {
    const auto same = [](const FileView& one, const FileView& other) {
        return one.bytes == other.bytes && one.path == other.path;
    };
    if (!std::ranges::equal(files, files_, same)) return false;
    for (std::size_t i = 0; i < files.size(); ++i) {
        files_[i].bytes_have = files[i].bytes_have;
        files_[i].wanted = files[i].wanted;
        files_[i].priority = files[i].priority;
        chosen_[i] = files[i].wanted;
    }
    sum();
    return true;
}

void FileNodes::show_if(const std::function<bool(const FileView&)>& is_shown) {
    for (std::size_t i = 0; i < files_.size(); ++i) shown_[i] = is_shown(files_[i]);
    sum();
    link_children();
}

// One pass from the back: whatever a node adds to its parent is complete by then.
void FileNodes::sum() {
    all_ = {};
    for (std::size_t i = 0; i < files_.size(); ++i) add(all_, totals_of(files_[i], chosen_[i]));
    for (auto& node : nodes_) {
        node.totals =
            node.file != none && shown_[node.file] ? totals_of(files_[node.file], chosen_[node.file]) : Totals{};
    }
    for (auto i = nodes_.size(); --i > 0;) add(nodes_[nodes_[i].parent].totals, nodes_[i].totals);
}

// Counted, then laid side by side: all children of a node in one stretch.
void FileNodes::link_children() {
    const auto is_shown = [](const Node& node) { return node.totals.files > 0; };
    for (auto& node : nodes_) {
        node.count = 0;
        node.ordered = false;
    }
    for (std::size_t i = 1; i < nodes_.size(); ++i) {
        if (is_shown(nodes_[i])) ++nodes_[nodes_[i].parent].count;
    }
    std::uint32_t next = 0;
    for (auto& node : nodes_) {
        node.first = next;
        next += std::exchange(node.count, 0);
    }
    children_.resize(next);
    for (std::size_t i = 1; i < nodes_.size(); ++i) {
        if (!is_shown(nodes_[i])) continue;
        auto& parent = nodes_[nodes_[i].parent];
        children_[parent.first + parent.count++] = static_cast<Id>(i);
    }
}

std::string_view FileNodes::name(Id node) const {
    const auto& it = nodes_[node];
    if (it.name_of == none) return {};
    return std::string_view{files_[it.name_of].path}.substr(it.name_at, it.name_bytes);
}

std::string_view FileNodes::path(Id node) const {
    const auto& it = nodes_[node];
    if (it.name_of == none) return {};
    return std::string_view{files_[it.name_of].path}.substr(0, it.name_at + it.name_bytes);
}

bool FileNodes::comes_before(Id one, Id other) const {
    if (is_folder(one) != is_folder(other)) return is_folder(one);
    return compare_names(name(one), name(other)) < 0;
}

void FileNodes::order(Id node) const {
    const auto& it = nodes_[node];
    if (it.ordered) return;
    it.ordered = true;
    const auto begin = children_.begin() + it.first;
    const auto end = begin + it.count;
    const auto before = [this](Id one, Id other) { return comes_before(one, other); };
    if (!std::is_sorted(begin, end, before)) std::sort(begin, end, before);
    for (std::uint32_t row = 0; row < it.count; ++row) nodes_[children_[it.first + row]].row = row;
}

FileNodes::Id FileNodes::child(Id node, std::uint32_t row) const {
    order(node);
    return children_[nodes_[node].first + row];
}

std::uint32_t FileNodes::row(Id node) const {
    order(nodes_[node].parent);
    return nodes_[node].row;
}

void FileNodes::choose(Id node, bool chosen) {
    for (const auto file : files_below({node})) chosen_[file] = chosen;
    sum();
}

void FileNodes::accept() {
    for (std::size_t i = 0; i < files_.size(); ++i) files_[i].wanted = chosen_[i];
}

std::vector<std::uint32_t> FileNodes::files_below(const std::vector<Id>& nodes) const {
    std::vector<std::uint32_t> out;
    std::vector<Id> open = nodes;
    while (!open.empty()) {
        const auto& node = nodes_[open.back()];
        open.pop_back();
        if (node.file != none) {
            out.push_back(node.file);
            continue;
        }
        const auto begin = children_.begin() + node.first;
        open.insert(open.end(), begin, begin + node.count);
    }
    std::ranges::sort(out);
    const auto rest = std::ranges::unique(out);
    out.erase(rest.begin(), rest.end());
    return out;
}

}  // namespace shoal::gui
