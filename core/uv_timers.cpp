#include "core/uv_timers.h"

#include <algorithm>
#include <chrono>

namespace shoal {

class UvTimers::Armed final : public Timer {
public:
    Armed(UvTimers& timers, Key key, Task task) : timers_{&timers}, key_{key}, task_{std::move(task)} {
        timers_->armed_.emplace(key_, this);
    }
    ~Armed() override { disarm(); }
    Armed(const Armed&) = delete;
    Armed& operator=(const Armed&) = delete;

    /// The last use of this object by its caller: the task may destroy it.
    void fire() {
        disarm();
        Task task = std::move(task_);
        task();
    }

private:
    void disarm() {
        if (timers_) timers_->armed_.erase(key_);
        timers_ = nullptr;
    }

    UvTimers* timers_;  // null once fired, so that a spent timer may outlive the world
    Key key_;
    Task task_;
};

UvTimers::UvTimers(uv_loop_t& loop) : loop_{loop} {
    SHOAL_REQUIRE(later_.open([&](uv_timer_t* h) { return uv_timer_init(&loop_, h); }) == 0);
    SHOAL_REQUIRE(next_turn_.open([&](uv_idle_t* h) { return uv_idle_init(&loop_, h); }) == 0);
    later_.set_owner(this);
    next_turn_.set_owner(this);
}

UvTimers::~UvTimers() {
    SHOAL_REQUIRE(armed_.empty());
}

Instant UvTimers::now() const {
    return Instant{std::chrono::nanoseconds{uv_hrtime()}};
}

WallTime UvTimers::wall() const {
    const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
    return WallTime{std::chrono::duration_cast<std::chrono::milliseconds>(since_epoch).count()};
}

std::unique_ptr<Timer> UvTimers::at(Instant when, Task task) {
    SHOAL_REQUIRE(task != nullptr);
    const Key key{when, made_++};
    auto timer = std::make_unique<Armed>(*this, key, std::move(task));
    if (armed_.begin()->first == key) arm();
    return timer;
}

void UvTimers::arm() {
    if (armed_.empty()) return;
    const Instant when = armed_.begin()->first.when;
    if (when <= now()) {
        uv_idle_start(next_turn_.get(), [](uv_idle_t* h) {
            if (auto* timers = UvHandle<uv_idle_t>::owner_of<UvTimers>(h)) timers->fire();
        });
        return;
    }
    // libuv counts whole milliseconds of the same clock and fires at or after them: rounding up is never early.
    const auto due_ms = std::chrono::ceil<std::chrono::milliseconds>(when.time_since_epoch()).count();
    const std::uint64_t loop_ms = uv_now(&loop_);
    const std::uint64_t due = std::max(static_cast<std::uint64_t>(due_ms), loop_ms);
    const auto on_due = [](uv_timer_t* h) {
        if (auto* timers = UvHandle<uv_timer_t>::owner_of<UvTimers>(h)) timers->fire();
    };
    uv_timer_start(later_.get(), on_due, due - loop_ms, 0);
}

void UvTimers::fire() {
    uv_idle_stop(next_turn_.get());
    const Instant now_ = now();
    const std::uint64_t limit =
        made_;  // what the tasks arm now waits for the next turn, or it could starve the sockets
    Key key{};
    for (auto at = armed_.begin(); at != armed_.end() && at->first.when <= now_; at = armed_.upper_bound(key)) {
        key = at->first;
        if (key.number < limit) at->second->fire();
    }
    arm();
}

}  // namespace shoal
