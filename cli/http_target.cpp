#include "cli/http_target.h"

#include <charconv>
#include <vector>

#include "core/names.h"

namespace shoal::cli {
namespace {

constexpr std::string_view metrics_path = "/metrics";
constexpr std::string_view ticket_prefix = "/t/";
constexpr std::size_t max_expiry_digits = 12;  // year 33658; more is no time

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

Result<std::string> unescape(std::string_view part) {
    std::string out;
    for (std::size_t i = 0; i < part.size(); ++i) {
        if (part[i] != '%') {
            out += part[i];
            continue;
        }
        const int high = i + 2 < part.size() ? hex_digit(part[i + 1]) : -1;
        const int low = i + 2 < part.size() ? hex_digit(part[i + 2]) : -1;
        if (high < 0 || low < 0) return fail(Errc::malformed, "'%' must be followed by two hexadecimal digits");
        out += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return out;
}

/// Takes what stands before the next '/', and that.
std::optional<std::string_view> take_part(std::string_view& text) {
    const auto slash = text.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    const auto part = text.substr(0, slash);
    text.remove_prefix(slash + 1);
    return part;
}

Result<HttpTicket> parse_ticket(std::string_view text) {
    const auto wrong = [] { return fail(Errc::malformed, "this is no ticket"); };
    const auto dash = text.find('-');
    if (dash == std::string_view::npos || dash == 0 || dash > max_expiry_digits) return wrong();
    HttpTicket ticket;
    const auto* end = text.data() + dash;
    const auto read = std::from_chars(text.data(), end, ticket.expiry_s);
    if (read.ec != std::errc{} || read.ptr != end) return wrong();
    ticket.mac = text.substr(dash + 1);
    return ticket;
}

Result<std::string> parse_file_path(std::string_view text) {
    std::vector<std::string> components;
    for (bool last = false; !last;) {
        auto part = take_part(text);
        last = !part;
        SHOAL_TRY(auto component, unescape(last ? text : *part));
        components.push_back(std::move(component));
    }
    SHOAL_CHECK(check_path(components));
    return join_path(components);
}

}  // namespace

Result<HttpTarget> parse_http_target(std::string_view target) {
    target = target.substr(0, target.find('?'));
    HttpTarget out;
    if (target == metrics_path) return out;
    if (!target.starts_with('/')) return fail(Errc::malformed, "an address here begins with '/'");
    if (target.starts_with(ticket_prefix)) {
        target.remove_prefix(ticket_prefix.size() - 1);
        std::string_view rest = target.substr(1);
        const auto part = take_part(rest);
        if (!part) return fail(Errc::malformed, "after /t/ come a ticket, a tag and a path");
        SHOAL_TRY(out.ticket, parse_ticket(*part));
        target.remove_prefix(part->size() + 1);
    }
    target.remove_prefix(1);
    const auto tag = take_part(target);
    out.tag = tag ? Tag::from(*tag) : std::nullopt;
    if (!out.tag) return fail(Errc::not_found, "here are /metrics and /<tag>/<path>");
    SHOAL_TRY(out.path, parse_file_path(target));
    return out;
}

std::string escape_url_part(std::string_view part) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char c : part) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                           c == '.' || c == '_' || c == '~';
        if (plain) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += {'%', digits[byte >> 4], digits[byte & 15]};
    }
    return out;
}

std::string escape_url_path(std::string_view path) {
    std::string out;
    while (const auto part = take_part(path)) out += escape_url_part(*part) + '/';
    return out + escape_url_part(path);
}

}  // namespace shoal::cli
