#include <deque>

#include "core/world.h"

namespace shoal {

struct SerialLane::State {
    explicit State(Workers& given) : workers{given} {}

    Workers& workers;
    std::deque<Job> waiting;
    bool is_busy = false;

    static void begin(const std::shared_ptr<State>& lane, Job job);
    static void end(const std::shared_ptr<State>& lane, Task& task);
};

void SerialLane::State::begin(const std::shared_ptr<State>& lane, Job job) {
    lane->is_busy = true;
    lane->workers.submit([job = std::move(job), token = std::weak_ptr{lane}]() mutable -> Task {
        Task task = job();
        job = nullptr;
        return [task = std::move(task), token = std::move(token)]() mutable {
            if (auto alive = token.lock()) end(alive, task);
        };
    });
}

void SerialLane::State::end(const std::shared_ptr<State>& lane, Task& task) {
    if (task) task();  // may destroy the lane: then nothing waits any more, and `lane` ends with this call
    lane->is_busy = false;
    if (lane->waiting.empty()) return;
    Job next = std::move(lane->waiting.front());
    lane->waiting.pop_front();
    begin(lane, std::move(next));
}

SerialLane::SerialLane(Workers& workers) : state_{std::make_shared<State>(workers)} {}

SerialLane::~SerialLane() {
    state_->waiting.clear();  // the state may outlive us, within a task that destroys us
}

void SerialLane::submit(Job job) {
    SHOAL_REQUIRE(job != nullptr);
    if (state_->is_busy) {
        state_->waiting.push_back(std::move(job));
    } else {
        State::begin(state_, std::move(job));
    }
}

bool SerialLane::is_idle() const {
    return !state_->is_busy;
}

}  // namespace shoal
