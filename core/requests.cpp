#include "core/requests.h"

#include <algorithm>
#include <array>

namespace shoal {

namespace {

// In the order of the enumerators.
constexpr std::array<std::string_view, std::to_underlying(ShareState::trouble) + 1> state_names{
    "resolving", "resolved", "checking", "downloading", "seeding", "trouble",
};

}  // namespace

std::string_view to_string(ShareState state) {
    const std::size_t index = std::to_underlying(state);
    SHOAL_REQUIRE(index < state_names.size());
    return state_names[index];
}

std::optional<ShareState> share_state_from(std::string_view name) {
    const auto* const found = std::ranges::find(state_names, name);
    if (found == state_names.end()) return std::nullopt;
    return static_cast<ShareState>(found - state_names.begin());
}

}  // namespace shoal
