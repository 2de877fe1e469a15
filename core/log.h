#pragma once
// The log: levels, text or JSON lines, a sink that is passed in, and one line a class and minute under attack.
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
enum class LogFormat : std::uint8_t { text, json };

[[nodiscard]] Result<LogLevel> parse_log_level(std::string_view text);

struct LogField {
    std::string_view key;
    std::string value;
};

/// One per process or engine; used on the loop thread.
class Log {
public:
    using Sink = std::move_only_function<void(std::string_view line)>;  ///< without newline
    using Clock = std::move_only_function<WallTime() const>;

    Log(LogLevel level, LogFormat format, Clock clock, Sink sink);

    [[nodiscard]] bool enabled(LogLevel level) const { return level <= level_; }
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
    LogLevel level_;
    LogFormat format_;
    Clock clock_;
    Sink sink_;
    std::map<std::string, Rate, std::less<>> rates_;  // bounded: cleared at 1,000 keys
    std::uint64_t suppressed_ = 0;
};

}  // namespace shoal
