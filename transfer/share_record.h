#pragma once
// What is remembered of a share between starts, apart from its bytes.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/file_priorities.h"
#include "core/file_selection.h"
#include "core/labels.h"
#include "core/manifest.h"
#include "core/time.h"

namespace shoal::transfer {

/// A removal that began goes on until the share is gone, over starts too.
enum class Removal : std::uint8_t { none, keep_data, with_data };

struct ShareRecord {
    std::shared_ptr<const Manifest> manifest;
    std::string directory;     ///< absolute; the share's name lies directly below it. Empty: not chosen yet
    bool shared_here = false;  ///< made from files of this machine, in place
    bool overwrite = false;    ///< asked for with the directory: files with other content are replaced
    WallTime added;
    Tag tag;
    std::uint32_t number = 0;         ///< small, of this share alone as long as it is remembered; 0: not given yet
    std::vector<std::string> labels;  ///< as clean_labels() gives them
    bool paused = false;
    std::uint64_t limit_up = 0;    ///< bytes a second; 0: none
    std::uint64_t limit_down = 0;  ///< the same
    bool temporary = false;        ///< its data goes at the next start
    Removal removal = Removal::none;
    FileSelection selection;    ///< what is fetched of it
    FilePriorities priorities;  ///< what of that is fetched first
    WallTime completed;         ///< when all of the selection was here; 0: it never was

    /// Where its files are or will be; empty until chosen.
    [[nodiscard]] std::string path() const {
        if (directory.empty()) return {};
        return (directory == "/" ? "" : directory) + "/" + manifest->name();
    }
};

/// What a person changes of a remembered share; what is absent stays as it is.
struct ShareChange {
    std::optional<std::vector<std::string>> labels{};  ///< as clean_labels() gives them
    std::optional<bool> paused{};
    std::optional<std::uint64_t> limit_up{};
    std::optional<std::uint64_t> limit_down{};
    std::optional<FileSelection> selection{};
    std::optional<FilePriorities> priorities{};
    std::optional<WallTime> completed{};
    std::optional<bool> overwrite{};

    friend bool operator==(const ShareChange&, const ShareChange&) = default;

    void apply(ShareRecord& record) const {
        if (labels) record.labels = *labels;
        if (paused) record.paused = *paused;
        if (limit_up) record.limit_up = *limit_up;
        if (limit_down) record.limit_down = *limit_down;
        if (selection) record.selection = *selection;
        if (priorities) record.priorities = *priorities;
        if (completed) record.completed = *completed;
        if (overwrite) record.overwrite = *overwrite;
    }
};

}  // namespace shoal::transfer
