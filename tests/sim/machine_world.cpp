#include "tests/sim/machine_world.h"

namespace shoal::sim {
namespace {

constexpr Duration begin_within = 100us;  // until a free worker takes a job up
constexpr Duration finish_within = 2ms;   // what a job takes besides its disk calls
constexpr Duration longest_delay = 8s;    // of a job on a starved machine

/// Rings once; its handle is what the engine holds.
class HostTimer final : public Timer {
public:
    HostTimer(Clock& clock, const Host& host, Instant when, Task task)
        : clock_{clock}, host_{host}, task_{std::move(task)} {
        arm(when);
    }
    ~HostTimer() override { clock_.cancel(event_); }

private:
    void arm(Instant when) {
        event_ = clock_.at(when, [this] { ring(); });
    }
    void ring() {
        if (host_.is_paused(clock_.now())) return arm(host_.paused_until);
        event_ = {};
        auto task = std::move(task_);  // it may destroy this timer
        task();
    }

    Clock& clock_;
    const Host& host_;
    Task task_;
    Clock::EventId event_;
};

}  // namespace

WallTime HostTimers::wall() const {
    return {.unix_ms = first_wall_ms + (clock_.now() - beginning + wall_offset_) / 1ms};
}

std::unique_ptr<Timer> HostTimers::at(Instant when, Task task) {
    return std::make_unique<HostTimer>(clock_, host_, when, std::move(task));
}

void HostWorkers::submit(Job job) {
    waiting_.push_back(std::move(job));
    pump();
}

void HostWorkers::pump() {
    while (begun_.size() + finished_.size() < cores_ && !waiting_.empty()) {
        const auto number = next_++;
        begun_[number] = std::move(waiting_.front());
        waiting_.pop_front();
        clock_.after(draw_.between(Duration{0}, begin_within), [this, number] { run(number); });
    }
}

void HostWorkers::run(std::uint64_t number) {
    auto job = begun_.extract(number);
    if (!job) return;
    static_cast<void>(disk_.take_cost());
    finished_[number] = nullptr;  // takes the worker; gone afterwards if the machine died of this job
    Task task = job.mapped()();
    job = {};  // what it captured goes on the worker
    auto wait = disk_.take_cost() + draw_.between(Duration{0}, finish_within);
    if (faults_.strikes(Fault::job_delayed)) wait += draw_.between(50ms, longest_delay);
    trace_.note(clock_.now(), "job", static_cast<std::uint64_t>(wait.count()));
    const auto place = finished_.find(number);
    if (place == finished_.end()) return;
    place->second = std::move(task);
    clock_.after(wait, [this, number] { finish(number); });
}

void HostWorkers::finish(std::uint64_t number) {
    if (!finished_.contains(number)) return;
    if (host_.is_paused(clock_.now())) {
        clock_.at(host_.paused_until, [this, number] { finish(number); });
        return;
    }
    auto task = finished_.extract(number);
    pump();
    task.mapped()();
}

void HostWorkers::drop_all() {
    // What is dropped may submit more as it goes.
    while (!is_idle()) {
        const auto waiting = std::exchange(waiting_, {});
        const auto begun = std::exchange(begun_, {});
        const auto finished = std::exchange(finished_, {});
    }
}

}  // namespace shoal::sim
