#pragma once
// What a service tells its manager: the datagrams of sd_notify(3), without its library.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/descriptor.h"
#include "core/settings.h"
#include "core/world.h"

namespace shoal::cli {

/// Lives on the loop, and no longer than it. Without NOTIFY_SOCKET it says nothing. A manager that does not listen is
/// no error of ours.
class ServiceNotifier {
public:
    /// Connects to $NOTIFY_SOCKET, a path or '@' and an abstract name, once: a sandbox that comes later lets what is
    /// connected go on. WATCHDOG_USEC counts only if WATCHDOG_PID is ours or unset. Error: configuration, for an
    /// address that is none.
    [[nodiscard]] static Result<ServiceNotifier> open(const Environment& environment);

    [[nodiscard]] bool is_heard() const { return static_cast<bool>(socket_); }

    void ready(std::string_view status);  ///< at the end of starting, and of a reload
    void status(std::string_view text);   ///< one line for `systemctl status`
    void reloading(Instant now);          ///< `now` of the loop: CLOCK_MONOTONIC
    void stopping(std::string_view status);
    void need_more_time(Duration until_next);  ///< while starting or stopping; repeat before it is over

    /// From now on, and not to be moved any more, a sign of life at half of the watchdog's time, for as long as the
    /// loop turns and this lives.
    void watch(Timers& timers);
    [[nodiscard]] std::optional<Duration> watchdog() const { return watchdog_; }

private:
    void send(const std::string& text);
    void beat(Timers& timers);

    Descriptor socket_;
    std::optional<Duration> watchdog_;
    std::unique_ptr<Timer> timer_;
};

}  // namespace shoal::cli
