#pragma once
// The clock and the timers of a libuv loop.

#include <compare>
#include <cstdint>
#include <map>

#include "core/uv_handle.h"
#include "core/world.h"

namespace shoal {

/// All timers share one libuv timer and fire in the order of their instants, equal ones in the order of their making.
/// Lives on the loop; every unfired Timer must be gone before it is.
class UvTimers final : public Timers {
public:
    explicit UvTimers(uv_loop_t& loop);
    ~UvTimers() override;
    UvTimers(const UvTimers&) = delete;
    UvTimers& operator=(const UvTimers&) = delete;

    [[nodiscard]] Instant now() const override;
    [[nodiscard]] WallTime wall() const override;
    [[nodiscard]] std::unique_ptr<Timer> at(Instant when, Task task) override;

private:
    struct Key {
        Instant when;
        std::uint64_t number;
        friend auto operator<=>(const Key&, const Key&) = default;
    };
    class Armed;

    void fire();
    void arm();

    uv_loop_t& loop_;
    UvHandle<uv_timer_t> later_;
    UvHandle<uv_idle_t> next_turn_;  // runs while something is due already, so that the poll does not block
    std::map<Key, Armed*> armed_;
    std::uint64_t made_ = 0;
};

}  // namespace shoal
