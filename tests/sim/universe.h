#pragma once
// One simulated world: what all its machines share.

#include "tests/sim/clock.h"
#include "tests/sim/draw.h"
#include "tests/sim/faults.h"
#include "tests/sim/network.h"
#include "tests/sim/trace.h"
#include "tests/sim/vfs.h"

namespace shoal::sim {

/// One at a time in a process: SQLite has one default file system.
struct Universe {
    Universe(std::uint64_t seed, bool is_shown)
        : draw{seed}, trace{is_shown}, faults{draw.split("faults")},
          network{clock, faults, draw.split("network"), trace}, vfs{clock, draw.split("sqlite")} {
        vfs.reset(draw.split("sqlite"));
    }

    Draw draw;
    Clock clock;
    Trace trace;
    Faults faults;
    Network network;
    SimVfs vfs;
};

}  // namespace shoal::sim
