#pragma once
// Work behind the loop's back: a value computed on a worker, a continuation on the loop.

#include <memory>
#include <utility>

#include "core/world.h"

namespace shoal::transfer {

/// Runs `work()` on a worker of `where` (Workers or SerialLane) and then `then(result)` on the loop, unless whoever
/// held `alive` is gone by then. `work` owns its inputs by value and touches nothing else; `then` is only moved
/// about on the worker, never called there.
template <class Place, class Work, class Then>
void run_behind(Place& where, std::weak_ptr<const void> alive, Work work, Then then) {
    where.submit(Job{[alive = std::move(alive), work = std::move(work), then = std::move(then)]() mutable -> Task {
        return [alive = std::move(alive), result = work(), then = std::move(then)]() mutable {
            if (alive.expired()) return;
            then(std::move(result));
        };
    }});
}

/// A member that tells continuations whether the object that holds it is still there.
class Liveness {
public:
    [[nodiscard]] std::weak_ptr<const void> watch() const { return token_; }
    /// What was watched before is as good as gone.
    void renew() { token_ = std::make_shared<const char>('\0'); }

private:
    std::shared_ptr<const void> token_ = std::make_shared<const char>('\0');
};

}  // namespace shoal::transfer
