#pragma once
// What the two halves of the settings share: the table (settings.cpp) and TOML (settings_toml.cpp).

#include "core/settings.h"

namespace shoal {

/// Nothing if there is no such key.
[[nodiscard]] const SettingInfo* find_setting(std::string_view key);

/// "there is no setting 'limits.upp'; did you mean 'limits.up'?"
[[nodiscard]] Error unknown_setting(std::string_view key);

}  // namespace shoal
