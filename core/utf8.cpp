#include "core/utf8.h"

#include <cstdint>
#include <cstring>

namespace shoal {
namespace {

// What a first byte says: how many bytes follow, and the smallest value that needs that many.
struct Lead {
    std::size_t length;
    char32_t bits;
    char32_t least;
};

std::optional<Lead> lead_of(unsigned char byte) {
    if (byte < 0x80) return Lead{1, byte, 0};
    if ((byte & 0xe0) == 0xc0) return Lead{2, byte & 0x1fU, 0x80};
    if ((byte & 0xf0) == 0xe0) return Lead{3, byte & 0x0fU, 0x800};
    if ((byte & 0xf8) == 0xf0) return Lead{4, byte & 0x07U, 0x10000};
    return std::nullopt;
}

// Nearly all text is ASCII, and all text that comes or goes is looked at: eight bytes at once.
std::size_t ascii_at_front(std::string_view text) {
    constexpr std::uint64_t beyond_ascii = 0x8080'8080'8080'8080;
    std::size_t at = 0;
    for (std::uint64_t word = 0; text.size() - at >= sizeof word; at += sizeof word) {
        std::memcpy(&word, text.data() + at, sizeof word);
        if ((word & beyond_ascii) != 0) break;
    }
    while (at < text.size() && (text[at] & '\x80') == 0) ++at;
    return at;
}

}  // namespace

std::optional<CodePoint> first_code_point(std::string_view text) {
    if (text.empty()) return std::nullopt;
    const auto lead = lead_of(static_cast<unsigned char>(text.front()));
    if (!lead || lead->length > text.size()) return std::nullopt;
    char32_t value = lead->bits;
    for (std::size_t i = 1; i < lead->length; ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if ((byte & 0xc0) != 0x80) return std::nullopt;
        value = (value << 6) | (byte & 0x3fU);
    }
    const bool surrogate = value >= 0xd800 && value <= 0xdfff;
    if (value < lead->least || value > 0x10ffff || surrogate) return std::nullopt;
    return CodePoint{value, lead->length};
}

bool is_utf8(std::string_view text) {
    for (;;) {
        text.remove_prefix(ascii_at_front(text));
        if (text.empty()) break;
        const auto point = first_code_point(text);
        if (!point) return false;
        text.remove_prefix(point->length);
    }
    return true;
}

}  // namespace shoal
