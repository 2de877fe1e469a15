#pragma once
// The generator of a simulated run: everything that is left to chance is drawn here, so that a run is its seed.

#include <cstdint>
#include <string_view>

#include "core/time.h"
#include "crypto/random.h"

namespace shoal::sim {

/// SplitMix64. Streams that are split off by name do not disturb each other: a new kind of fault leaves the draws of
/// all others as they were.
class Draw {
public:
    explicit Draw(std::uint64_t seed) : origin_{seed}, state_{seed} {}

    /// A stream of its own; the same name and number give the same stream, however much was drawn from this one.
    [[nodiscard]] Draw split(std::string_view name, std::uint64_t number = 0) const;

    std::uint64_t next();
    /// Uniform over [0, bound). Precondition: bound > 0. The bias of bound / 2^64 does not matter here.
    std::uint64_t below(std::uint64_t bound);
    /// Uniform over [low, high].
    std::uint64_t between(std::uint64_t low, std::uint64_t high) { return low + below(high - low + 1); }
    Duration between(Duration low, Duration high) {
        return low + Duration{static_cast<Duration::rep>(below(static_cast<std::uint64_t>((high - low).count()) + 1))};
    }
    bool chance(std::uint32_t per_million) { return per_million > 0 && below(1'000'000) < per_million; }

private:
    std::uint64_t origin_;  // what split() begins from
    std::uint64_t state_;
};

/// What an engine draws from.
class DrawnRandom final : public crypto::Random {
public:
    explicit DrawnRandom(Draw draw) : draw_{draw} {}
    void fill(BytesMut out) override;

private:
    Draw draw_;
};

}  // namespace shoal::sim
