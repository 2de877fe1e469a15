// The settings before anybody chose, from the environment (XDG base directory specification 0.8).

#include <fmt/format.h>

#include "core/setting_entry.h"

namespace shoal {
namespace {

/// A variable that holds a directory; one that is empty or not absolute counts as unset (XDG base directories, 0.8).
std::optional<std::string> directory_in(const Environment& environment, std::string_view name) {
    auto value = environment(name);
    if (!value || !value->starts_with('/')) return std::nullopt;
    while (value->size() > 1 && value->ends_with('/')) value->pop_back();
    return value;
}

std::string below(const std::string& directory, std::string_view name) {
    return fmt::format("{}{}{}", directory, directory == "/" ? "" : "/", name);
}

/// $`variable`, or `usual` below the home directory; nothing if neither is known.
std::optional<std::string> base_directory(const Environment& environment, std::string_view variable,
                                          std::string_view usual) {
    if (auto directory = directory_in(environment, variable)) return directory;
    if (const auto home = directory_in(environment, "HOME")) return below(*home, usual);
    return std::nullopt;
}

}  // namespace

Result<Settings> default_settings(const Environment& environment) {
    Settings settings;
    if (const auto state = base_directory(environment, "XDG_STATE_HOME", ".local/state"))
        settings.data_dir = below(*state, "shoal");
    else if (const auto given = directory_in(environment, "SHOAL_DATA_DIR"))
        settings.data_dir = *given;
    else
        return fail(Errc::configuration, "there is no home directory; set HOME, XDG_STATE_HOME or SHOAL_DATA_DIR");
    const auto runtime = directory_in(environment, "XDG_RUNTIME_DIR");
    settings.control = runtime ? below(*runtime, "shoal/control.sock") : below(settings.data_dir, "control.sock");
    if (const auto downloads = base_directory(environment, "XDG_DOWNLOAD_DIR", "Downloads"))
        settings.download_dir = *downloads;
    else
        settings.download_dir = directory_in(environment, "PWD").value_or(".");
    SHOAL_CHECK(apply_value(settings, "listen", find_setting("listen")->preset));
    return settings;
}

std::string config_path(const Environment& environment) {
    const auto config = base_directory(environment, "XDG_CONFIG_HOME", ".config");
    return config ? below(*config, "shoal/config.toml") : std::string{};
}

}  // namespace shoal
