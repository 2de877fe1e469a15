#pragma once
// One seed, from the first draw to the verdict.

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "tests/sim/profile.h"

namespace shoal::sim {

struct RunOptions {
    std::uint64_t seed = 0;
    std::string profile = "mixed";
    std::size_t nodes = 0;  ///< 0: as the profile says
    bool is_shown = false;
};

struct Verdict {
    std::uint64_t seed = 0;
    std::uint64_t trace = 0;  ///< hash of everything that happened
    std::uint64_t nodes = 0;
    Duration lasted{};  ///< virtual
    std::uint64_t events = 0;
    std::uint64_t comparisons = 0;
    std::array<std::uint64_t, fault_kinds> faults{};
    std::vector<std::string> violations;
    std::vector<std::string> unfinished;

    [[nodiscard]] bool is_good() const { return violations.empty() && unfinished.empty(); }
};

/// Precondition: the profile exists. One at a time in a process.
[[nodiscard]] Verdict run_seed(const RunOptions& options);

}  // namespace shoal::sim
