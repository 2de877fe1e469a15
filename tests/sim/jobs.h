#pragma once
// Many seeds on several processes: one run at a time in each.

#include <functional>
#include <vector>

#include "tests/sim/run.h"

namespace shoal::sim {

struct JobsOptions {
    RunOptions run;  ///< seed: the first one
    std::uint64_t last = 0;
    unsigned processes = 1;
    bool twice = false;  ///< each seed again, with equal traces or a violation
};

/// Runs the seeds first..last and hands over each verdict in the order in which they come in. A process that dies is
/// a violation of the seed it was at; the others of its seeds are taken up again.
void run_jobs(const JobsOptions& options, const std::function<void(const Verdict&)>& on_verdict);

}  // namespace shoal::sim
