#include "core/settings.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

#include "core/log.h"
#include "core/names.h"
#include "core/setting_entry.h"

namespace shoal {
namespace {

constexpr std::string_view usual_listen = "0.0.0.0:4747,[::]:4747";
constexpr std::size_t max_list = 256;                      ///< words or paths of one setting
constexpr std::size_t max_endpoints = 256;                 ///< of one setting; a list of bootstrap nodes has a dozen
constexpr std::size_t max_http_endpoints = 4;              ///< of either family, and another port for each
constexpr std::size_t max_control_bytes = 107;             ///< what sockaddr_un holds, less its NUL (unix(7))
constexpr std::size_t max_path_bytes = 4'095;              ///< what the system calls take, less their NUL
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
               1, max_path_bytes},
              &Settings::data_dir),
        entry({"download_dir", path, "~/Downloads", nothing, "Where shares land unless told otherwise.", nothing, 1,
               max_path_bytes},
              &Settings::download_dir),
        entry({"listen", listens, usual_listen, nothing, "Addresses and ports to listen at, TCP and UDP.", nothing, 0,
               max_endpoints},
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

std::unexpected<Error> bad_value(const SettingInfo& info, std::string_view value, std::string_view why) {
    return fail(Errc::configuration, fmt::format("{}: '{}' {}", info.key, printable(value), why));
}

Result<> set_path(std::string& to, const SettingInfo& info, std::string_view value) {
    if (!value.starts_with('/')) return bad_value(info, value, "is not a whole path; begin it with '/'");
    if (value.find('\0') != std::string_view::npos) return bad_value(info, value, "contains a NUL");
    if (value.size() > info.highest)
        return bad_value(info, value, fmt::format("is longer than the {} bytes that it may have", info.highest));
    while (value.size() > 1 && value.ends_with('/')) value.remove_suffix(1);
    to = value;
    return {};
}

Result<> set_choice(std::string& to, const SettingInfo& info, std::string_view value) {
    std::string_view rest = info.choices;
    while (!rest.empty()) {
        const std::string_view choice = rest.substr(0, rest.find('|'));
        if (choice == value) {
            to = value;
            return {};
        }
        rest.remove_prefix(std::min(choice.size() + 1, rest.size()));
    }
    return bad_value(info, value, fmt::format("is none of {}", info.choices));
}

Result<> set_flag(bool& to, const SettingInfo& info, std::string_view value) {
    if (value == "on" || value == "true" || value == "yes" || value == "1")
        to = true;
    else if (value == "off" || value == "false" || value == "no" || value == "0")
        to = false;
    else
        return bad_value(info, value, "is neither on nor off");
    return {};
}

Result<> set_rate(std::uint64_t& to, const SettingInfo& info, std::string_view value) {
    auto size = parse_size(value);
    if (!size) return fail_in(std::string{info.key}, std::move(size).error());
    if (*size > info.highest)
        return bad_value(info, value, fmt::format("is more than {}/s", format_size(info.highest)));
    to = *size;
    return {};
}

Result<> set_seconds(std::uint64_t& to, const SettingInfo& info, std::string_view value) {
    auto seconds = parse_seconds(value);
    if (!seconds) return fail_in(std::string{info.key}, std::move(seconds).error());
    if (*seconds < info.lowest) return bad_value(info, value, "is no time at all");
    if (*seconds > info.highest) return bad_value(info, value, "is too long");
    to = *seconds;
    return {};
}

Result<> set_count(std::uint64_t& to, const SettingInfo& info, std::string_view value) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error != std::errc{} || end != value.data() + value.size() || number < info.lowest || number > info.highest)
        return bad_value(info, value, fmt::format("is not a number from {} to {}", info.lowest, info.highest));
    to = number;
    return {};
}

Result<> set_log_filter(std::string& to, const SettingInfo& info, std::string_view value) {
    if (auto filter = parse_log_filter(value); !filter) return fail_in(std::string{info.key}, filter.error());
    to = value;
    return {};
}

Result<> set_list(std::vector<std::string>& to, const SettingInfo& info, std::string_view value) {
    SettingInfo of_path = info;
    of_path.highest = max_path_bytes;
    std::vector<std::string> out;
    if (value == "none") value = {};
    for (std::string_view rest = value; !rest.empty();) {
        const std::string_view one = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(one.size() + 1, rest.size()));
        if (out.size() == info.highest)
            return bad_value(info, one, fmt::format("is one more than the {} there may be", info.highest));
        out.emplace_back(one);
        if (one.find('\0') != one.npos) return bad_value(info, one, "contains a NUL");
        if (info.kind == SettingKind::paths) SHOAL_CHECK(set_path(out.back(), of_path, one));
    }
    const bool is_program = info.kind == SettingKind::words && !out.empty();
    if (is_program && !out.front().starts_with('/'))
        return bad_value(info, out.front(), "is not the whole path of a program; begin it with '/'");
    to = std::move(out);
    return {};
}

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

Result<> set_endpoints(std::vector<Endpoint>& to, const SettingInfo& info, std::string_view value) {
    std::vector<Endpoint> out;
    std::string_view rest = trimmed(value) == "none" || trimmed(value).empty() ? std::string_view{} : value;
    while (!rest.empty()) {
        const std::string_view one = rest.substr(0, rest.find(','));
        rest.remove_prefix(std::min(one.size() + 1, rest.size()));
        const auto endpoint = Endpoint::parse(trimmed(one));
        if (!endpoint)
            return bad_value(info, trimmed(one),
                             "is not an address with a port, like 192.0.2.1:4747 or [2001:db8::1]:4747");
        if (info.key == "http.listen" && !endpoint->address.is_loopback())
            return bad_value(info, trimmed(one),
                             "is no loopback address; what is served there is not encrypted, so only this machine may "
                             "reach it: use 127.0.0.1 or [::1]");
        if (out.size() == info.highest)
            return bad_value(info, trimmed(one), fmt::format("is one more than the {} there may be", info.highest));
        if (std::find(out.begin(), out.end(), *endpoint) == out.end()) out.push_back(*endpoint);
    }
    to = std::move(out);
    return {};
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
    switch (entry->info.kind) {
    case SettingKind::path:
        return set_path(settings.*entry->text, entry->info, value);
    case SettingKind::choice:
        return set_choice(settings.*entry->text, entry->info, value);
    case SettingKind::boolean:
        return set_flag(settings.*entry->flag, entry->info, value);
    case SettingKind::log_filter:
        return set_log_filter(settings.*entry->text, entry->info, value);
    case SettingKind::words:
    case SettingKind::paths:
        return set_list(settings.*entry->list, entry->info, value);
    case SettingKind::duration:
        return set_seconds(settings.*entry->number, entry->info, value);
    case SettingKind::count:
        return set_count(settings.*entry->number, entry->info, value);
    case SettingKind::rate:
        return set_rate(settings.*entry->number, entry->info, value);
    case SettingKind::endpoints:
        return set_endpoints(settings.*entry->endpoints, entry->info, value);
    case SettingKind::text:
        settings.*entry->text = value;
        return {};
    }
    return {};
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

namespace {

/// In the largest unit that loses nothing.
std::string rate_text(std::uint64_t rate) {
    if (rate == 0) return "off";
    for (const auto& [unit, bytes] : {std::pair{"GiB", 1ULL << 30}, {"MiB", 1ULL << 20}, {"KiB", 1ULL << 10}}) {
        if (rate % bytes == 0) return fmt::format("{}{}", rate / bytes, unit);
    }
    return std::to_string(rate);
}

std::string endpoints_text(const std::vector<Endpoint>& endpoints) {
    std::string out;
    for (const auto& endpoint : endpoints) out += (out.empty() ? "" : ",") + endpoint.str();
    return out.empty() ? "none" : out;
}

}  // namespace

std::optional<char> list_separator(SettingKind kind) {
    if (kind == SettingKind::endpoints) return ',';
    if (kind == SettingKind::words || kind == SettingKind::paths) return '\n';
    return std::nullopt;
}

std::string value_text(const Settings& settings, const SettingInfo& info) {
    const auto& table = entries();
    const auto entry = std::find_if(table.begin(), table.end(), [&](const Entry& e) { return e.info.key == info.key; });
    SHOAL_REQUIRE(entry != table.end());
    if (entry->flag != nullptr) return settings.*entry->flag ? "on" : "off";
    if (entry->number != nullptr) {
        const std::uint64_t number = settings.*entry->number;
        return info.kind == SettingKind::rate ? rate_text(number) : std::to_string(number);
    }
    if (entry->list != nullptr) {
        const auto& list = settings.*entry->list;
        return list.empty() ? "none" : fmt::format("{}", fmt::join(list, "\n"));
    }
    if (entry->endpoints != nullptr) return endpoints_text(settings.*entry->endpoints);
    return settings.*entry->text;
}

// --- defaults --------------------------------------------------------------------------------------------------------

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
    SHOAL_CHECK(apply_value(settings, "listen", usual_listen));
    return settings;
}

std::string config_path(const Environment& environment) {
    const auto config = base_directory(environment, "XDG_CONFIG_HOME", ".config");
    return config ? below(*config, "shoal/config.toml") : std::string{};
}

}  // namespace shoal
