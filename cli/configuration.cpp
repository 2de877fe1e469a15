#include "cli/configuration.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <fmt/format.h>

namespace shoal::cli {
namespace {

constexpr std::string_view system_config = "/etc/shoal/config.toml";
constexpr std::uintmax_t max_config_bytes = 1024 * 1024;

/// Nothing if there is none.
Result<std::optional<std::string>> read_config(const std::string& path) {
    if (path.empty()) return std::nullopt;
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    if (error == std::errc::no_such_file_or_directory || error == std::errc::not_a_directory) return std::nullopt;
    if (error) return fail(Errc::configuration, fmt::format("{}: {}", path, error.message()));
    if (size > max_config_bytes) return fail(Errc::configuration, fmt::format("{}: larger than 1 MiB", path));
    if (size == 0) return std::optional{std::string{}};  // a stream takes that for a failure
    std::ifstream in{path, std::ios::binary};
    std::ostringstream text;
    text << in.rdbuf();
    if (!in || !text) return fail(Errc::configuration, fmt::format("{}: {}", path, std::strerror(errno)));
    return std::optional{text.str()};
}

Result<> apply_file(Settings& settings, const std::string& path) {
    SHOAL_TRY(const auto text, read_config(path));
    if (!text) return {};
    return apply_toml(settings, *text, path);
}

/// One option of the command line by the key of its setting; a mistake is wrong usage.
Result<> apply_option(Settings& settings, std::string_view key, const std::optional<std::string>& value) {
    if (!value) return {};
    auto applied = apply_value(settings, key, *value);
    if (!applied) return fail(Errc::usage, applied.error().what);
    return {};
}

/// A path that may be seen from the working directory.
Result<> apply_path(Settings& settings, std::string_view key, const std::optional<std::string>& value) {
    if (!value) return {};
    SHOAL_TRY(const auto path, absolute_path(*value));
    return apply_option(settings, key, path);
}

/// An option that may be repeated replaces what files and environment said.
Result<> apply_list(Settings& settings, std::string_view key, const std::vector<std::string>& values) {
    if (values.empty()) return {};
    return apply_option(settings, key, fmt::format("{}", fmt::join(values, ",")));
}

Result<> apply_arguments(Settings& settings, const EngineArguments& arguments) {
    SHOAL_CHECK(apply_path(settings, "data_dir", arguments.data_dir));
    SHOAL_CHECK(apply_path(settings, "control", arguments.control));
    SHOAL_CHECK(apply_list(settings, "listen", arguments.listen));
    SHOAL_CHECK(apply_list(settings, "bootstrap", arguments.bootstrap));
    SHOAL_CHECK(apply_list(settings, "peers", arguments.peers));
    SHOAL_CHECK(apply_option(settings, "lan", arguments.lan));
    SHOAL_CHECK(apply_option(settings, "log.level", arguments.log_level));
    SHOAL_CHECK(apply_option(settings, "log.format", arguments.log_format));
    SHOAL_CHECK(apply_option(settings, "limits.up", arguments.limit_up));
    return apply_option(settings, "limits.down", arguments.limit_down);
}

}  // namespace

Environment process_environment() {
    return [](std::string_view name) -> std::optional<std::string> {
        const char* value = std::getenv(std::string{name}.c_str());
        return value == nullptr ? std::nullopt : std::optional<std::string>{value};
    };
}

Result<Configuration> load_configuration(const EngineArguments& arguments, const Environment& environment,
                                         std::string_view default_log) {
    Configuration out;
    // Who names a data directory needs no home.
    const Environment with_data_dir = [&](std::string_view name) {
        return name == "SHOAL_DATA_DIR" && arguments.data_dir ? absolute_path(*arguments.data_dir).value_or("")
                                                              : environment(name);
    };
    SHOAL_TRY(out.settings, default_settings(with_data_dir));
    out.settings.log_level = default_log;
    const std::string usual_data_dir = out.settings.data_dir;
    const std::string usual_control = out.settings.control;
    if (!arguments.no_config) {
        SHOAL_CHECK(apply_file(out.settings, std::string{system_config}));
        SHOAL_CHECK(apply_file(out.settings, config_path(environment)));
    }
    SHOAL_CHECK(apply_environment(out.settings, environment));
    SHOAL_CHECK(apply_arguments(out.settings, arguments));
    out.control_given = arguments.control.has_value();
    out.listen_given = !arguments.listen.empty();
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
