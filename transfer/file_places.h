#pragma once
// Where each file of a download stands, and how much of the selection has not got its name yet.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/file_selection.h"
#include "core/manifest.h"

namespace shoal::transfer {

/// Where a file is to be looked for. `moving`: it is renamed just now, or was a moment ago.
enum class FilePlace : std::uint8_t { hidden, moving, placed };

/// At first all are hidden. Lives on the loop; the manifest outlives it.
class FilePlaces {
public:
    FilePlaces(const Manifest& manifest, FileSelection selection);

    [[nodiscard]] FilePlace of(FileIndex file) const { return places_[raw(file)]; }
    void put(FileIndex file, FilePlace place);

    [[nodiscard]] const FileSelection& selection() const { return selection_; }
    [[nodiscard]] bool is_wanted(FileIndex file) const { return selection_.has(file); }
    /// Counts anew. Returns the selection before.
    FileSelection select(FileSelection selection);

    [[nodiscard]] std::size_t size() const { return places_.size(); }
    [[nodiscard]] std::vector<FileIndex> placed() const;
    /// Wanted and hidden.
    [[nodiscard]] std::vector<FileIndex> awaited() const;
    /// Hidden, and wanted by `before` only.
    [[nodiscard]] std::vector<FileIndex> given_up_since(const FileSelection& before) const;
    /// How many files of the selection are not placed, and how many of those are not empty.
    [[nodiscard]] std::size_t unplaced() const { return unplaced_; }
    [[nodiscard]] std::size_t unplaced_with_bytes() const { return unplaced_with_bytes_; }

private:
    [[nodiscard]] std::vector<FileIndex> those(auto&& test) const;

    const Manifest& manifest_;
    FileSelection selection_;
    std::vector<FilePlace> places_;
    std::size_t unplaced_ = 0;
    std::size_t unplaced_with_bytes_ = 0;
};

}  // namespace shoal::transfer
