#include "core/names.h"

#include <algorithm>
#include <fmt/format.h>
#include <utf8proc.h>

#include "core/utf8.h"

namespace shoal {
namespace {

std::unexpected<Error> bad_name(std::string_view component, std::string_view why) {
    return fail(Errc::malformed, fmt::format("the name '{}' {}", printable(component), why));
}

std::string_view without_trailing_dots_and_spaces(std::string_view text) {
    const std::size_t last = text.find_last_not_of(". ");
    return text.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

bool is_ascii(std::string_view text) {
    return std::none_of(text.begin(), text.end(), [](char c) { return (c & '\x80') != 0; });
}

char ascii_lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string map_unicode(std::string_view text, int options) {
    utf8proc_uint8_t* mapped = nullptr;
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    const auto size = utf8proc_map(bytes, static_cast<utf8proc_ssize_t>(text.size()), &mapped,
                                   static_cast<utf8proc_option_t>(options));
    const std::unique_ptr<utf8proc_uint8_t, void (*)(void*)> owner{mapped, std::free};
    SHOAL_REQUIRE(size >= 0);  // valid UTF-8 is the precondition, and there is memory
    return {reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(size)};
}

/// Control characters, and those that change the direction or the visible order of text around them.
bool is_deceptive(char32_t c) {
    return c < 0x20 || (c >= 0x7f && c <= 0x9f) ||       // C0, DEL, C1
           c == 0x061c ||                                // Arabic letter mark
           c == 0x200b || c == 0x200e || c == 0x200f ||  // zero-width space, left-to-right and right-to-left marks
           (c >= 0x2028 && c <= 0x202e) ||               // line and paragraph separators, embeddings and overrides
           (c >= 0x2060 && c <= 0x206f) ||               // word joiner, isolates, deprecated format characters
           c == 0xfeff ||                                // byte order mark
           (c >= 0xfff9 && c <= 0xfffb) ||               // interlinear annotation
           (c >= 0xe0000 && c <= 0xe007f);               // tags
}

}  // namespace

Result<> check_component(std::string_view component) {
    if (component.empty()) return fail(Errc::malformed, "a name is empty");
    if (component.size() > max_component_bytes)
        return bad_name(component.substr(0, 32), fmt::format("... is longer than {} bytes", max_component_bytes));
    if (!is_utf8(component)) return bad_name(component, "is not valid UTF-8");
    if (component.find_first_of(std::string_view{"/\\\0", 3}) != std::string_view::npos)
        return bad_name(component, "contains a slash, a backslash or a NUL");
    if (component == "." || component == "..") return bad_name(component, "stands for a directory");
    if (without_trailing_dots_and_spaces(component).empty())
        return bad_name(component, "is made of dots and spaces alone");
    return {};
}

Result<> check_path(const std::vector<std::string>& components) {
    if (components.empty()) return fail(Errc::malformed, "a path is empty");
    if (components.size() > max_path_depth)
        return fail(Errc::limit, fmt::format("the path under '{}' is deeper than {} directories",
                                             printable(components.front()), max_path_depth));
    std::size_t joined = components.size() - 1;
    for (const auto& component : components) {
        SHOAL_CHECK(check_component(component));
        joined += component.size();
    }
    if (joined > max_path_bytes)
        return fail(Errc::limit, fmt::format("the path under '{}' is longer than {} bytes",
                                             printable(components.front()), max_path_bytes));
    return {};
}

std::string collision_key(std::string_view component) {
    std::string key;
    if (is_ascii(component)) {
        key = component;
        std::transform(key.begin(), key.end(), key.begin(), ascii_lower);
    } else {
        // Decomposed before it is folded (Unicode 3.13, D145): marks in another order must not fold differently.
        const std::string decomposed = map_unicode(component, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE);
        key = map_unicode(decomposed, UTF8PROC_STABLE | UTF8PROC_CASEFOLD | UTF8PROC_COMPOSE);
    }
    key.resize(without_trailing_dots_and_spaces(key).size());
    return key;
}

std::string join_path(const std::vector<std::string>& components) {
    return fmt::format("{}", fmt::join(components, "/"));
}

std::string printable(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const auto point = first_code_point(text);
        const std::size_t length = point ? point->length : 1;
        if (!point)
            out += fmt::format("\\x{:02x}", static_cast<unsigned char>(text.front()));
        else if (!is_deceptive(point->value))
            out += text.substr(0, length);
        else if (point->value > 0xffff)
            out += fmt::format("\\U{:08x}", static_cast<std::uint32_t>(point->value));
        else
            out += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(point->value));
        text.remove_prefix(length);
    }
    return out;
}

}  // namespace shoal
