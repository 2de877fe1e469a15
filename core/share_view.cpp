#include "core/share_view.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/result.h"

namespace shoal {

namespace {

// In the order of the enumerators.
constexpr std::array<std::string_view, std::to_underlying(ShareState::stopped) + 1> state_names{
    "resolving", "resolved", "checking", "downloading", "seeding", "trouble", "paused", "stopped",
};

// The same.
constexpr std::array<std::string_view, std::to_underlying(FilePriority::high) + 1> priority_names{"low", "normal",
                                                                                                  "high"};

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

std::string_view to_string(FilePriority priority) {
    const std::size_t index = std::to_underlying(priority);
    SHOAL_REQUIRE(index < priority_names.size());
    return priority_names[index];
}

std::optional<FilePriority> file_priority_from(std::string_view name) {
    const auto* const found = std::ranges::find(priority_names, name);
    if (found == priority_names.end()) return std::nullopt;
    return static_cast<FilePriority>(found - priority_names.begin());
}

}  // namespace shoal
