#pragma once
// Which files of a share are wanted.

#include <cstddef>
#include <optional>
#include <vector>

#include "core/ids.h"

namespace shoal {

/// Value type; as made by default: all files, of any manifest. A selection of other files is of one manifest.
class FileSelection {
public:
    FileSelection() = default;
    /// One flag for each file of the manifest, in its order.
    explicit FileSelection(std::vector<bool> wanted);
    /// As bits() gives them. Nothing if they are not those of `files` files.
    [[nodiscard]] static std::optional<FileSelection> from_bits(BytesView bits, std::size_t files);

    [[nodiscard]] bool is_all() const { return wanted_.empty(); }
    /// Precondition: the file is one of the manifest.
    [[nodiscard]] bool has(FileIndex file) const { return wanted_.empty() || wanted_[raw(file)]; }
    /// How many are wanted of a manifest of `files` files.
    [[nodiscard]] std::size_t count(std::size_t files) const;
    /// Bit i % 8 of byte i / 8 is file i. Empty if all are wanted.
    [[nodiscard]] Bytes bits() const;

    friend bool operator==(const FileSelection&, const FileSelection&) = default;

private:
    std::vector<bool> wanted_;  // empty: all
};

}  // namespace shoal
