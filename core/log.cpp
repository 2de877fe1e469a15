#include "core/log.h"

#include <array>
#include <chrono>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/names.h"

namespace shoal {
namespace {

constexpr std::array<std::string_view, 5> level_names{"error", "warn", "info", "debug", "trace"};
constexpr std::int64_t minute_ms = 60'000;
constexpr std::uint32_t lines_a_minute = 5;  ///< of one part and message, by write_limited
constexpr std::size_t max_rates = 1'000;     ///< (part, message) pairs remembered; there are far fewer in the program

std::string_view name_of(LogLevel level) {
    return level_names[static_cast<std::size_t>(level)];
}

/// RFC 3339, UTC, milliseconds.
std::string timestamp(WallTime time) {
    const std::chrono::sys_time<std::chrono::milliseconds> moment{std::chrono::milliseconds{time.unix_ms}};
    const auto day = std::chrono::floor<std::chrono::days>(moment);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss clock{moment - day};
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), clock.hours().count(),
                       clock.minutes().count(), clock.seconds().count(), clock.subseconds().count());
}

/// As it is if it reads as one word, else in quotes: no value can look like further fields.
std::string text_value(std::string_view value) {
    if (!value.empty() && value.find_first_of(" =\"\\") == std::string_view::npos) return printable(value);
    std::string quoted = "\"";
    for (const char c : value) {
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return printable(quoted + '"');
}

std::string text_line(WallTime time, LogLevel level, std::string_view part, std::string_view message,
                      const std::vector<LogField>& fields) {
    std::string line = fmt::format("{} {:<5} {:<4} {}", timestamp(time), name_of(level), part, printable(message));
    for (const auto& field : fields) line += fmt::format(" {}={}", field.key, text_value(field.value));
    return line;
}

std::string json_line(WallTime time, LogLevel level, std::string_view part, std::string_view message,
                      const std::vector<LogField>& fields) {
    nlohmann::ordered_json line{{"v", 1},       {"type", "log"},     {"time", time.unix_ms}, {"level", name_of(level)},
                                {"part", part}, {"message", message}};
    for (const auto& field : fields) {
        std::string key{field.key};
        while (line.contains(key)) key += '_';  // never two members of one name
        line[key] = field.value;
    }
    // ASCII only, and U+FFFD for what is not UTF-8: nothing a terminal or a log shipper could stumble over.
    return line.dump(-1, ' ', true, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace

Result<LogLevel> parse_log_level(std::string_view text) {
    for (std::size_t i = 0; i < level_names.size(); ++i)
        if (text == level_names[i]) return static_cast<LogLevel>(i);
    return fail(Errc::configuration,
                fmt::format("'{}' is not a log level; use one of {}", printable(text), fmt::join(level_names, ", ")));
}

Log::Log(LogLevel level, LogFormat format, Clock clock, Sink sink)
    : level_{level}, format_{format}, clock_{std::move(clock)}, sink_{std::move(sink)} {}

void Log::write(LogLevel level, std::string_view part, std::string_view message, const std::vector<LogField>& fields) {
    if (!enabled(level)) return;
    const auto line = format_ == LogFormat::json ? json_line : text_line;
    sink_(line(clock_(), level, part, message, fields));
}

void Log::write_limited(LogLevel level, std::string_view part, std::string_view message, std::vector<LogField> fields) {
    if (!enabled(level)) return;
    const std::string key = fmt::format("{}\n{}", part, message);
    if (rates_.size() >= max_rates && !rates_.contains(key)) rates_.clear();
    Rate& rate = rates_[key];
    const std::int64_t minute = clock_().unix_ms / minute_ms;
    if (rate.minute != minute) rate = {minute, 0, rate.left_out};
    if (rate.count == lines_a_minute) {
        ++rate.left_out;
        ++suppressed_;
        return;
    }
    ++rate.count;
    if (const auto left_out = std::exchange(rate.left_out, 0); left_out > 0)
        fields.push_back({"left_out", std::to_string(left_out)});
    write(level, part, message, fields);
}

}  // namespace shoal
