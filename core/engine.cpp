#include "core/engine.h"

#include <algorithm>
#include <array>

namespace shoal {

namespace {

// In the order of the enumerators. These words are printed by scripts and sent over sockets: additions only.
constexpr std::array<std::string_view, std::to_underlying(Errc::unsupported) + 1> errc_names{
    "other",       "usage",   "not_found", "malformed", "truncated",     "limit",       "unverified", "mismatch",
    "no_peers",    "network", "timed_out", "closed",    "interrupted",   "no_space",    "io",         "permission",
    "unreachable", "refused", "exists",    "in_use",    "configuration", "unsupported",
};

}  // namespace

std::string_view to_string(Errc code) {
    const std::size_t index = std::to_underlying(code);
    SHOAL_REQUIRE(index < errc_names.size());
    return errc_names[index];
}

Errc errc_from(std::string_view name) {
    const auto* const found = std::ranges::find(errc_names, name);
    if (found == errc_names.end()) return Errc::other;
    return static_cast<Errc>(found - errc_names.begin());
}

}  // namespace shoal
