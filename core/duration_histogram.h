#pragma once
// How long something takes, told by how often it took less than each of a few bounds.

#include <array>
#include <cstdint>

#include "core/time.h"

namespace shoal {

/// Cheap enough for every event: a few comparisons and additions.
class DurationHistogram {
public:
    static constexpr std::array<Duration, 12> bounds{500us, 1ms, 5ms, 10ms, 50ms, 100ms, 500ms, 1s, 5s, 10s, 30s, 60s};

    void add(Duration took) {
        std::size_t at = 0;
        while (at < bounds.size() && took > bounds[at]) ++at;
        ++counts_[at];
        sum_ += took;
    }
    /// How many took at most bounds[at]; with bounds.size(): all.
    [[nodiscard]] std::uint64_t at_most(std::size_t at) const {
        std::uint64_t all = 0;
        for (std::size_t i = 0; i <= at; ++i) all += counts_[i];
        return all;
    }
    [[nodiscard]] std::uint64_t count() const { return at_most(bounds.size()); }
    [[nodiscard]] Duration sum() const { return sum_; }

private:
    std::array<std::uint64_t, bounds.size() + 1> counts_{};
    Duration sum_{};
};

}  // namespace shoal
