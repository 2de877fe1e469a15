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
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    if (error == std::errc::no_such_file_or_directory || error == std::errc::not_a_directory) return std::nullopt;
    if (error) return fail(Errc::configuration, fmt::format("{}: {}", path, error.message()));
    if (size > max_config_bytes) return fail(Errc::configuration, fmt::format("{}: larger than 1 MiB", path));
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

Error as_usage(std::string_view option, const Error& error) {
    return {Errc::usage, fmt::format("{}: {}", option, error.what)};
}

Result<std::vector<Endpoint>> endpoints_of(std::string_view option, const std::vector<std::string>& texts) {
    std::vector<Endpoint> out;
    for (const auto& text : texts) {
        auto endpoint = Endpoint::parse(text);
        if (!endpoint) return std::unexpected{as_usage(option, endpoint.error())};
        out.push_back(*endpoint);
    }
    return out;
}

/// "none", or endpoints, commas allowed between them.
Result<std::vector<Endpoint>> bootstrap_of(const std::vector<std::string>& texts) {
    std::vector<std::string> each;
    for (const auto& text : texts) {
        std::istringstream parts{text};
        for (std::string part; std::getline(parts, part, ',');) each.push_back(part);
    }
    if (each.size() == 1 && each.front() == "none") return std::vector<Endpoint>{};
    return endpoints_of("--bootstrap", each);
}

Result<> apply_size(std::uint64_t& to, std::string_view option, const std::optional<std::string>& text) {
    if (!text) return {};
    auto size = parse_size(*text);
    if (!size) return std::unexpected{as_usage(option, size.error())};
    to = *size;
    return {};
}

Result<> apply_log(Settings& settings, const EngineArguments& arguments) {
    if (arguments.log_level) {
        auto level = parse_log_level(*arguments.log_level);
        if (!level) return std::unexpected{as_usage("--log", level.error())};
        settings.log_level = *arguments.log_level;
    }
    if (arguments.log_format) {
        if (*arguments.log_format != "text" && *arguments.log_format != "json") {
            return fail(Errc::usage, "--log-format: text or json");
        }
        settings.log_format = *arguments.log_format;
    }
    return {};
}

Result<> apply_lan(Settings& settings, const EngineArguments& arguments) {
    constexpr auto* not_yet = "looking for peers on the local network is not possible yet; use --peer or --bootstrap";
    if (!arguments.lan) {
        if (settings.lan) return fail(Errc::configuration, fmt::format("lan: {}", not_yet));
        return {};
    }
    settings.lan = false;
    if (*arguments.lan == "off") return {};
    return fail(Errc::usage, *arguments.lan == "on" ? fmt::format("--lan on: {}", not_yet) : "--lan: on or off");
}

Result<> apply_arguments(Settings& settings, const EngineArguments& arguments) {
    if (arguments.data_dir) {
        SHOAL_TRY(settings.data_dir, absolute_path(*arguments.data_dir));
    }
    if (arguments.control) {
        SHOAL_TRY(settings.control, absolute_path(*arguments.control));
    }
    if (!arguments.listen.empty()) {
        SHOAL_TRY(settings.listen, endpoints_of("--listen", arguments.listen));
    }
    if (!arguments.bootstrap.empty()) {
        SHOAL_TRY(settings.bootstrap, bootstrap_of(arguments.bootstrap));
    }
    if (!arguments.peers.empty()) {
        SHOAL_TRY(settings.peers, endpoints_of("--peer", arguments.peers));
    }
    SHOAL_CHECK(apply_lan(settings, arguments));
    SHOAL_CHECK(apply_log(settings, arguments));
    SHOAL_CHECK(apply_size(settings.limit_up, "--limit-up", arguments.limit_up));
    return apply_size(settings.limit_down, "--limit-down", arguments.limit_down);
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
    SHOAL_TRY(out.settings, default_settings(environment));
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
