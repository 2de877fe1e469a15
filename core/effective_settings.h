#pragma once
// What holds when all sources of settings are heard, and which of them said so.

#include <string>
#include <vector>

#include "core/settings.h"

namespace shoal {

/// A setting as it holds, and who says so.
struct EffectiveSetting {
    std::string key;
    std::string value;   ///< as apply_value reads it
    std::string source;  ///< "default", the path of a file, the name of a variable, or "data_dir" (it follows that)
};

struct EffectiveSettings {
    Settings settings;
    std::vector<EffectiveSetting> each;  ///< in the order of the table
};

/// From defaults, the files in their order (those that are not there count as empty), and the environment. Error:
/// configuration.
[[nodiscard]] Result<EffectiveSettings> effective_settings(const std::vector<std::string>& files,
                                                           const Environment& environment);

}  // namespace shoal
