#pragma once
// What a run is made of: how many machines, how much content, and which faults exist in it.
//
// Swarm testing (Groce et al., 2012): each seed first draws which kinds of fault exist at all, then how often they
// strike. Runs in which everything goes wrong at once hide what only shows when one thing does.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/sim/faults.h"

namespace shoal::sim {

struct Profile {
    std::size_t nodes = 20;  ///< unless the command line says otherwise
    std::size_t contents = 1;
    std::uint64_t bytes = 1 << 20;  ///< of each content
    Duration safety = 90s;          ///< how long faults go on
    Duration liveness = 20min;      ///< how long everybody may then take; a hang, not a target
    Duration least = 0s;            ///< the run is not shorter, though all are done
    Duration chaos_every = 8s;      ///< between two big faults, on the average
    std::vector<Fault> chaos;       ///< big faults that exist: the run itself brings them about
    std::vector<Fault> hostile;     ///< one machine each
    std::uint64_t up = 4'000'000;   ///< bytes a second of an average machine
    bool syncs_are_lies = false;    ///< the canary: disks that forget what they called durable
};

/// The names of profiles, for --help.
[[nodiscard]] std::vector<std::string_view> profile_names();

/// Draws a profile of this name and sets the rates of small faults. Nothing: no such name.
[[nodiscard]] std::optional<Profile> draw_profile(std::string_view name, Draw draw, Faults& faults);

}  // namespace shoal::sim
