#pragma once
// The files of a share as a tree with boxes to tick: which of them are wanted. For the dialog that gets a link, and for
// a share that is already here.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <QAbstractItemModel>

#include "core/share_view.h"
#include "gui/file_nodes.h"

namespace shoal::gui {

/// A hundred thousand files are no burden: nothing is made for one until a view asks for it.
class FileTree : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { name_column, size_column, progress_column, priority_column, column_count };
    enum Role {
        permille_role = Qt::UserRole,  ///< int: of what is chosen below, or of all of it where nothing is
        path_role,                     ///< QString: from the top, with '/' between, as it is
        folder_role,                   ///< bool
        complete_role,                 ///< bool: of a file: all of it is here
        executable_role,               ///< bool: of a file: it would run, if it were opened
    };

    explicit FileTree(QObject* parent = nullptr);

    /// In the order of the manifest. What is wanted of them is chosen. Other files than before are a reset; of the same
    /// ones only what is new is told.
    void set_files(const std::vector<FileView>& files);
    [[nodiscard]] bool is_empty() const { return nodes_.files().empty(); }

    [[nodiscard]] std::uint64_t total_bytes() const { return nodes_.totals().bytes; }
    [[nodiscard]] std::uint64_t total_files() const { return nodes_.totals().files; }
    [[nodiscard]] std::uint64_t chosen_bytes() const { return nodes_.totals().chosen_bytes; }
    [[nodiscard]] std::uint64_t chosen_files() const { return nodes_.totals().chosen_files; }
    /// What is here of files that were wanted, are not chosen any more and are not complete: the engine throws it away.
    [[nodiscard]] std::uint64_t bytes_given_up() const;
    /// For StartDownload::select: exactly the chosen files, where nothing was said before. Empty if all are.
    [[nodiscard]] std::vector<std::string> rules() const;
    /// For SelectFiles: what makes the chosen files of those that were wanted. Empty if they are the same.
    [[nodiscard]] std::vector<std::string> changes() const;
    /// Adds the files at and below these, and no others.
    [[nodiscard]] std::vector<std::string> rules_for(const QModelIndexList& indexes) const;

    /// The one that all files at and below these have.
    [[nodiscard]] std::optional<FilePriority> priority_of(const QModelIndexList& indexes) const;

    /// All that are shown, or none of them.
    void choose_all(bool chosen);
    /// As choose_all, of the files at and below these.
    void choose(const QModelIndexList& indexes, bool chosen);
    /// What is chosen counts as wanted from now on: it was sent.
    void accept_choice();
    /// Takes back what was chosen since set_files.
    void take_back();

    /// Shows only files that fit, and their folders: a text that is in the path, or a pattern (core/glob.h) if it has
    /// * or ?, in any folder if it has no '/'. Empty: all.
    void search(const QString& text);
    [[nodiscard]] const QString& searched() const { return searched_; }
    [[nodiscard]] std::uint64_t found_files() const { return nodes_.totals(FileNodes::top).files; }
    /// Invalid if it is not shown.
    [[nodiscard]] QModelIndex index_of(const QString& path) const;

    using QObject::parent;
    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& index) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] bool hasChildren(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

Q_SIGNALS:
    /// By a person, not by set_files.
    void choice_changed();

private:
    [[nodiscard]] QModelIndex index_of(FileNodes::Id node, int column) const;
    [[nodiscard]] QVariant display(FileNodes::Id node, int column) const;
    [[nodiscard]] QVariant decoration(FileNodes::Id node) const;
    [[nodiscard]] QString spoken(FileNodes::Id node) const;
    void apply_search();
    void tell_all();
    void chosen_by_hand();

    FileNodes nodes_;
    QString searched_;
};

}  // namespace shoal::gui
