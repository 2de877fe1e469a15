#pragma once
// Unique ownership of a libuv handle. uv_close is asynchronous and the memory must live until the close callback, so
// the memory is not the owner: the owner detaches, asks to close, and the callback frees.

#include <uv.h>

#include <memory>
#include <utility>

#include "core/result.h"

namespace shoal {

/// H is uv_timer_t, uv_udp_t, ... or a union of such. Used on the loop thread. Closed at once; freed by the loop.
template <class H>
class UvHandle {
public:
    UvHandle() = default;
    UvHandle(UvHandle&& other) noexcept : handle_{std::exchange(other.handle_, nullptr)} {}
    UvHandle& operator=(UvHandle&& other) noexcept {
        if (this != &other) {
            reset();
            handle_ = std::exchange(other.handle_, nullptr);
        }
        return *this;
    }
    ~UvHandle() { reset(); }

    /// Makes a handle with `init` (H* -> libuv error). A failed init registers nothing with the loop.
    template <class Init>
    [[nodiscard]] int open(Init init) {
        reset();
        auto fresh = std::make_unique<H>();
        const int error = init(fresh.get());
        if (error == 0) handle_ = fresh.release();
        return error;
    }

    [[nodiscard]] H* get() const { return handle_; }
    [[nodiscard]] H* operator->() const { return handle_; }
    [[nodiscard]] explicit operator bool() const { return handle_ != nullptr; }

    /// Callbacks find `owner` until reset(). The owner must not move.
    void set_owner(void* owner) { as_handle(handle_)->data = owner; }

    /// The owner of a handle that a callback was given, or null if it is gone. The handle's memory outlives every
    /// callback that is under way, so this also tells after a call whether the owner survived it.
    template <class Owner, class Given>
    [[nodiscard]] static Owner* owner_of(const Given* handle) {
        return static_cast<Owner*>(handle->data);
    }
    [[nodiscard]] static bool is_owned(H* handle) { return as_handle(handle)->data != nullptr; }

    /// The file descriptor beneath; precondition: there is one.
    [[nodiscard]] int descriptor() const {
        uv_os_fd_t number = -1;
        SHOAL_REQUIRE(uv_fileno(as_handle(handle_), &number) == 0);
        return number;
    }

    void reset() {
        if (!handle_) return;
        as_handle(handle_)->data = nullptr;
        uv_close(as_handle(handle_), [](uv_handle_t* closed) { delete reinterpret_cast<H*>(closed); });
        handle_ = nullptr;
    }

private:
    static uv_handle_t* as_handle(H* handle) { return reinterpret_cast<uv_handle_t*>(handle); }

    H* handle_ = nullptr;
};

}  // namespace shoal
