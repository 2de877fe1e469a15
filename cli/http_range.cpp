#include "cli/http_range.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

namespace shoal::cli {
namespace {

constexpr std::uint64_t beyond = std::numeric_limits<std::uint64_t>::max();

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool equal_ignoring_case(std::string_view a, std::string_view lower) {
    return std::ranges::equal(a, lower, [](char x, char y) { return (x >= 'A' && x <= 'Z' ? x + 32 : x) == y; });
}

/// Digits alone; a number that no file reaches becomes the greatest there is.
std::optional<std::uint64_t> parse_position(std::string_view text) {
    if (text.empty()) return std::nullopt;
    std::uint64_t value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        const auto digit = static_cast<std::uint64_t>(c - '0');
        value = value > (beyond - digit) / 10 ? beyond : value * 10 + digit;
    }
    return value;
}

struct Range {
    std::optional<std::uint64_t> first;  // nothing: the last `last` bytes
    std::uint64_t last = beyond;
};

/// The only range of a Range field; nothing if it is to be passed over.
std::optional<Range> parse_range(std::string_view text) {
    const auto equals = text.find('=');
    if (equals == std::string_view::npos || !equal_ignoring_case(text.substr(0, equals), "bytes")) return std::nullopt;
    const auto spec = trimmed(text.substr(equals + 1));
    const auto dash = spec.find('-');
    if (dash == std::string_view::npos || spec.find(',') != std::string_view::npos) return std::nullopt;
    const auto first = parse_position(spec.substr(0, dash));
    const auto last = parse_position(spec.substr(dash + 1));
    if (dash > 0 && !first) return std::nullopt;
    if (dash + 1 < spec.size() && !last) return std::nullopt;
    if (!first && !last) return std::nullopt;
    if (first && last && *last < *first) return std::nullopt;
    return Range{first, last.value_or(beyond)};
}

/// Whether one of a list of entity tags is `etag`; `weak` looks at what they name alone.
bool names(std::string_view list, std::string_view etag, bool weak) {
    if (trimmed(list) == "*") return true;
    while (!list.empty()) {
        auto one = trimmed(list.substr(0, list.find(',')));
        list.remove_prefix(std::min(list.find(','), list.size() - 1) + 1);
        if (weak && one.starts_with("W/")) one.remove_prefix(2);
        if (one == etag) return true;
    }
    return false;
}

HttpSelection part_of(const Range& range, std::uint64_t file_bytes) {
    if (!range.first) {
        if (range.last == 0) return {416, 0, 0};
        if (file_bytes == 0) return {200, 0, 0};  // satisfiable, but no Content-Range can say so
        const auto length = std::min(range.last, file_bytes);
        return {206, file_bytes - length, length};
    }
    if (*range.first >= file_bytes) return {416, 0, 0};
    return {206, *range.first, std::min(range.last, file_bytes - 1) - *range.first + 1};
}

}  // namespace

HttpSelection select_bytes(const HttpConditions& conditions, std::string_view etag, std::uint64_t file_bytes) {
    if (conditions.if_match && !names(*conditions.if_match, etag, false)) return {412, 0, 0};
    if (conditions.if_none_match && names(*conditions.if_none_match, etag, true)) return {304, 0, 0};
    const HttpSelection whole{200, 0, file_bytes};
    if (!conditions.range) return whole;
    if (conditions.if_range && trimmed(*conditions.if_range) != etag) return whole;
    const auto range = parse_range(*conditions.range);
    return range ? part_of(*range, file_bytes) : whole;
}

std::string content_range(const HttpSelection& selection, std::uint64_t file_bytes) {
    if (selection.status == 416) return fmt::format("bytes */{}", file_bytes);
    return fmt::format("bytes {}-{}/{}", selection.offset, selection.offset + selection.length - 1, file_bytes);
}

}  // namespace shoal::cli
