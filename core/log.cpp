#include "core/log.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/journal.h"
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

std::string with_fields(std::string line, const std::vector<LogField>& fields) {
    for (const auto& field : fields) line += fmt::format(" {}={}", field.key, text_value(field.value));
    return line;
}

std::string text_line(WallTime time, LogLevel level, std::string_view part, std::string_view message,
                      const std::vector<LogField>& fields) {
    return with_fields(fmt::format("{} {:<5} {:<4} {}", timestamp(time), name_of(level), part, printable(message)),
                       fields);
}

/// The journal knows the time and the level.
std::string prefixed_line(WallTime, LogLevel level, std::string_view part, std::string_view message,
                          const std::vector<LogField>& fields) {
    return with_fields(fmt::format("<{}>{}: {}", journal_priority(level), part, printable(message)), fields);
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

std::string journal_line(WallTime, LogLevel level, std::string_view part, std::string_view message,
                         const std::vector<LogField>& fields) {
    return journal_entry(level, part, with_fields(std::string{printable(message)}, fields), message, fields);
}

auto* writer_of(LogFormat format) {
    switch (format) {
    case LogFormat::text:
        return text_line;
    case LogFormat::json:
        return json_line;
    case LogFormat::prefixed:
        return prefixed_line;
    case LogFormat::journal:
        return journal_line;
    }
    return text_line;
}

/// As they stand in lines: "dht", "link".
bool is_part(std::string_view name) {
    return !name.empty() && std::ranges::all_of(name, [](char c) { return c >= 'a' && c <= 'z'; });
}

}  // namespace

Result<LogLevel> parse_log_level(std::string_view text) {
    for (std::size_t i = 0; i < level_names.size(); ++i)
        if (text == level_names[i]) return static_cast<LogLevel>(i);
    return fail(Errc::configuration,
                fmt::format("'{}' is not a log level; use one of {}", printable(text), fmt::join(level_names, ", ")));
}

LogLevel LogFilter::of(std::string_view part) const {
    const auto found = parts.find(part);
    return found == parts.end() ? level : found->second;
}

Result<LogFilter> parse_log_filter(std::string_view text) {
    constexpr std::size_t max_parts = 64;  // there are about ten
    LogFilter out;
    bool has_level = false;
    for (std::size_t start = 0; start <= text.size();) {
        const std::size_t end = std::min(text.find(',', start), text.size());
        const std::string_view one = text.substr(start, end - start);
        const std::size_t equals = one.find('=');
        SHOAL_TRY(const auto level, parse_log_level(equals == one.npos ? one : one.substr(equals + 1)));
        if (equals == one.npos) {
            if (std::exchange(has_level, true)) {
                return fail(
                    Errc::configuration,
                    fmt::format("'{}' has two levels for everything; write one, then part=level", printable(text)));
            }
            out.level = level;
        } else if (!is_part(one.substr(0, equals)) || out.parts.size() == max_parts) {
            return fail(Errc::configuration, fmt::format("'{}' is not like info,dht=debug", printable(text)));
        } else {
            out.parts.insert_or_assign(std::string{one.substr(0, equals)}, level);
        }
        start = end + 1;
    }
    return out;
}

Log::Log(LogFilter filter, LogFormat format, Clock clock, Sink sink)
    : filter_{std::move(filter)}, format_{format}, clock_{std::move(clock)}, sink_{std::move(sink)} {}

void Log::write(LogLevel level, std::string_view part, std::string_view message, const std::vector<LogField>& fields) {
    if (enabled(level, part)) sink_(writer_of(format_)(clock_(), level, part, message, fields));
}

void Log::write_limited(LogLevel level, std::string_view part, std::string_view message, std::vector<LogField> fields) {
    if (!enabled(level, part)) return;
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
