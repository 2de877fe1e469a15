#pragma once
// Endpoints where no honest peer is, to be named to others.

#include <vector>

#include "core/endpoint.h"
#include "tests/sim/draw.h"

namespace shoal::sim {

/// Dead ports, the victims themselves, groups, nobody; and, if `anybody`, networks of all kinds.
class Poison {
public:
    Poison(Draw draw, std::vector<Endpoint> victims, bool anybody)
        : draw_{draw}, victims_{std::move(victims)}, anybody_{anybody} {}

    [[nodiscard]] Endpoint endpoint();

private:
    [[nodiscard]] std::uint8_t byte(std::uint64_t low = 0, std::uint64_t high = 255) {
        return static_cast<std::uint8_t>(draw_.between(low, high));
    }
    [[nodiscard]] IpAddress random_v6();

    Draw draw_;
    std::vector<Endpoint> victims_;
    bool anybody_;
};

}  // namespace shoal::sim
