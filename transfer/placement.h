#pragma once
// Where a person wants a share to be placed: is it a directory that can be, and can it hold the share?

#include <string>

#include "core/file_selection.h"
#include "core/ids.h"
#include "core/manifest.h"
#include "core/world.h"

namespace shoal::transfer {

/// The directory as it is remembered: absolute, no '/' at its end. Errors: usage.
[[nodiscard]] Result<std::string> clean_directory(std::string directory);

/// What was found where a share is to go.
struct Place {
    bool is_clear = false;  ///< nothing lies there that could be part of it
};

/// Makes the directory if it is missing, writes into it and looks at the room left for what is selected. Errors: those
/// of Disk, no_space; the text names the directory. Blocking; any thread.
[[nodiscard]] Result<Place> check_place(Disk& disk, const std::string& directory, const Manifest& manifest,
                                        const FileSelection& selection, const Tag& tag);

}  // namespace shoal::transfer
