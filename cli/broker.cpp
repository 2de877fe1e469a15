#include "cli/broker.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/broker_process.h"
#include "core/os_error.h"

namespace shoal::cli {
namespace {

constexpr int max_end_ms = 1'000;

std::unexpected<Error> cannot(const char* action) {
    return fail(Errc::io, fmt::format("cannot {}: {}", action, describe_errno(errno)));
}

}  // namespace

Broker::Broker(Descriptor roots, Descriptor hooks, Descriptor process, pid_t pid)
    : roots_{std::move(roots)}, hooks_{std::move(hooks)}, process_{std::move(process)}, pid_{pid} {}

Broker::Broker(Broker&& other) noexcept
    : roots_{std::move(other.roots_)}, hooks_{std::move(other.hooks_)}, process_{std::move(other.process_)},
      pid_{std::exchange(other.pid_, 0)} {}

Broker::~Broker() {
    if (pid_ == 0) return;
    roots_.reset();
    hooks_.reset();
    // In the sandbox nobody can be signalled, so one that hangs in a dead disk is left to end by itself.
    pollfd ended{process_.get(), POLLIN, 0};
    if (::poll(&ended, 1, max_end_ms) == 1) ::waitpid(pid_, nullptr, WNOHANG);
}

Result<Broker> Broker::start(const BrokerPlan& plan) {
    SHOAL_TRY(auto roots, make_parcel_ends());
    SHOAL_TRY(auto hooks, make_parcel_ends());
    const pid_t pid = ::fork();
    if (pid < 0) return cannot("start the broker");
    if (pid == 0) become_broker(plan, std::move(roots.second), std::move(hooks.second));
    Descriptor process{static_cast<int>(::syscall(SYS_pidfd_open, pid, 0))};
    if (!process) return cannot("watch the broker");
    return Broker{std::move(roots.first), std::move(hooks.first), std::move(process), pid};
}

Result<Broker::Run> Broker::run_hook(const HookCall& call) {
    SHOAL_TRY(auto ends, make_parcel_ends());
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return cannot("make a pipe");
    Run out{Descriptor{pipe[0]}, std::move(ends.first)};
    const Descriptor writer{pipe[1]};
    const std::array passed{ends.second.get(), writer.get()};
    SHOAL_CHECK(send_parcel(hooks_.get(), call.encode(), passed));
    return out;
}

}  // namespace shoal::cli
