// Sizes as people write and read them; declared in core/settings.h.

#include <fmt/format.h>
#include <limits>

#include "core/names.h"
#include "core/settings.h"

namespace shoal {
namespace {

constexpr std::string_view prefixes = "KMGTPE";  ///< each 1,024 times the one before
constexpr std::string_view digits = "0123456789";
constexpr std::size_t max_fraction_digits = 6;  ///< "1.500000": enough for people
constexpr std::uint64_t max_u64 = std::numeric_limits<std::uint64_t>::max();

std::unexpected<Error> bad_size(std::string_view text, std::string_view why) {
    return fail(
        Errc::configuration,
        fmt::format("'{}' is not a size: {}; write for example 500k, 10M, 1.5GiB, 12345 or off", printable(text), why));
}

char upper(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

/// How many times 1,024 for "", "B", "k", "KiB" and so on, in any case. Nothing for any other unit.
std::optional<unsigned> power_of(std::string_view unit) {
    std::string name;
    for (const char c : unit) name += upper(c);
    if (name.empty() || name == "B") return 0;
    const std::size_t place = prefixes.find(name.front());
    if (place == std::string_view::npos || (name.size() > 1 && name.substr(1) != "IB")) return std::nullopt;
    return static_cast<unsigned>(place) + 1;
}

std::optional<std::uint64_t> number_of(std::string_view text) {
    std::uint64_t value = 0;
    for (const char c : text) {
        const auto digit = static_cast<std::uint64_t>(c - '0');
        if (value > (max_u64 - digit) / 10) return std::nullopt;
        value = value * 10 + digit;
    }
    return value;
}

/// 0.`fraction` of 1,024^power, rounded down: one factor of 1,024 at a time, so that 10^6 * 1,024 is the most ever
/// held.
std::uint64_t part_of(std::string_view fraction, unsigned power) {
    std::uint64_t scale = 1;
    std::uint64_t rest = 0;
    for (const char c : fraction) {
        scale *= 10;
        rest = rest * 10 + static_cast<std::uint64_t>(c - '0');
    }
    std::uint64_t part = 0;
    for (unsigned i = 0; i < power; ++i) {
        rest *= 1024;
        part = part * 1024 + rest / scale;
        rest %= scale;
    }
    return part;
}

}  // namespace

Result<std::uint64_t> parse_size(std::string_view text) {
    if (text == "off") return 0;
    const std::size_t whole_end = std::min(text.find_first_not_of(digits), text.size());
    std::string_view rest = text.substr(whole_end);
    std::string_view fraction;
    if (rest.starts_with('.')) {
        fraction = rest.substr(1, std::min(rest.find_first_not_of(digits, 1), rest.size()) - 1);
        rest.remove_prefix(1 + fraction.size());
        if (fraction.empty() || fraction.size() > max_fraction_digits)
            return bad_size(text, fmt::format("1 to {} digits may follow the point", max_fraction_digits));
    }
    if (whole_end == 0) return bad_size(text, "it does not begin with a digit");
    if (rest.size() > 1 && rest.front() == ' ') rest.remove_prefix(1);  // "12.3 MiB", as we write it
    const auto power = power_of(rest);
    if (!power) return bad_size(text, "its unit is not one of k, M, G, T, P, E (or KiB, MiB, ...: all 1,024 each)");
    if (*power == 0 && !fraction.empty()) return bad_size(text, "there is no part of a byte");
    const auto whole = number_of(text.substr(0, whole_end));
    const unsigned shift = 10 * *power;
    if (!whole || *whole > (max_u64 >> shift)) return bad_size(text, "it is larger than 16 EiB");
    return (*whole << shift) + part_of(fraction, *power);
}

std::string format_size(std::uint64_t bytes) {
    if (bytes < 1024) return fmt::format("{} B", bytes);
    std::uint64_t whole = bytes;
    std::uint64_t below = 0;  // 1,024ths
    std::size_t place = 0;
    // 1023.95 KiB and more would be written as 1024.0 KiB.
    for (;; ++place) {
        below = whole % 1024;
        whole /= 1024;
        const bool fits = whole < 1023 || (whole == 1023 && below * 100 < 95 * 1024);
        if (fits || place + 1 == prefixes.size()) break;
    }
    std::uint64_t tenths = (below * 10 + 512) / 1024;
    whole += tenths / 10;
    return fmt::format("{}.{} {}iB", whole, tenths % 10, prefixes[place]);
}

}  // namespace shoal
