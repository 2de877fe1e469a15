#include "cli/qr_code.h"

#include <algorithm>

namespace shoal::cli {
namespace {

constexpr std::size_t quiet_zone = 4;  // modules on each side (ISO/IEC 18004)

/// Two modules above each other, as the half that is drawn.
std::string_view half_blocks(bool upper, bool lower) {
    if (upper && lower) return "█";
    if (upper) return "▀";
    return lower ? "▄" : " ";
}

}  // namespace

Result<QrCode> qr_code_of_link(std::string_view short_form) {
    std::string text{short_form};
    std::ranges::transform(text, text.begin(), [](char c) { return c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c; });
    return qr_code_of(text);
}

std::vector<std::string> draw_qr_code(const QrCode& code, bool has_color) {
    const std::size_t wide = code.width + 2 * quiet_zone;
    // Unsigned numbers left of the first module are far beyond the last one: light, as the rest of the quiet zone.
    const auto is_drawn = [&](std::size_t x, std::size_t y) {
        return code.is_dark(x - quiet_zone, y - quiet_zone) == has_color;
    };
    std::vector<std::string> out;
    for (std::size_t y = 0; y < wide; y += 2) {
        std::string line = has_color ? "\x1b[38;5;16;48;5;231m" : "";  // of the fixed colours, that no theme changes
        for (std::size_t x = 0; x < wide; ++x) line += half_blocks(is_drawn(x, y), is_drawn(x, y + 1));
        out.push_back(line + (has_color ? "\x1b[0m" : ""));
    }
    return out;
}

}  // namespace shoal::cli
