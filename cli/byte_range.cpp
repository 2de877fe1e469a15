#include "cli/byte_range.h"

#include <fmt/format.h>

#include "core/names.h"
#include "core/settings.h"

namespace shoal::cli {

Result<ByteRange> parse_byte_range(std::string_view text) {
    const auto wrong = [&](std::string_view why) {
        return fail(Errc::usage, fmt::format("--range: '{}' {}", printable(text), why));
    };
    const auto dash = text.find('-');
    if (dash == std::string_view::npos || text.size() == 1) return wrong("is not FROM-TO, as 0-1M or 10M-");
    const auto from = text.substr(0, dash);
    const auto to = text.substr(dash + 1);
    ByteRange out;
    const auto begin = parse_size(from.empty() ? "0" : from);
    if (!begin) return wrong("is not FROM-TO: " + begin.error().what);
    out.begin = *begin;
    if (to.empty()) return out;
    const auto end = parse_size(to);
    if (!end) return wrong("is not FROM-TO: " + end.error().what);
    if (*end < *begin) return wrong("ends before it begins");
    out.end = *end;
    return out;
}

}  // namespace shoal::cli
