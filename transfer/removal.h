#pragma once
// The end of a share on disk: what is its own goes, everything else stays and is named.

#include <memory>
#include <string>
#include <vector>

#include "transfer/catalog.h"
#include "transfer/share_layout.h"

namespace shoal::transfer {

struct RemovalJob {
    std::shared_ptr<const ShareLayout> layout;
    std::vector<PlacedFile> placed;  ///< what is known to lie under its name, ascending by file
    bool with_data = false;
    bool is_temporary = false;  ///< its directory is the library's own and goes with all in it
};

/// Removes the hidden directory always; with data, files that lie as we placed or shared them, or whose bytes are those
/// of the share if it is not known how they were, then folders of the share that are empty. Gives the paths of files
/// and folders of the share that stay, of at most max_kept_named of them. Blocking; may be done again after a crash at
/// any point. The share must have no store, and no job of one may be under way.
[[nodiscard]] std::vector<std::string> remove_share_data(Disk& disk, const RemovalJob& job);

inline constexpr std::size_t max_kept_named = 1000;

/// Removes a directory and all in it, without following links. Blocking. Error: of the first that stays.
[[nodiscard]] Result<> remove_tree(Directory& root, const std::string& path);

}  // namespace shoal::transfer
