#include "core/uv_watch.h"

#include <fmt/format.h>

#include "core/os_error.h"

namespace shoal {

UvWatch::UvWatch(OnReady on_ready) : on_ready_{std::move(on_ready)} {
    SHOAL_REQUIRE(on_ready_ != nullptr);
}

Result<std::unique_ptr<Watch>> UvWatch::start(uv_loop_t& loop, int descriptor, Readiness wanted, OnReady on_ready) {
    auto watch = std::make_unique<UvWatch>(std::move(on_ready));
    const int error = watch->poll_.open([&](uv_poll_t* h) { return uv_poll_init(&loop, h, descriptor); });
    if (error != 0) {
        const auto why = describe_errno(-error);
        return fail(Errc::io, fmt::format("cannot wait for file descriptor {}: {}", descriptor, why));
    }
    watch->poll_.set_owner(watch.get());
    watch->want(wanted);
    return watch;
}

void UvWatch::want(Readiness wanted) {
    wanted_ = wanted;
    const int events = (wanted.to_read ? UV_READABLE : 0) | (wanted.to_write ? UV_WRITABLE : 0);
    if (events == 0) {
        uv_poll_stop(poll_.get());
        return;
    }
    const auto on_event = [](uv_poll_t* h, int error, int arrived) {
        auto* watch = UvHandle<uv_poll_t>::owner_of<UvWatch>(h);
        if (!watch) return;
        // libuv only says that something is wrong; whoever reads or writes next is told what.
        if (error != 0) return watch->call(watch->wanted_);
        watch->call({.to_read = (arrived & UV_READABLE) != 0, .to_write = (arrived & UV_WRITABLE) != 0});
    };
    SHOAL_REQUIRE(uv_poll_start(poll_.get(), events, on_event) == 0);
}

void UvWatch::call(Readiness ready) {
    uv_poll_t* poll = poll_.get();
    OnReady running = std::move(on_ready_);  // it may destroy this object
    running(ready);
    if (UvHandle<uv_poll_t>::is_owned(poll)) on_ready_ = std::move(running);
}

}  // namespace shoal
