#pragma once
// Timers on the virtual clock of a test.

#include <map>
#include <memory>

#include "core/world.h"

namespace shoal::test {

class RoomTimers final : public Timers {
public:
    explicit RoomTimers(const Instant& now) : now_{now} {}

    [[nodiscard]] Instant now() const override { return now_; }
    [[nodiscard]] WallTime wall() const override { return {}; }
    [[nodiscard]] std::unique_ptr<Timer> at(Instant when, Task task) override {
        auto held = std::make_shared<Task>(std::move(task));
        tasks_.emplace(when, held);
        return std::make_unique<Held>(std::move(held));
    }
    /// All that is due, and what becomes due by it.
    void run() {
        while (!tasks_.empty() && tasks_.begin()->first <= now_) {
            const auto task = tasks_.begin()->second.lock();
            tasks_.erase(tasks_.begin());
            if (task) (*task)();
        }
    }

private:
    struct Held final : Timer {
        explicit Held(std::shared_ptr<Task> held) : task{std::move(held)} {}
        std::shared_ptr<Task> task;
    };
    const Instant& now_;
    std::multimap<Instant, std::weak_ptr<Task>> tasks_;
};

}  // namespace shoal::test
