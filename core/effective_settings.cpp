#include "core/effective_settings.h"

#include <map>

#include "core/config_file.h"
#include "core/setting_entry.h"
#include "core/setting_sources.h"
#include "core/settings_edit.h"

namespace shoal {

Result<EffectiveSettings> effective_settings(const std::vector<std::string>& files, const Environment& environment) {
    std::map<std::string, std::string, std::less<>> sources;
    SHOAL_TRY(const auto usual, default_settings(environment));
    EffectiveSettings out{.settings = usual, .each = {}};
    for (const auto& file : files) {
        SHOAL_TRY(const auto text, read_config_file(file));
        if (!text) continue;
        SHOAL_CHECK(apply_toml(out.settings, *text, file));
        SHOAL_TRY(const auto keys, keys_in_toml(*text, file));
        for (const auto& key : keys) sources[key] = file;
    }
    SHOAL_CHECK(apply_environment(out.settings, environment));
    if (let_control_follow(out.settings, usual)) sources["control"] = "data_dir";
    for (const auto& info : setting_table()) {
        const auto variable = setting_variable(info.key);
        if (!environment(variable).value_or("").empty()) sources[std::string{info.key}] = variable;
        const auto source = sources.find(info.key);
        out.each.push_back({std::string{info.key}, value_text(out.settings, info),
                            source == sources.end() ? "default" : source->second});
    }
    return out;
}

}  // namespace shoal
