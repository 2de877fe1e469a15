#pragma once
// The manual and the commented configuration: prose that is written by hand, with the tables of the program put in.

#include <string>
#include <string_view>

#include "core/result.h"

namespace shoal::cli {

/// Puts in a text for each line of the form @PART@: of a man page COMMANDS, GENERAL_OPTIONS, CONNECTION_OPTIONS,
/// ENGINE_OPTIONS (of the commands of shoal), DAEMON_OPTIONS (of shoald), EXIT_CODES, SETTINGS; of a TOML file
/// SETTINGS_TOML. @VERSION@ may stand anywhere. Error: usage, for a part that does not exist.
[[nodiscard]] Result<std::string> fill_manual(std::string_view text);

}  // namespace shoal::cli
