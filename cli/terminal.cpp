#include "cli/terminal.h"

#include <charconv>

#include <sys/ioctl.h>
#include <unistd.h>
#include <utf8proc.h>

namespace shoal::cli {
namespace {

constexpr std::size_t default_columns = 80;
constexpr std::size_t default_rows = 24;
constexpr std::size_t min_columns = 20;     // below that nothing can be said
constexpr std::size_t max_columns = 1'000;  // a line never needs more

std::size_t columns_from(const std::optional<std::string>& text) {
    std::size_t value = 0;
    if (!text) return 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
    if (error != std::errc{} || end != text->data() + text->size()) return 0;
    return value;
}

/// One character at the start of `text`: its bytes and its columns.
struct Glyph {
    std::size_t bytes = 1;
    std::size_t columns = 1;
};

Glyph first_glyph(std::string_view text) {
    if (text.size() > 1 && text[0] == '\x1b' && text[1] == '[') {
        std::size_t end = 2;
        while (end < text.size() && (text[end] < '@' || text[end] > '~')) ++end;
        return {std::min(end + 1, text.size()), 0};
    }
    if (text[0] >= ' ' && text[0] <= '~') return {1, 1};
    utf8proc_int32_t point = -1;
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    const auto used = utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size()), &point);
    if (used <= 0 || point < 0) return {1, 1};
    const int width = utf8proc_charwidth(point);
    return {static_cast<std::size_t>(used), static_cast<std::size_t>(width < 0 ? 0 : width)};
}

}  // namespace

Terminal Terminal::of(int descriptor, const Environment& environment) {
    Terminal out;
    out.descriptor = descriptor;
    out.is_terminal = ::isatty(descriptor) == 1;
    const auto term = environment("TERM");
    out.can_redraw = out.is_terminal && term && !term->empty() && *term != "dumb";
    out.has_color = out.can_redraw && environment("NO_COLOR").value_or("").empty();
    out.fixed_columns = columns_from(environment("COLUMNS"));
    return out;
}

std::size_t Terminal::columns() const {
    std::size_t wide = fixed_columns;
    if (wide == 0) {
        winsize size{};
        const bool known = is_terminal && ::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
        wide = known ? size.ws_col : default_columns;
    }
    return std::clamp(wide, min_columns, max_columns);
}

std::size_t Terminal::rows() const {
    winsize size{};
    const bool known = is_terminal && ::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_row > 0;
    return known ? size.ws_row : default_rows;
}

std::size_t display_width(std::string_view text) {
    std::size_t columns = 0;
    while (!text.empty()) {
        const Glyph glyph = first_glyph(text);
        columns += glyph.columns;
        text.remove_prefix(glyph.bytes);
    }
    return columns;
}

std::string cut_to(std::string_view text, std::size_t columns) {
    if (display_width(text) <= columns) return std::string{text};
    if (columns == 0) return {};
    std::string out;
    std::size_t used = 0;
    while (!text.empty()) {
        const Glyph glyph = first_glyph(text);
        if (used + glyph.columns > columns - 1) break;
        used += glyph.columns;
        out += text.substr(0, glyph.bytes);
        text.remove_prefix(glyph.bytes);
    }
    return out + "…";
}

std::string pad_to(std::string_view text, std::size_t columns) {
    std::string out = cut_to(text, columns);
    const std::size_t wide = display_width(out);
    if (wide < columns) out.append(columns - wide, ' ');
    return out;
}

}  // namespace shoal::cli
