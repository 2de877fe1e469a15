#include "cli/config_command.h"

#include <algorithm>

#include <fmt/format.h>

#include "cli/configuration.h"
#include "cli/json_output.h"
#include "cli/running_daemon.h"
#include "core/config_file.h"
#include "core/effective_settings.h"
#include "core/names.h"
#include "core/setting_entry.h"
#include "core/settings_edit.h"

namespace shoal::cli {
namespace {

ExitCode done_unless_lost(const Console& console) {
    return console.out.is_lost() ? ExitCode::other : ExitCode::done;
}

/// The file that is changed. Errors: usage, configuration.
Result<std::string> target_file(const CommandLine& line, const Environment& environment) {
    if (const auto named = line.value("file")) return absolute_path(*named);
    auto path = config_path(environment);
    if (path.empty()) {
        return fail(Errc::configuration, "there is no home directory; set HOME or XDG_CONFIG_HOME, or name a --file");
    }
    return path;
}

/// The files that are read: the one that was named, else the usual ones.
Result<std::vector<std::string>> read_files(const CommandLine& line, const Environment& environment) {
    if (const auto named = line.value("file")) {
        SHOAL_TRY(auto path, absolute_path(*named));
        return std::vector{std::move(path)};
    }
    std::vector<std::string> out{system_config};
    if (auto path = config_path(environment); !path.empty()) out.push_back(std::move(path));
    return out;
}

void put_setting(Console& console, const EffectiveSetting& setting) {
    JsonLine line{"setting"};
    console.out.line(line.text("key", setting.key).text("value", setting.value).text("source", setting.source).str());
}

/// A path may be given as it is seen from here; the file holds it whole.
Result<std::string> whole_value(const SettingInfo& info, const std::string& value) {
    return info.kind == SettingKind::path ? absolute_path(value) : Result<std::string>{value};
}

/// What makes a daemon that runs now take it up; empty if none runs, or it need not know.
std::string what_next(const SettingInfo& info, const Environment& environment) {
    if (change_of(info) == SettingChange::at_once) return {};
    const auto settings = effective_settings({system_config, config_path(environment)}, environment);
    if (!settings) return {};
    const auto control = std::ranges::find(settings->each, "control", &EffectiveSetting::key);
    if (!socket_answers(control->value)) return {};
    return change_of(info) == SettingChange::at_reload ? "the daemon that runs takes it up with: shoal daemon reload"
                                                       : "the daemon that runs takes it up with: shoal daemon restart";
}

/// Somebody else decides later than the file does.
std::string who_overrides(const SettingInfo& info, const Environment& environment) {
    const auto variable = setting_variable(info.key);
    return environment(variable).value_or("").empty() ? "" : variable + " in the environment overrides it";
}

ExitCode tell_change(Console& console, const Environment& environment, const SettingInfo& info, const std::string& path,
                     const std::string& value) {
    const auto next = what_next(info, environment);
    const auto overridden = who_overrides(info, environment);
    if (console.json) {
        JsonLine line{"config_changed"};
        line.text("key", info.key).text("value", value).text("path", path).text("next", next);
        console.out.line(line.text("overridden", overridden).str());
    }
    const auto what = value.empty() ? "is not set any more" : "is " + printable(value);
    console.talk.say(fmt::format("{} {} in {}", info.key, what, printable(path)));
    if (!overridden.empty()) console.talk.say("but " + overridden);
    if (!next.empty()) console.talk.say(next);
    return done_unless_lost(console);
}

/// Changes the file through `edit`: its text and name in, the new text out.
template <class Edit>
Result<std::string> change_file(const CommandLine& line, const Environment& environment, Edit edit) {
    SHOAL_TRY(const auto path, target_file(line, environment));
    SHOAL_TRY(const auto text, read_config_file(path));
    SHOAL_TRY(const auto changed, edit(text.value_or(""), path));
    SHOAL_CHECK(replace_config_file(path, changed));
    return path;
}

}  // namespace

ExitCode run_config_get(const CommandLine& line, const Environment& environment, Console& console) {
    const auto key = line.operand("KEY").value_or("");
    if (find_setting(key) == nullptr) return console.report(unknown_setting(key), ExitCode::not_found);
    const auto files = read_files(line, environment);
    if (!files) return console.report(files.error());
    const auto settings = effective_settings(*files, environment);
    if (!settings) return console.report(settings.error());
    const auto found = std::ranges::find(settings->each, key, &EffectiveSetting::key);
    if (console.json) {
        put_setting(console, *found);
    } else {
        console.out.line(printable(found->value));
    }
    return done_unless_lost(console);
}

ExitCode run_config_list(const CommandLine& line, const Environment& environment, Console& console) {
    const auto files = read_files(line, environment);
    if (!files) return console.report(files.error());
    const auto settings = effective_settings(*files, environment);
    if (!settings) return console.report(settings.error());
    for (const auto& setting : settings->each) {
        if (console.json) {
            put_setting(console, setting);
        } else {
            console.out.line(
                fmt::format("{:<18}  {:<36}  {}", setting.key, printable(setting.value), printable(setting.source)));
        }
    }
    return done_unless_lost(console);
}

ExitCode run_config_set(const CommandLine& line, const Environment& environment, Console& console) {
    const auto key = line.operand("KEY").value_or("");
    const auto* info = find_setting(key);
    if (info == nullptr) return console.report(unknown_setting(key), ExitCode::not_found);
    const auto value = whole_value(*info, line.operand("VALUE").value_or(""));
    if (!value) return console.report(value.error());
    Settings any;
    // A wrong value is wrong usage, as everywhere on the command line; only a wrong file is a wrong configuration.
    if (const auto fits = apply_value(any, key, *value); !fits) return console.report({Errc::usage, fits.error().what});
    const auto path = change_file(line, environment, [&](const std::string& text, const std::string& where) {
        return set_in_toml(text, key, *value, where);
    });
    if (!path) return console.report(path.error());
    return tell_change(console, environment, *info, *path, *value);
}

ExitCode run_config_unset(const CommandLine& line, const Environment& environment, Console& console) {
    const auto key = line.operand("KEY").value_or("");
    const auto* info = find_setting(key);
    if (info == nullptr) return console.report(unknown_setting(key), ExitCode::not_found);
    const auto path = change_file(line, environment, [&](const std::string& text, const std::string& where) {
        return unset_in_toml(text, key, where);
    });
    if (!path) return console.report(path.error());
    return tell_change(console, environment, *info, *path, "");
}

ExitCode run_config_path(const CommandLine& line, const Environment& environment, Console& console) {
    const auto path = target_file(line, environment);
    if (!path) return console.report(path.error());
    const auto text = read_config_file(*path);
    if (console.json) {
        JsonLine out{"config_path"};
        console.out.line(out.text("path", *path).flag("exists", text && text->has_value()).str());
    } else {
        console.out.line(printable(*path));
    }
    return done_unless_lost(console);
}

ExitCode run_config_check(const CommandLine& line, const Environment& environment, Console& console) {
    const auto files = read_files(line, environment);
    if (!files) return console.report(files.error());
    const auto settings = effective_settings(*files, environment);
    if (!settings) return console.report(settings.error());
    std::vector<std::string> read;
    for (const auto& file : *files) {
        if (const auto text = read_config_file(file); text && *text) read.push_back(file);
    }
    const auto given = std::ranges::count_if(
        settings->each, [](const EffectiveSetting& setting) { return setting.source != "default"; });
    if (console.json) {
        JsonLine out{"config_checked"};
        console.out.line(out.texts("files", read).number("given", static_cast<std::uint64_t>(given)).str());
        return done_unless_lost(console);
    }
    for (const auto& file : *files) {
        const bool is_there = std::ranges::find(read, file) != read.end();
        console.out.line(fmt::format("{}: {}", printable(file), is_there ? "can be read" : "is not there"));
    }
    console.out.line(
        fmt::format("{} of {} settings are given, the others are at their defaults", given, settings->each.size()));
    return done_unless_lost(console);
}

ExitCode run_config_reference(const CommandLine&, const Environment&, Console& console) {
    auto text = "# The configuration of Shoal. Every setting stands here at its default; take the '#' before its name\n"
                "# away to change it. Later wins: /etc/shoal/config.toml, $XDG_CONFIG_HOME/shoal/config.toml,\n"
                "# SHOAL_* in the environment, the command line.\n\n" +
                reference_toml();
    while (text.ends_with('\n')) text.pop_back();
    if (console.json) {
        console.out.line(JsonLine{"config_reference"}.text("text", text).str());
    } else {
        console.out.line(text);
    }
    return done_unless_lost(console);
}

}  // namespace shoal::cli
