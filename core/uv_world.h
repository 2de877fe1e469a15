#pragma once
// The real world: one libuv loop and its thread pool.

#include <memory>

#include "core/world.h"

namespace shoal {

/// Owns a loop. Created, run and destroyed on one thread; post() and stop() may be called from any.
class UvWorld {
public:
    UvWorld();
    /// Waits for jobs that run; drops their results and those that have not begun. Every handle made from world() must
    /// be gone; a leaked one ends the process.
    ~UvWorld();
    UvWorld(const UvWorld&) = delete;
    UvWorld& operator=(const UvWorld&) = delete;

    [[nodiscard]] World& world();

    /// Runs until stop(). May be called again afterwards.
    void run();
    /// Runs until `done` answers true (asked first, and after every turn of the loop) or stop().
    void run_until(const std::move_only_function<bool() const>& done);
    /// Ends the run after the turn it is in, or, if none is under way, the next one before it begins.
    void stop();

    /// Runs `task` on the loop thread, on a later turn, in the order of the calls. Any thread. What was posted and
    /// has not run is dropped with the world.
    void post(Task task);

    /// Calls `on_signal` on the loop for each arrival of `number` while the returned handle lives.
    [[nodiscard]] std::unique_ptr<Timer> on_signal(int number, std::move_only_function<void(int)> on_signal);

    /// Unix sockets, for the control contract; the path must not exist. Mode 0600 from the start; the listener removes
    /// it at its end. Only peers of our own uid or root are let in (SO_PEERCRED); others are closed unread. Endpoints
    /// are unspecified. Errors: in_use, permission, network, usage (longer than sun_path).
    [[nodiscard]] Result<std::unique_ptr<Listener>> listen_local(const std::string& path,
                                                                 Streams::Accepted on_accepted);
    /// Connects to a Unix socket. Errors: unreachable.
    [[nodiscard]] std::unique_ptr<Dial> dial_local(const std::string& path, Streams::Dialled on_dialled);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace shoal
