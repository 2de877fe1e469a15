#pragma once
// Numbers as people of this language read them.

#include <cstdint>
#include <string_view>

#include <QDateTime>
#include <QString>

namespace shoal::gui {

[[nodiscard]] QString format_bytes(std::uint64_t bytes);          ///< "12.3 MiB"
[[nodiscard]] QString format_rate(std::uint64_t bytes_a_second);  ///< "1.2 MiB/s"; empty for 0
[[nodiscard]] QString format_count(std::uint64_t count);          ///< "12,345"
/// "23 %", rounded down, so that 100 % means all; of nothing it is all.
[[nodiscard]] QString format_percent(std::uint64_t part, std::uint64_t whole);
/// The same as a number from 0 to 1,000.
[[nodiscard]] int permille(std::uint64_t part, std::uint64_t whole);
/// "8 s", "12 min", "3 h 5 min", "2 days".
[[nodiscard]] QString format_duration(std::uint64_t seconds);
/// Date and time, short; empty for 0.
[[nodiscard]] QString format_time(std::uint64_t unix_ms);

/// Text from outside, fit to stand in a line: control characters, and those that change the direction or the order of
/// what is around them, are written as escapes (core/names.h).
[[nodiscard]] QString harmless(const QString& text);
[[nodiscard]] QString harmless(std::string_view text);

}  // namespace shoal::gui
