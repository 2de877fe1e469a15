#pragma once
// The log: levels by part, text, JSON or journal entries, a sink that is passed in, and a few lines a cause and minute
// under attack.
// A ContentId has no way in: there is no overload for it; its Tag is what may be written.

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/time.h"

namespace shoal {

enum class LogLevel : std::uint8_t { error, warn, info, debug, trace };
enum class LogFormat : std::uint8_t {
    text,
    json,
    prefixed,  ///< text without time behind "<6>", as the journal takes it from stderr (sd-daemon(3))
    journal,   ///< entries of the journal's own protocol (core/journal.h): they go to its socket
};

[[nodiscard]] Result<LogLevel> parse_log_level(std::string_view text);

/// How much is told, for the whole and for single parts.
struct LogFilter {
    LogLevel level = LogLevel::info;
    std::map<std::string, LogLevel, std::less<>> parts;

    /// Implicit: one level for all.
    LogFilter(LogLevel all = LogLevel::info) : level{all} {}
    [[nodiscard]] LogLevel of(std::string_view part) const;
    friend bool operator==(const LogFilter&, const LogFilter&) = default;
};

/// "info", or "info,dht=debug,link=trace". Error: configuration.
[[nodiscard]] Result<LogFilter> parse_log_filter(std::string_view text);

struct LogField {
    std::string_view key;
    std::string value;
};

/// One per process or engine; used on the loop thread.
class Log {
public:
    using Sink = std::move_only_function<void(std::string_view line)>;  ///< without newline, or one journal entry
    using Clock = std::move_only_function<WallTime() const>;

    Log(LogFilter filter, LogFormat format, Clock clock, Sink sink);

    [[nodiscard]] bool enabled(LogLevel level, std::string_view part) const { return level <= filter_.of(part); }
    /// From the next line on.
    void set_filter(LogFilter filter) { filter_ = std::move(filter); }
    /// `part` names the module ("dht", "link"); `message` is a sentence without data, data goes into fields.
    void write(LogLevel level, std::string_view part, std::string_view message,
               const std::vector<LogField>& fields = {});
    /// As write, but at most 5 lines per (part, message) a minute; what is left out is counted and told with the next.
    void write_limited(LogLevel level, std::string_view part, std::string_view message,
                       std::vector<LogField> fields = {});
    [[nodiscard]] std::uint64_t suppressed() const { return suppressed_; }

private:
    struct Rate {
        std::int64_t minute = 0;
        std::uint32_t count = 0;
        std::uint64_t left_out = 0;
    };
    LogFilter filter_;
    LogFormat format_;
    Clock clock_;
    Sink sink_;
    std::map<std::string, Rate, std::less<>> rates_;  // bounded: cleared at 1,000 keys
    std::uint64_t suppressed_ = 0;
};

}  // namespace shoal
