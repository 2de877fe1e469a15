#include "core/settings.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

#include "core/log.h"
#include "core/names.h"
#include "core/setting_entry.h"
#include "core/setting_value.h"

namespace shoal {
namespace {

constexpr std::size_t max_list = 256;                      ///< words or paths of one setting
constexpr std::size_t max_endpoints = 256;                 ///< of one setting; a list of bootstrap nodes has a dozen
constexpr std::size_t max_http_endpoints = 4;              ///< of either family, and another port for each
constexpr std::size_t max_control_bytes = 107;             ///< what sockaddr_un holds, less its NUL (unix(7))
constexpr std::uint64_t min_rate = 1;                      ///< 0 is "off"
constexpr std::uint64_t max_seconds = 36'500ULL * 86'400;  ///< a hundred years: longer is meant as never
constexpr std::uint64_t max_hooks = 1'000;                 ///< processes at once
constexpr std::uint64_t max_rate = 1ULL << 50;             ///< a PiB a second: beyond any wire, and safe to count with

// --- one value -------------------------------------------------------------------------------------------------------

/// A setting and where its value lives: exactly one of the pointers, as its kind says.
struct Entry {
    SettingInfo info;
    std::string Settings::*text = nullptr;
    bool Settings::*flag = nullptr;
    std::uint64_t Settings::*number = nullptr;
    std::vector<Endpoint> Settings::*endpoints = nullptr;
    std::vector<std::string> Settings::*list = nullptr;
};

Entry entry(SettingInfo info, std::string Settings::*to) {
    return {.info = info, .text = to};
}
Entry entry(SettingInfo info, bool Settings::*to) {
    return {.info = info, .flag = to};
}
Entry entry(SettingInfo info, std::uint64_t Settings::*to) {
    return {.info = info, .number = to};
}
Entry entry(SettingInfo info, std::vector<Endpoint> Settings::*to) {
    return {.info = info, .endpoints = to};
}
Entry entry(SettingInfo info, std::vector<std::string> Settings::*to) {
    return {.info = info, .list = to};
}

/// In the order in which people should read them.
const std::vector<Entry>& entries() {
    using enum SettingKind;
    constexpr auto listens = SettingKind::endpoints;
    constexpr auto speed = SettingKind::rate;
    constexpr std::string_view nothing;
    constexpr std::string_view per_second = "bytes/s";
    static const std::vector<Entry> table{
        entry({"data_dir", path, "$XDG_STATE_HOME/shoal", nothing, "Where Shoal keeps its catalog and keys.", nothing,
               1, max_local_path_bytes},
              &Settings::data_dir),
        entry({"download_dir", path, "~/Downloads", nothing, "Where shares land unless told otherwise.", nothing, 1,
               max_local_path_bytes},
              &Settings::download_dir),
        entry({"listen", listens, "0.0.0.0:4747,[::]:4747", nothing, "Addresses and ports to listen at, TCP and UDP.",
               nothing, 0, max_endpoints},
              &Settings::listen),
        entry({"bootstrap", listens, "none", nothing, "DHT nodes to begin with, or none.", nothing, 0, max_endpoints},
              &Settings::bootstrap),
        entry({"peers", listens, "none", nothing, "Peers that are always asked.", nothing, 0, max_endpoints},
              &Settings::peers),
        entry({"lan", boolean, "on", nothing, "Whether to look for peers on the local network."}, &Settings::lan),
        entry({"limits.up", speed, "off", nothing, "Most bytes of content sent each second.", per_second, min_rate,
               max_rate},
              &Settings::limit_up),
        entry({"limits.down", speed, "off", nothing, "Most bytes of content received each second.", per_second,
               min_rate, max_rate},
              &Settings::limit_down),
        entry({"log.level", log_filter, "info", "error|warn|info|debug|trace",
               "How much the log tells; with part=level behind it also for single parts."},
              &Settings::log_level),
        entry({"log.format", choice, "auto", "auto|text|json|journal",
               "How the log is written; auto is text, with priorities where the journal reads it."},
              &Settings::log_format),
        entry({"control", path, "$XDG_RUNTIME_DIR/shoal/control.sock", nothing, "The control socket of the daemon.",
               nothing, 1, max_control_bytes},
              &Settings::control),
        entry({"http.listen", listens, "none", nothing,
               "Loopback addresses at which the daemon serves metrics and local players over HTTP.", nothing, 0,
               max_http_endpoints},
              &Settings::http_listen),
        entry({"hooks.completed", words, "none", nothing,
               "Program and arguments to run when a share was fetched; {tag}, {name}, {path}, {bytes} are filled in.",
               nothing, 0, max_list},
              &Settings::hook_completed),
        entry({"hooks.time_limit", duration, "10m", nothing, "How long a hook may run before it is ended.", "seconds",
               1, max_seconds},
              &Settings::hook_time_limit),
        entry({"hooks.at_once", count, "4", nothing, "How many hooks may run at the same time; others wait.", nothing,
               1, max_hooks},
              &Settings::hooks_at_once),
        entry({"sandbox", boolean, "on", nothing, "Whether the daemon gives up what it does not need of the system."},
              &Settings::sandbox),
        entry({"sandbox_roots", paths, "none", nothing,
               "Folders, and all below them, that the sandbox leaves open, hidden ones too.", nothing, 0, max_list},
              &Settings::sandbox_roots),
    };
    return table;
}

// --- names that are nearly right -------------------------------------------------------------------------------------

/// Levenshtein's distance.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t swapped = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = std::exchange(row[j], std::min({swapped, row[j] + 1, row[j - 1] + 1}));
        }
    }
    return row.back();
}

/// The last part of a dotted key.
std::string_view last_part(std::string_view key) {
    return key.substr(key.rfind('.') + 1);
}

std::string_view nearest(std::string_view key) {
    constexpr std::size_t longest = 64;  // no longer key is meant as one of ours
    constexpr std::size_t near = 2;      // slips of the finger
    std::size_t best = near + 1;
    std::string_view found;
    if (key.size() > longest) return found;
    for (const auto& entry : entries()) {
        const bool same_end = last_part(key) == last_part(entry.info.key);
        const std::size_t far = std::min(distance(key, entry.info.key), same_end ? near : near + 1);
        if (far < best) {
            best = far;
            found = entry.info.key;
        }
    }
    return found;
}

}  // namespace

std::span<const SettingInfo> setting_table() {
    static const std::vector<SettingInfo> table = [] {
        std::vector<SettingInfo> out;
        for (const auto& entry : entries()) out.push_back(entry.info);
        return out;
    }();
    return table;
}

std::string describe_range(const SettingInfo& info) {
    switch (info.kind) {
    case SettingKind::rate:
        return fmt::format("off, or {}/s to {}/s", format_size(info.lowest), format_size(info.highest));
    case SettingKind::endpoints:
        return fmt::format("none, or up to {} addresses with ports", info.highest);
    case SettingKind::path:
        return fmt::format("a whole path of at most {} bytes", info.highest);
    case SettingKind::boolean:
        return "on or off";
    case SettingKind::log_filter:
        return fmt::format("{}, and then part=level, with commas between", info.choices);
    case SettingKind::words:
        return fmt::format("none, or up to {} words, the first the whole path of a program", info.highest);
    case SettingKind::paths:
        return fmt::format("none, or up to {} whole paths", info.highest);
    case SettingKind::duration:
        return fmt::format("{} s to {} d", info.lowest, info.highest / 86'400);
    case SettingKind::count:
        return fmt::format("{} to {}", info.lowest, info.highest);
    case SettingKind::choice:
        return std::string{info.choices};
    case SettingKind::text:
        return "any text";
    }
    return {};
}

const SettingInfo* find_setting(std::string_view key) {
    for (const auto& info : setting_table())
        if (info.key == key) return &info;
    return nullptr;
}

Error unknown_setting(std::string_view key) {
    const std::string_view meant = nearest(key);
    return {Errc::configuration,
            meant.empty() ? fmt::format("there is no setting '{}'", printable(key))
                          : fmt::format("there is no setting '{}'; did you mean '{}'?", printable(key), meant)};
}

Result<> apply_value(Settings& settings, std::string_view key, std::string_view value) {
    const auto& table = entries();
    const auto entry = std::find_if(table.begin(), table.end(), [&](const Entry& e) { return e.info.key == key; });
    if (entry == table.end()) return std::unexpected{unknown_setting(key)};
    if (entry->flag != nullptr) return read_value(settings.*entry->flag, entry->info, value);
    if (entry->number != nullptr) return read_value(settings.*entry->number, entry->info, value);
    if (entry->list != nullptr) return read_value(settings.*entry->list, entry->info, value);
    if (entry->endpoints != nullptr) return read_value(settings.*entry->endpoints, entry->info, value);
    return read_value(settings.*entry->text, entry->info, value);
}

std::string setting_variable(std::string_view key) {
    std::string name = "SHOAL_";
    for (const char c : key) name += c == '.' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return name;
}

Result<> apply_environment(Settings& settings, const Environment& environment) {
    for (const auto& info : setting_table()) {
        const std::string name = setting_variable(info.key);
        const auto value = environment(name);
        if (!value || value->empty()) continue;
        if (auto applied = apply_value(settings, info.key, *value); !applied)
            return fail_in(fmt::format("in the environment, {}", name), std::move(applied).error());
    }
    return {};
}

// --- values as text --------------------------------------------------------------------------------------------------

std::optional<char> list_separator(SettingKind kind) {
    if (kind == SettingKind::endpoints) return ',';
    if (kind == SettingKind::words || kind == SettingKind::paths) return '\n';
    return std::nullopt;
}

std::string value_text(const Settings& settings, const SettingInfo& info) {
    const auto& table = entries();
    const auto entry = std::find_if(table.begin(), table.end(), [&](const Entry& e) { return e.info.key == info.key; });
    SHOAL_REQUIRE(entry != table.end());
    if (entry->flag != nullptr) return text_of(settings.*entry->flag);
    if (entry->number != nullptr) return text_of(settings.*entry->number, info.kind);
    if (entry->list != nullptr) return text_of(settings.*entry->list);
    if (entry->endpoints != nullptr) return text_of(settings.*entry->endpoints);
    return settings.*entry->text;
}

}  // namespace shoal
