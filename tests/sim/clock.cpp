#include "tests/sim/clock.h"

#include <algorithm>

namespace shoal::sim {

std::uint32_t Clock::free_slot() {
    if (free_.empty()) {
        slots_.emplace_back();
        return static_cast<std::uint32_t>(slots_.size() - 1);
    }
    const auto slot = free_.back();
    free_.pop_back();
    return slot;
}

Clock::EventId Clock::at(Instant when, Task task) {
    const EventId event{.number = next_++, .slot = free_slot()};
    slots_[event.slot] = {.number = event.number, .task = std::move(task)};
    heap_.push({.when = std::max(when, now_), .event = event});
    return event;
}

void Clock::cancel(EventId event) {
    auto& slot = slots_[event.slot];
    if (event.number == 0 || slot.number != event.number) return;
    slot.number = 0;
    const Task dropped = std::move(slot.task);  // may cancel others as it goes
    free_.push_back(event.slot);
    ++cancelled_;
}

bool Clock::step(Instant limit) {
    while (!heap_.empty() && heap_.top().when <= limit) {
        const Due due = heap_.top();
        heap_.pop();
        auto& slot = slots_[due.event.slot];
        if (slot.number != due.event.number) {
            --cancelled_;
            continue;
        }
        now_ = due.when;
        slot.number = 0;
        Task task = std::move(slot.task);
        free_.push_back(due.event.slot);
        ++events_;
        task();
        return true;
    }
    now_ = std::max(now_, limit);
    return false;
}

bool Clock::run_until(Instant limit, const std::function<bool()>& done) {
    while (!done()) {
        if (!step(limit)) return done();
    }
    return true;
}

}  // namespace shoal::sim
