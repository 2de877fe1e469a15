#pragma once
// The real world: one libuv loop and its thread pool.

#include <memory>

#include "core/descriptor.h"
#include "core/world.h"

namespace shoal {

/// What one waits for at a descriptor, or what it is ready for.
struct Readiness {
    bool to_read = false;
    bool to_write = false;
    friend bool operator==(const Readiness&, const Readiness&) = default;
};

/// Waits for a descriptor; destroying it ends that at once, also from inside its callback.
class Watch {
public:
    using OnReady = std::move_only_function<void(Readiness)>;
    virtual ~Watch() = default;
    /// Waits for something else from now on; for neither: for nothing.
    virtual void want(Readiness wanted) = 0;
};

/// Owns a loop. Created, run and destroyed on one thread; post() and stop() may be called from any.
class UvWorld {
public:
    /// `disk` is used instead of the machine's own, and must outlive the world; nullptr: the machine's.
    explicit UvWorld(Disk* disk = nullptr);
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
    /// The same on a socket that is bound and listens already, as a service manager hands it over. Its file and the
    /// rights of that belong to whoever made it; the file stays. Error: configuration (it is no such socket).
    [[nodiscard]] Result<std::unique_ptr<Listener>> listen_local(Descriptor listening, Streams::Accepted on_accepted);
    /// Connects to a Unix socket; waits as long as more wait there than it takes. Errors: unreachable.
    [[nodiscard]] std::unique_ptr<Dial> dial_local(const std::string& path, Streams::Dialled on_dialled);

    /// Calls `on_ready` on the loop whenever `descriptor` is ready for some of what is wanted, again and again until
    /// that was read or written (level-triggered). After an error at the descriptor it counts once as ready for all
    /// that is wanted, and then for nothing until want(). The descriptor is made non-blocking; it stays the caller's,
    /// must outlive the watch and have no other. Error: io (a regular file, or no descriptor at all).
    [[nodiscard]] Result<std::unique_ptr<Watch>> watch(int descriptor, Readiness wanted, Watch::OnReady on_ready);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace shoal
