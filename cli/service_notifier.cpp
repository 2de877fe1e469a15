#include "cli/service_notifier.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstring>

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "core/names.h"
#include "core/os_error.h"

namespace shoal::cli {
namespace {

std::int64_t microseconds(Duration duration) {
    return std::chrono::duration_cast<std::chrono::microseconds>(duration).count();
}

std::optional<std::uint64_t> number_in(const Environment& environment, std::string_view name) {
    const auto text = environment(name);
    std::uint64_t number = 0;
    if (!text || text->empty()) return std::nullopt;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
    if (error != std::errc{} || end != text->data() + text->size()) return std::nullopt;
    return number;
}

std::optional<Duration> watchdog_in(const Environment& environment) {
    constexpr std::uint64_t day = 86'400'000'000;
    const auto time = number_in(environment, "WATCHDOG_USEC");
    if (!time || *time == 0) return std::nullopt;
    if (const auto pid = number_in(environment, "WATCHDOG_PID"); pid && *pid != static_cast<std::uint64_t>(::getpid()))
        return std::nullopt;
    return std::chrono::microseconds{std::min(*time, day)};
}

/// Values of assignments are single lines.
std::string one_line(std::string_view text) {
    return printable(text);
}

}  // namespace

Result<ServiceNotifier> ServiceNotifier::open(const Environment& environment) {
    ServiceNotifier out;
    const auto name = environment("NOTIFY_SOCKET");
    if (!name || name->empty()) return out;
    sockaddr_un address{};
    const bool is_known_kind = name->front() == '/' || name->front() == '@';
    if (!is_known_kind || name->size() < 2 || name->size() >= sizeof(address.sun_path)) {
        return fail(Errc::configuration,
                    fmt::format("NOTIFY_SOCKET: '{}' is neither a path nor '@' and a name", printable(*name)));
    }
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, name->data(), name->size());
    auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name->size());
    if (name->front() == '@') {
        address.sun_path[0] = '\0';
    } else {
        ++size;  // a path takes its NUL along
    }
    Descriptor socket{::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
    if (!socket) return fail(Errc::io, fmt::format("cannot make a socket: {}", describe_errno(errno)));
    // Who started us and is gone by now needs no news.
    const void* generic = &address;
    if (::connect(socket.get(), static_cast<const sockaddr*>(generic), size) != 0) return out;
    out.socket_ = std::move(socket);
    out.watchdog_ = watchdog_in(environment);
    return out;
}

void ServiceNotifier::send(const std::string& text) {
    if (!socket_) return;
    // Never waits: a manager whose queue is full has its own trouble, and hears from us again.
    (void)::send(socket_.get(), text.data(), text.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
}

void ServiceNotifier::ready(std::string_view status) {
    send(fmt::format("READY=1\nSTATUS={}\n", one_line(status)));
}

void ServiceNotifier::status(std::string_view text) {
    send(fmt::format("STATUS={}\n", one_line(text)));
}

void ServiceNotifier::reloading(Instant now) {
    send(fmt::format("RELOADING=1\nMONOTONIC_USEC={}\n", microseconds(now.time_since_epoch())));
}

void ServiceNotifier::stopping(std::string_view status) {
    send(fmt::format("STOPPING=1\nSTATUS={}\n", one_line(status)));
}

void ServiceNotifier::need_more_time(Duration until_next) {
    send(fmt::format("EXTEND_TIMEOUT_USEC={}\n", microseconds(until_next)));
}

void ServiceNotifier::watch(Timers& timers) {
    if (socket_ && watchdog_) beat(timers);
}

void ServiceNotifier::beat(Timers& timers) {
    send("WATCHDOG=1\n");
    timer_ = timers.at(timers.now() + *watchdog_ / 2, [this, &timers] { beat(timers); });
}

}  // namespace shoal::cli
