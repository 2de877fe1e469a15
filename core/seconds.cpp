// Times as people write them; declared in core/settings.h.

#include <charconv>
#include <limits>

#include <fmt/format.h>

#include "core/names.h"
#include "core/settings.h"

namespace shoal {

Result<std::uint64_t> parse_seconds(std::string_view text) {
    const auto bad = [&](std::string_view why) {
        return fail(Errc::configuration,
                    fmt::format("'{}' is not a time: {}; write for example 30s, 15m, 2h or 7d", printable(text), why));
    };
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc::result_out_of_range) return bad("it is too long");
    if (error != std::errc{}) return bad("it does not begin with a digit");
    const auto unit = text.substr(static_cast<std::size_t>(end - text.data()));
    std::uint64_t seconds = 1;
    if (unit == "m")
        seconds = 60;
    else if (unit == "h")
        seconds = 3'600;
    else if (unit == "d")
        seconds = 86'400;
    else if (!unit.empty() && unit != "s")
        return bad("its unit is none of s, m, h, d");
    constexpr std::uint64_t most = 36'500ULL * 86'400;  // a hundred years: what is longer is meant as never
    if (number > most / seconds) return bad("it is too long");
    return number * seconds;
}

}  // namespace shoal
