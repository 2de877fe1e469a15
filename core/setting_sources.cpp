#include "core/setting_sources.h"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <optional>
#include <utility>

#include "core/config_file.h"

namespace shoal {
namespace {

Result<> apply_file(Settings& settings, const std::string& path) {
    SHOAL_TRY(const auto text, read_config_file(path));
    if (!text) return {};
    return apply_toml(settings, *text, path);
}

/// A mistake is wrong usage: who made it sits at the keyboard.
Result<> apply_given(Settings& settings, std::span<const GivenSetting> given) {
    for (const auto& [key, value] : given) {
        auto applied = apply_value(settings, key, value);
        if (!applied) return fail(Errc::usage, applied.error().what);
    }
    return {};
}

}  // namespace

Result<Settings> load_settings(const Environment& environment, std::span<const GivenSetting> given, bool with_files,
                               std::string_view default_log) {
    const auto data_dir = std::ranges::find(given, "data_dir", &GivenSetting::key);
    // Who names a data directory needs no home.
    const Environment with_data_dir = [&](std::string_view name) {
        return name == "SHOAL_DATA_DIR" && data_dir != given.end() ? std::optional{data_dir->value} : environment(name);
    };
    SHOAL_TRY(auto settings, default_settings(with_data_dir));
    settings.log_level = default_log;
    const Settings usual = settings;
    if (with_files) {
        SHOAL_CHECK(apply_file(settings, system_config));
        SHOAL_CHECK(apply_file(settings, config_path(environment)));
    }
    SHOAL_CHECK(apply_environment(settings, environment));
    SHOAL_CHECK(apply_given(settings, given));
    const bool control_given = std::ranges::find(given, "control", &GivenSetting::key) != given.end();
    if (!control_given) let_control_follow(settings, usual);
    return settings;
}

bool let_control_follow(Settings& settings, const Settings& usual) {
    if (settings.data_dir == usual.data_dir || settings.control != usual.control) return false;
    settings.control = settings.data_dir + "/control.sock";
    return true;
}

Environment process_environment() {
    return [](std::string_view name) -> std::optional<std::string> {
        const char* value = std::getenv(std::string{name}.c_str());
        return value == nullptr ? std::nullopt : std::optional<std::string>{value};
    };
}

}  // namespace shoal
