// Options that several commands have; declared in cli/command_table_parts.h.

#include <algorithm>

#include "cli/command_table_parts.h"

namespace shoal::cli {
namespace {

const SettingInfo& setting(std::string_view key) {
    const auto table = setting_table();
    return *std::ranges::find(table, key, &SettingInfo::key);
}

std::string_view value_name(const SettingInfo& info) {
    switch (info.kind) {
    case SettingKind::path:
        return info.key.ends_with("_dir") ? "DIR" : "PATH";
    case SettingKind::boolean:
        return "on|off";
    case SettingKind::rate:
        return "RATE";
    case SettingKind::endpoints:
        return "A:P";
    case SettingKind::choice:
        return info.choices;
    case SettingKind::text:
    case SettingKind::words:
        return "TEXT";
    case SettingKind::log_filter:
        return "LEVEL[,PART=LEVEL]";
    case SettingKind::paths:
        return "DIR";
    case SettingKind::duration:
        return "TIME";
    case SettingKind::count:
        return "N";
    }
    return {};
}

/// An option that overrides a setting, in the words of the setting.
OptionInfo option_for(std::string_view name, std::string_view key) {
    const SettingInfo& info = setting(key);
    OptionInfo out{.name = name, .value = value_name(info), .meaning = info.meaning, .preset = info.preset};
    out.unit = info.unit;
    out.setting = key;
    out.is_repeatable = info.kind == SettingKind::endpoints;
    if (info.kind == SettingKind::boolean || info.kind == SettingKind::choice) {
        out.choices = out.value;
        out.completes = Completion::choice;
    } else if (info.kind == SettingKind::path) {
        out.completes = out.value == "DIR" ? Completion::directory : Completion::file;
    }
    return out;
}

}  // namespace

Options connection_options() {
    return {option_for("data-dir", "data_dir"),
            option_for("control", "control"),
            {.name = "no-config", .meaning = "Read no configuration file."}};
}

Options engine_options(std::string_view log_level) {
    Options out{option_for("listen", "listen"),      option_for("bootstrap", "bootstrap"),
                option_for("peer", "peers"),         option_for("lan", "lan"),
                option_for("limit-up", "limits.up"), option_for("limit-down", "limits.down"),
                option_for("log", "log.level"),      option_for("log-format", "log.format")};
    for (auto& option : out) {
        if (option.name == "log") option.preset = log_level;
    }
    for (const auto& option : connection_options()) out.push_back(option);
    return out;
}

OptionInfo progress_option() {
    return {.name = "progress",
            .value = "bar|line|json|none",
            .meaning =
                "How progress is shown. Left out: a live line where stderr is a terminal, else a line every 10 s; "
                "with --json as JSON.",
            .choices = "bar|line|json|none",
            .completes = Completion::choice};
}

OptionInfo standalone_option() {
    return {.name = "standalone", .meaning = "Never use a daemon."};
}

OptionInfo timeout_option() {
    constexpr std::uint64_t year = 31'536'000;
    return {.name = "timeout",
            .value = "SECONDS",
            .meaning = "Give up after so long without any peer. Left out: wait as long as it takes.",
            .unit = "s",
            .lowest = 1,
            .highest = year};
}

Options general_options() {
    return {{.name = "json", .meaning = "One JSON object per line on stdout."},
            {.name = "help", .letter = 'h', .meaning = "Print this help."}};
}

Options options_of(std::initializer_list<Options> parts) {
    Options out;
    for (const auto& part : parts) out.insert(out.end(), part.begin(), part.end());
    for (const auto& option : general_options()) out.push_back(option);
    return out;
}

OperandInfo share_operand() {
    return {.name = "SHARE",
            .meaning = "Its number, its tag, the beginning of its name if no other begins so, or a path in it.",
            .completes = Completion::share};
}

OperandInfo shares_operand() {
    return {.name = "SHARE",
            .meaning = "A number, a tag, the beginning of a name if no other begins so, a path in a share, or all, "
                       "active, paused, error, label:X.",
            .most = any_number,
            .completes = Completion::share};
}

ExitCodes exit_codes_of(std::initializer_list<ExitCode> more) {
    ExitCodes out{ExitCode::done,        ExitCode::other,     ExitCode::usage,  ExitCode::file_system,
                  ExitCode::no_daemon,   ExitCode::refused,   ExitCode::in_use, ExitCode::configuration,
                  ExitCode::interrupted, ExitCode::terminated};
    out.insert(out.end(), more);
    std::ranges::sort(out);
    out.erase(std::ranges::unique(out).begin(), out.end());
    return out;
}

}  // namespace shoal::cli
