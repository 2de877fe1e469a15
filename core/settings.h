#pragma once
// Every option once: name, kind, default, range, unit, meaning. TOML files, the environment and the command line
// all go through this table. toml++ stays behind the .cpp.

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/endpoint.h"
#include "core/result.h"

namespace shoal {

struct Settings {
    std::string data_dir;             ///< absolute
    std::vector<Endpoint> listen;     ///< TCP and UDP
    std::vector<Endpoint> bootstrap;  ///< DHT; empty = none
    std::vector<Endpoint> peers;      ///< always dialled
    bool lan = true;                  ///< LAN discovery (docs/lan.md)
    std::uint64_t limit_up = 0;       ///< bytes a second of content, 0 = no limit
    std::uint64_t limit_down = 0;     ///< bytes a second of content, 0 = no limit
    std::string log_level = "info";   ///< of all and of parts, as parse_log_filter (core/log.h) reads it
    std::string log_format = "auto";
    std::string control;                      ///< path of the control socket
    std::vector<Endpoint> http_listen;        ///< of the daemon's HTTP port; loopback only; empty: none
    std::string download_dir;                 ///< where shares land unless told otherwise
    std::vector<std::string> hook_completed;  ///< a program and its arguments; empty: none
    std::uint64_t hook_time_limit = 600;      ///< seconds
    std::uint64_t hooks_at_once = 4;
    bool sandbox = true;                     ///< of the daemon (docs/daemon.md)
    std::vector<std::string> sandbox_roots;  ///< absolute
};

enum class SettingKind : std::uint8_t {
    text,
    path,
    boolean,
    rate,
    endpoints,
    choice,
    log_filter,
    words,     ///< a list of texts; as one text each on a line of its own
    paths,     ///< a list of whole paths; likewise
    duration,  ///< seconds
    count,
};

struct SettingInfo {
    std::string_view key;  ///< "limits.up"
    SettingKind kind;
    std::string_view preset;     ///< the default, as text
    std::string_view choices;    ///< "error|warn|info" for choice, else empty
    std::string_view meaning;    ///< one sentence
    std::string_view unit = "";  ///< of what a number counts: "bytes/s"; empty where nothing is counted
    /// What may be given: a number of the unit (rate, duration), of entries (endpoints, words, paths), of bytes (path),
    /// or the number itself (count). A rate of 0 is "off" and always allowed. Both 0: not bounded.
    std::uint64_t lowest = 0;
    std::uint64_t highest = 0;
};

[[nodiscard]] std::span<const SettingInfo> setting_table();

/// What may be given, in words: "off, or 1 B/s to 1024.0 PiB/s", "none, or up to 256", "on or off".
[[nodiscard]] std::string describe_range(const SettingInfo& info);

/// Looks up environment variables; nothing if unset. Injected so that tests need no global state.
using Environment = std::move_only_function<std::optional<std::string>(std::string_view name) const>;

/// Defaults with the XDG directories (XDG_STATE_HOME, XDG_DOWNLOAD_DIR, XDG_RUNTIME_DIR) of this environment; those
/// that are empty or not absolute count as unset. Error: configuration, if nothing says where the data may lie.
[[nodiscard]] Result<Settings> default_settings(const Environment& environment);

/// $XDG_CONFIG_HOME/shoal/config.toml; empty if there is neither that nor a home directory.
[[nodiscard]] std::string config_path(const Environment& environment);

/// Applies a TOML text; an unknown key or bad value is an error with line, column and, near a known key, a
/// suggestion, for the first mistake in the text; then nothing is changed. Lists may be arrays or "a:1,b:2".
/// `config_version = 1` may stand in it. `where` names the file in errors. Error: configuration.
[[nodiscard]] Result<> apply_toml(Settings& settings, std::string_view text, std::string_view where);

/// Applies one value by key, as the command line and SHOAL_* variables give it: paths absolute, endpoints with commas
/// between them or "none", "on" or "off", sizes as parse_size and times as parse_seconds have them, lists with an entry
/// a line. Error: configuration.
[[nodiscard]] Result<> apply_value(Settings& settings, std::string_view key, std::string_view value);

/// SHOAL_LIMITS_UP and so on, for every key of the table; an empty variable counts as unset. Error: configuration.
[[nodiscard]] Result<> apply_environment(Settings& settings, const Environment& environment);

/// "500k", "10M", "1.5GiB", "12345", "off": bytes (binary units, k = KiB). Error: configuration ("MB" too: nobody
/// knows which one is meant).
[[nodiscard]] Result<std::uint64_t> parse_size(std::string_view text);
/// "90", "90s", "15m", "2h", "7d": seconds. Error: configuration.
[[nodiscard]] Result<std::uint64_t> parse_seconds(std::string_view text);
/// "12.3 MiB".
[[nodiscard]] std::string format_size(std::uint64_t bytes);

}  // namespace shoal
