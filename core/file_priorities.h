#pragma once
// Which files of a share are fetched first.

#include <cstddef>
#include <optional>
#include <vector>

#include "core/file_selection.h"
#include "core/share_view.h"

namespace shoal {

/// Value type; as made by default: all files have normal priority, of any manifest. Others are of one manifest.
class FilePriorities {
public:
    FilePriorities() = default;
    /// As bits() gives them. Nothing if they are not those of `files` files.
    [[nodiscard]] static std::optional<FilePriorities> from_bits(BytesView bits, std::size_t files);

    [[nodiscard]] bool are_all_normal() const { return by_file_.empty(); }
    /// Precondition: the file is one of the manifest.
    [[nodiscard]] FilePriority of(FileIndex file) const {
        return by_file_.empty() ? FilePriority::normal : by_file_[raw(file)];
    }
    /// These again, but `priority` for those of `which`. Precondition: both are of a manifest of `files` files.
    [[nodiscard]] FilePriorities with(const FileSelection& which, FilePriority priority, std::size_t files) const;
    /// Bits 2 (i % 4) and the next one of byte i / 4 are file i: 0 normal, 1 low, 2 high. Empty if all are normal.
    [[nodiscard]] Bytes bits() const;

    friend bool operator==(const FilePriorities&, const FilePriorities&) = default;

private:
    explicit FilePriorities(std::vector<FilePriority> by_file);
    std::vector<FilePriority> by_file_;  // empty: all normal
};

}  // namespace shoal
