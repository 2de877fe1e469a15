#pragma once
// What those share who read and change settings by their keys: the table (settings.cpp), TOML (settings_toml.cpp), the
// editor (settings_edit.cpp) and the command line.

#include "core/settings.h"

namespace shoal {

/// Nothing if there is no such key.
[[nodiscard]] const SettingInfo* find_setting(std::string_view key);

/// "there is no setting 'limits.upp'; did you mean 'limits.up'?"
[[nodiscard]] Error unknown_setting(std::string_view key);

/// The environment variable that sets it: SHOAL_LIMITS_UP.
[[nodiscard]] std::string setting_variable(std::string_view key);

/// What stands between the entries of a list in the form that apply_value reads; nothing for what is no list.
[[nodiscard]] std::optional<char> list_separator(SettingKind kind);

/// The value of a setting of the table as apply_value reads it; exact.
[[nodiscard]] std::string value_text(const Settings& settings, const SettingInfo& info);

}  // namespace shoal
