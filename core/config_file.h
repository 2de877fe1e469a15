#pragma once
// A configuration file as a text: read whole, replaced whole.

#include <optional>
#include <string>

#include "core/result.h"

namespace shoal {

/// What every user of the machine begins with.
inline constexpr auto* system_config = "/etc/shoal/config.toml";

/// Nothing if there is none, or if `path` is empty. Error: configuration (it cannot be read, or is far too large).
[[nodiscard]] Result<std::optional<std::string>> read_config_file(const std::string& path);

/// Puts `text` in the place of the file, all of it or nothing, also when the power fails. Rights and, where we may,
/// owner stay as they were; a symlink stays one and what it leads to is replaced. A new file and its folders are ours
/// alone.
/// Errors: io, permission, no_space.
[[nodiscard]] Result<> replace_config_file(const std::string& path, const std::string& text);

}  // namespace shoal
