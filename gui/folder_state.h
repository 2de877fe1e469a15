#pragma once
// Whether something can be saved in a folder, as far as that can be told before anything is written.

#include <cstdint>
#include <optional>

#include <QString>

namespace shoal::gui {

struct FolderState {
    QString problem{};                    ///< a sentence; empty: nothing is known against it
    std::optional<std::uint64_t> free{};  ///< bytes that may be written; nothing: cannot be told
};

/// Of an absolute path. What is not there yet is made by the engine: the nearest folder above it that is there counts.
[[nodiscard]] FolderState look_at_folder(const QString& path);

}  // namespace shoal::gui
