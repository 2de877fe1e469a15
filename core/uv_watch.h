#pragma once
// Waiting for a descriptor that somebody else reads and writes: a pipe, or the epoll set of a library.

#include "core/uv_handle.h"
#include "core/uv_world.h"

namespace shoal {

/// Lives on the loop. See UvWorld::watch.
class UvWatch final : public Watch {
public:
    [[nodiscard]] static Result<std::unique_ptr<Watch>> start(uv_loop_t& loop, int descriptor, Readiness wanted,
                                                              OnReady on_ready);
    explicit UvWatch(OnReady on_ready);
    UvWatch(const UvWatch&) = delete;
    UvWatch& operator=(const UvWatch&) = delete;

    void want(Readiness wanted) override;

private:
    void call(Readiness ready);

    OnReady on_ready_;
    Readiness wanted_;
    UvHandle<uv_poll_t> poll_;
};

}  // namespace shoal
