#pragma once
// Timers and workers of one simulated machine.

#include <deque>
#include <map>
#include <memory>

#include "tests/sim/disk.h"
#include "tests/sim/faults.h"
#include "tests/sim/host.h"
#include "tests/sim/trace.h"

namespace shoal::sim {

/// What the wall clock of every machine shows at the beginning of a run, in milliseconds.
inline constexpr std::int64_t first_wall_ms = 1'700'000'000'000;

/// Virtual time as one machine sees it; nothing rings while the machine is paused.
class HostTimers final : public Timers {
public:
    HostTimers(Clock& clock, const Host& host) : clock_{clock}, host_{host} {}
    [[nodiscard]] Instant now() const override { return clock_.now(); }
    [[nodiscard]] WallTime wall() const override;
    [[nodiscard]] std::unique_ptr<Timer> at(Instant when, Task task) override;
    void jump(Duration by) { wall_offset_ += by; }  ///< somebody set the wall clock

private:
    Clock& clock_;
    const Host& host_;
    Duration wall_offset_{};
};

/// Jobs of one machine: a few at once, each for as long as its disk calls took and a drawn while more, so that they
/// finish in a drawn order. A job runs in one instant: other jobs come before it or after it, never between.
class HostWorkers final : public Workers {
public:
    HostWorkers(Clock& clock, const Host& host, SimDisk& disk, Faults& faults, Draw draw, Trace& trace, unsigned cores)
        : clock_{clock}, host_{host}, disk_{disk}, faults_{faults}, draw_{draw}, trace_{trace}, cores_{cores} {}
    void submit(Job job) override;
    [[nodiscard]] unsigned parallelism() const override { return cores_; }
    /// The process is gone: nothing that was begun is heard of again.
    void drop_all();
    [[nodiscard]] bool is_idle() const { return begun_.empty() && finished_.empty() && waiting_.empty(); }

private:
    void pump();
    void run(std::uint64_t number);
    void finish(std::uint64_t number);

    Clock& clock_;
    const Host& host_;
    SimDisk& disk_;
    Faults& faults_;
    Draw draw_;
    Trace& trace_;
    unsigned cores_;
    std::uint64_t next_ = 1;
    std::deque<Job> waiting_;
    std::map<std::uint64_t, Job> begun_;      // taken up by a worker, not yet run
    std::map<std::uint64_t, Task> finished_;  // run, the loop does not know yet
};

}  // namespace shoal::sim
