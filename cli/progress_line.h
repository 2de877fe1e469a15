#pragma once
// How far something is, as text. Pure functions; progress_display.h decides when and where.

#include <cstdint>
#include <optional>
#include <string>

#include "core/requests.h"

namespace shoal::cli {

struct Progress {
    std::string name;         ///< raw; made printable here
    std::string activity;     ///< "hashing", "checking"; empty while downloading
    std::string waiting_for;  ///< a sentence while nothing moves, else empty
    std::uint64_t bytes_have = 0;
    std::uint64_t bytes = 0;
    std::uint64_t rate = 0;  ///< bytes a second
    std::optional<std::uint64_t> eta_seconds;
    std::optional<std::uint64_t> peers;  ///< nothing where peers play no part

    /// Of a share that is being fetched.
    [[nodiscard]] static Progress of(const ShareView& share);
};

/// "71.3%", cut and not rounded, so that 100.0% means all. A total of 0 is all.
[[nodiscard]] std::string format_percent(std::uint64_t have, std::uint64_t total);
/// Three digits and a binary unit: "112 MiB", "8.92 GiB", "512 B".
[[nodiscard]] std::string format_amount(std::uint64_t bytes);
/// "8.92/12.5 GiB": both in the unit of the total.
[[nodiscard]] std::string format_amounts(std::uint64_t have, std::uint64_t total);
/// "0:33", "1:02:03", "3d 04:05:06".
[[nodiscard]] std::string format_duration(std::uint64_t seconds);
/// 1 file, 2 files.
[[nodiscard]] std::string count_of(std::uint64_t count, std::string_view noun);

/// One line of at most `columns`; what matters least is left out first.
[[nodiscard]] std::string progress_bar(const Progress& progress, std::size_t columns);
/// "71.3% 8.92/12.5GiB 112MiB/s eta=33s peers=14".
[[nodiscard]] std::string progress_words(const Progress& progress);
/// {"v":1,"type":"progress",...}
[[nodiscard]] std::string progress_json(const Progress& progress, std::string_view tag);

}  // namespace shoal::cli
