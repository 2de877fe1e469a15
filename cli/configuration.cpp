#include "cli/configuration.h"

#include <cstdlib>
#include <filesystem>

#include <fmt/format.h>

#include "core/config_file.h"

namespace shoal::cli {
namespace {

Result<> apply_file(Settings& settings, const std::string& path) {
    SHOAL_TRY(const auto text, read_config_file(path));
    if (!text) return {};
    return apply_toml(settings, *text, path);
}

/// One option of the command line; a mistake is wrong usage. One that may be repeated replaces what files and
/// environment said; a path may be seen from the working directory.
Result<> apply_option(Settings& settings, const OptionInfo& option, const std::vector<std::string>& values) {
    std::string value = fmt::format("{}", fmt::join(values, ","));
    if (option.completes == Completion::directory || option.completes == Completion::file) {
        SHOAL_TRY(value, absolute_path(value));
    }
    auto applied = apply_value(settings, option.setting, value);
    if (!applied) return fail(Errc::usage, applied.error().what);
    return {};
}

Result<> apply_command_line(Settings& settings, const CommandLine& line) {
    for (const auto& option : line.command().options) {
        if (option.setting.empty() || !line.has(option.name)) continue;
        SHOAL_CHECK(apply_option(settings, option, line.values(option.name)));
    }
    return {};
}

/// Whether a command that has this option was given it.
bool is_given(const CommandLine& line, std::string_view option) {
    return find_option(line.command(), option) != nullptr && line.has(option);
}

}  // namespace

Environment process_environment() {
    return [](std::string_view name) -> std::optional<std::string> {
        const char* value = std::getenv(std::string{name}.c_str());
        return value == nullptr ? std::nullopt : std::optional<std::string>{value};
    };
}

Result<Configuration> load_configuration(const CommandLine& line, const Environment& environment,
                                         std::string_view default_log) {
    Configuration out;
    // Who names a data directory needs no home.
    const Environment with_data_dir = [&](std::string_view name) {
        return name == "SHOAL_DATA_DIR" && is_given(line, "data-dir")
                   ? absolute_path(*line.value("data-dir")).value_or("")
                   : environment(name);
    };
    SHOAL_TRY(out.settings, default_settings(with_data_dir));
    out.settings.log_level = default_log;
    const std::string usual_data_dir = out.settings.data_dir;
    const std::string usual_control = out.settings.control;
    if (!is_given(line, "no-config")) {
        SHOAL_CHECK(apply_file(out.settings, system_config));
        SHOAL_CHECK(apply_file(out.settings, config_path(environment)));
    }
    SHOAL_CHECK(apply_environment(out.settings, environment));
    SHOAL_CHECK(apply_command_line(out.settings, line));
    out.control_given = is_given(line, "control");
    out.listen_given = is_given(line, "listen");
    out.journal_stream = environment("JOURNAL_STREAM").value_or("");
    if (out.settings.data_dir != usual_data_dir && out.settings.control == usual_control && !out.control_given) {
        out.settings.control = out.settings.data_dir + "/control.sock";
    }
    return out;
}

Result<std::string> absolute_path(const std::string& path) {
    if (path.empty()) return fail(Errc::usage, "a path is empty");
    std::error_code error;
    auto absolute = std::filesystem::absolute(path, error);
    if (error) return fail(Errc::io, fmt::format("{}: {}", path, error.message()));
    std::string out = absolute.lexically_normal().string();
    while (out.size() > 1 && out.ends_with('/')) out.pop_back();
    return out;
}

}  // namespace shoal::cli
