#pragma once
// Changes one setting in a TOML text; comments, order and blank lines of all the rest stay as they are.

#include <string>
#include <string_view>
#include <vector>

#include "core/settings.h"

namespace shoal {

/// When a daemon that runs takes up a new value.
enum class SettingChange : std::uint8_t {
    at_once,     ///< commands read it each time; the daemon does not
    at_reload,   ///< after SIGHUP (shoal daemon reload)
    at_restart,  ///< when it is started again
};
[[nodiscard]] SettingChange change_of(const SettingInfo& info);

/// `text` with the setting `key` at `value` (as apply_value reads it). Where the key stands, its value is replaced;
/// else a line is added: behind the key's own commented-out line if there is one, else at the end of its table.
/// Errors: configuration (no such key, a wrong value, or a text that is wrong already; `where` names the file).
[[nodiscard]] Result<std::string> set_in_toml(std::string_view text, std::string_view key, std::string_view value,
                                              std::string_view where);

/// `text` without the setting `key`. Errors: not_found (it does not stand there), configuration as above.
[[nodiscard]] Result<std::string> unset_in_toml(std::string_view text, std::string_view key, std::string_view where);

/// The keys that stand in the text, in its order. Error: configuration.
[[nodiscard]] Result<std::vector<std::string>> keys_in_toml(std::string_view text, std::string_view where);

/// A whole configuration in which every setting is commented out at its default, or at an example where that depends on
/// who runs it, with its meaning, its range and what a change of it needs.
[[nodiscard]] std::string reference_toml();

}  // namespace shoal
