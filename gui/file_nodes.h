#pragma once
// The files of a share as folders hold them, without anything of a window: built once in linear time, ordered as far as
// somebody looks.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/share_view.h"

namespace shoal::gui {

/// Value type. Node 0 is the top; a file is never above another node.
class FileNodes {
public:
    using Id = std::uint32_t;
    static constexpr Id top = 0;

    /// Of the files at and below a node that are shown.
    struct Totals {
        std::uint64_t files = 0;
        std::uint64_t bytes = 0;
        std::uint64_t have = 0;  ///< bytes
        std::uint64_t chosen_files = 0;
        std::uint64_t chosen_bytes = 0;
        std::uint64_t chosen_have = 0;
        unsigned priorities = 0;  ///< bit `priority` is set if a file has it
    };

    FileNodes();
    /// All are shown; chosen is what is wanted.
    explicit FileNodes(std::vector<FileView> files);

    /// Takes what is new of the same files (chosen is what is wanted then); false, and no change, if they are others.
    bool refresh(const std::vector<FileView>& files);
    /// Nodes without a shown file are no children of anything from now on. Their ids stay.
    void show_if(const std::function<bool(const FileView&)>& is_shown);

    [[nodiscard]] const std::vector<FileView>& files() const { return files_; }
    [[nodiscard]] bool is_chosen(std::size_t file) const { return chosen_[file]; }
    [[nodiscard]] bool is_shown(std::size_t file) const { return shown_[file]; }
    /// Of all files, shown or not.
    [[nodiscard]] const Totals& totals() const { return all_; }

    [[nodiscard]] bool is_folder(Id node) const { return nodes_[node].file == none; }
    /// Precondition: not a folder.
    [[nodiscard]] std::size_t file_of(Id node) const { return nodes_[node].file; }
    [[nodiscard]] std::string_view name(Id node) const;
    /// From the top, with '/' between.
    [[nodiscard]] std::string_view path(Id node) const;
    [[nodiscard]] const Totals& totals(Id node) const { return nodes_[node].totals; }
    [[nodiscard]] Id parent(Id node) const { return nodes_[node].parent; }
    [[nodiscard]] std::uint32_t child_count(Id node) const { return nodes_[node].count; }
    /// Folders come first; names are in the order people count in ("part 2" before "part 10"). Orders them where that
    /// was not done yet.
    [[nodiscard]] Id child(Id node, std::uint32_t row) const;
    [[nodiscard]] std::uint32_t row(Id node) const;
    /// Whether somebody asked for its children.
    [[nodiscard]] bool is_ordered(Id node) const { return nodes_[node].ordered; }
    [[nodiscard]] std::size_t size() const { return nodes_.size(); }

    /// Chooses all shown files at and below the node, or leaves them out.
    void choose(Id node, bool chosen);
    /// What is chosen is wanted from now on.
    void accept();
    /// The shown files at and below these nodes, ascending.
    [[nodiscard]] std::vector<std::uint32_t> files_below(const std::vector<Id>& nodes) const;

private:
    static constexpr std::uint32_t none = UINT32_MAX;
    struct Node {
        Id parent = top;
        std::uint32_t file = none;     // none: a folder
        std::uint32_t name_of = none;  // the file whose path holds the name
        std::uint32_t name_at = 0;
        std::uint32_t name_bytes = 0;
        std::uint32_t first = 0;  // of its children, in children_
        std::uint32_t count = 0;
        mutable std::uint32_t row = 0;  // once the parent is ordered
        mutable bool ordered = false;
        Totals totals{};
    };
    void build();
    void link_children();
    void sum();
    void order(Id node) const;
    [[nodiscard]] bool comes_before(Id one, Id other) const;

    std::vector<FileView> files_;
    std::vector<bool> chosen_;
    std::vector<bool> shown_;
    std::vector<Node> nodes_;  // a parent comes before its children
    mutable std::vector<Id> children_;
    Totals all_;
};

/// Negative, 0 or positive: like people order names, with numbers by their value and without regard to ASCII case.
/// Names that differ are never equal.
[[nodiscard]] int compare_names(std::string_view one, std::string_view other);

}  // namespace shoal::gui
