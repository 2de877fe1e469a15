#include "cli/configuration.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/setting_sources.h"

namespace shoal::cli {
namespace {

/// What an option of the command line sets. One that may be repeated replaces what files and environment said; a path
/// may be seen from the working directory.
Result<GivenSetting> given_by(const OptionInfo& option, const std::vector<std::string>& values) {
    std::string value = fmt::format("{}", fmt::join(values, ","));
    if (option.completes == Completion::directory || option.completes == Completion::file) {
        SHOAL_TRY(value, absolute_path(value));
    }
    return GivenSetting{std::string{option.setting}, std::move(value)};
}

/// Whether only an engine that is opened with this setting obeys it; peers are told to any.
bool is_for_own_engine(std::string_view setting) {
    constexpr std::array settings{"listen", "bootstrap", "lan", "limits.up", "limits.down"};
    return std::ranges::find(settings, setting) != settings.end();
}

/// Whether a command that has this option was given it.
bool is_given(const CommandLine& line, std::string_view option) {
    return find_option(line.command(), option) != nullptr && line.has(option);
}

}  // namespace

Result<Configuration> load_configuration(const CommandLine& line, const Environment& environment,
                                         std::string_view default_log) {
    Configuration out;
    std::vector<GivenSetting> given;
    for (const auto& option : line.command().options) {
        if (option.setting.empty() || !line.has(option.name)) continue;
        SHOAL_TRY(auto one, given_by(option, line.values(option.name)));
        if (is_for_own_engine(one.key)) out.for_own_engine.push_back(fmt::format("--{}", option.name));
        given.push_back(std::move(one));
    }
    const bool with_files = !is_given(line, "no-config");
    SHOAL_TRY(out.settings, load_settings(environment, given, with_files, default_log));
    out.control_given = is_given(line, "control");
    out.listen_given = is_given(line, "listen");
    out.journal_stream = environment("JOURNAL_STREAM").value_or("");
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
