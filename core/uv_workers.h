#pragma once
// Jobs on libuv's thread pool.

#include <set>

#include "core/uv_handle.h"
#include "core/world.h"

namespace shoal {

/// Lives on the loop.
class UvWorkers final : public Workers {
public:
    /// Sizes the pool of the process before its first use, unless UV_THREADPOOL_SIZE does.
    explicit UvWorkers(uv_loop_t& loop);
    ~UvWorkers() override;
    UvWorkers(const UvWorkers&) = delete;
    UvWorkers& operator=(const UvWorkers&) = delete;

    void submit(Job job) override;
    [[nodiscard]] unsigned parallelism() const override { return cores_; }

    /// Drops what has not begun and the results of what runs; the loop must run until is_idle().
    void close();
    [[nodiscard]] bool is_idle() const { return works_.empty(); }

private:
    struct Work;

    uv_loop_t& loop_;
    unsigned cores_;
    bool is_closing_ = false;
    std::set<Work*> works_;  // begun or waiting; the order is never seen
};

}  // namespace shoal
