#include "core/utf8.h"

#include <algorithm>

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
    while (!text.empty()) {
        const auto ascii = std::find_if(text.begin(), text.end(), [](char c) { return (c & '\x80') != 0; });
        text.remove_prefix(static_cast<std::size_t>(ascii - text.begin()));
        if (text.empty()) break;
        const auto point = first_code_point(text);
        if (!point) return false;
        text.remove_prefix(point->length);
    }
    return true;
}

}  // namespace shoal
