#pragma once
// Virtual time: a heap of (instant, sequence) events, and the one loop that runs them.

#include <cstdint>
#include <functional>
#include <queue>
#include <vector>

#include "core/world.h"

namespace shoal::sim {

/// The first instant of every run; not zero, so that "long ago" exists.
inline constexpr Instant beginning{std::chrono::hours{24}};

/// Events of one instant run in the order in which they were made. Nothing here depends on addresses.
class Clock {
public:
    Clock() = default;
    Clock(const Clock&) = delete;
    Clock& operator=(const Clock&) = delete;

    /// Names an event; numbers are never used again, so that an old name is harmless.
    struct EventId {
        std::uint64_t number = 0;
        std::uint32_t slot = 0;
    };

    [[nodiscard]] Instant now() const { return now_; }
    /// Runs `task` at `when`, or in this instant after all that is due before it.
    EventId at(Instant when, Task task);
    EventId after(Duration wait, Task task) { return at(now_ + wait, std::move(task)); }
    void cancel(EventId event);

    /// Runs the next event; false if there is none, or none until `limit`: then it is `limit`.
    bool step(Instant limit);
    void run_until(Instant limit) {
        while (step(limit)) {
        }
    }
    /// Until `done` (asked after every event) or `limit`; whether `done` came true.
    bool run_until(Instant limit, const std::function<bool()>& done);

    [[nodiscard]] std::uint64_t events() const { return events_; }
    [[nodiscard]] std::size_t pending() const { return heap_.size() - cancelled_; }

private:
    struct Slot {
        std::uint64_t number = 0;  // of the event that waits in it; 0: none
        Task task;
    };
    struct Due {
        Instant when;
        EventId event;
        friend bool operator>(const Due& a, const Due& b) {
            return a.when != b.when ? a.when > b.when : a.event.number > b.event.number;
        }
    };
    [[nodiscard]] std::uint32_t free_slot();

    Instant now_ = beginning;
    std::uint64_t next_ = 1;
    std::uint64_t events_ = 0;
    std::size_t cancelled_ = 0;
    std::priority_queue<Due, std::vector<Due>, std::greater<>> heap_;
    std::vector<Slot> slots_;
    std::vector<std::uint32_t> free_;
};

}  // namespace shoal::sim
