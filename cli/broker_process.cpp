#include "cli/broker_process.h"

#include <algorithm>
#include <csignal>
#include <exception>

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/os_error.h"

namespace shoal::cli {
namespace {

constexpr int cannot_run = 127;      // as a shell says it
constexpr time_t grace_seconds = 5;  // between SIGTERM and SIGKILL

std::vector<char*> pointers(const std::vector<std::string>& texts) {
    std::vector<char*> out;
    for (const auto& text : texts) out.push_back(const_cast<char*>(text.c_str()));
    out.push_back(nullptr);
    return out;
}

/// Between fork and exec, in a process without threads.
[[noreturn]] void become_hook(const std::vector<std::string>& words, const std::vector<std::string>& environment,
                              int output) {
    ::setsid();
    for (const int number : {SIGPIPE, SIGINT, SIGTERM, SIGHUP}) (void)::signal(number, SIG_DFL);
    const int in = ::open("/dev/null", O_RDONLY);
    const bool is_wired = in >= 0 && ::dup2(in, 0) == 0 && ::dup2(output, 1) == 1 && ::dup2(output, 2) == 2;
    if (!is_wired || ::chdir("/") != 0) ::_exit(cannot_run);
    ::close_range(3, ~0U, 0);
    ::execve(words.front().c_str(), pointers(words).data(), pointers(environment).data());
    ::_exit(cannot_run);
}

Descriptor timer_of(time_t seconds) {
    Descriptor timer{::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC)};
    const itimerspec once{.it_interval = {}, .it_value = {.tv_sec = seconds, .tv_nsec = 0}};
    if (timer && ::timerfd_settime(timer.get(), 0, &once, nullptr) != 0) timer.reset();
    return timer;
}

struct RunningHook {
    pid_t pid;
    Descriptor process;  // a pidfd
    Descriptor timer;
    Descriptor end;
    bool timed_out = false;
};

class BrokerLoop {
public:
    BrokerLoop(const BrokerPlan& plan, Descriptor roots, Descriptor hooks)
        : plan_{plan}, root_broker_{plan.roots}, roots_{std::move(roots)}, hooks_{std::move(hooks)} {}

    /// Until the daemon has gone.
    void run() {
        while (turn()) {
        }
        for (const auto& hook : running_) ::kill(-hook.pid, SIGTERM);
    }

private:
    bool turn() {
        std::vector<pollfd> waits{{roots_.get(), POLLIN, 0}, {hooks_.get(), POLLIN, 0}};
        for (const auto& hook : running_) {
            waits.push_back({hook.process.get(), POLLIN, 0});
            waits.push_back({hook.timer.get(), POLLIN, 0});
        }
        if (uninterrupted([&] { return ::poll(waits.data(), waits.size(), -1); }) < 0) return false;
        for (std::size_t i = 0; i < running_.size(); ++i) {
            if (waits[2 + 2 * i].revents != 0) {
                ended(running_[i]);
            } else if (waits[3 + 2 * i].revents != 0) {
                out_of_time(running_[i]);
            }
        }
        std::erase_if(running_, [](const RunningHook& hook) { return hook.pid == 0; });
        if (waits[0].revents != 0 && !serve_roots()) return false;
        return waits[1].revents == 0 || serve_hooks();
    }

    bool serve_roots() {
        auto parcel = receive_parcel(roots_.get());
        if (!parcel || !*parcel) return false;
        root_broker_.serve(std::move(**parcel));
        return true;
    }

    bool serve_hooks() {
        auto parcel = receive_parcel(hooks_.get());
        if (!parcel || !*parcel) return false;
        const auto call = HookCall::decode((*parcel)->bytes);
        auto& descriptors = (*parcel)->descriptors;
        const bool may_run = !plan_.hook.empty() && running_.size() < plan_.hooks_at_once;
        if (call && descriptors.size() == 2 && may_run) start(*call, std::move(descriptors[0]), descriptors[1].get());
        return true;  // else the end closes, and that is the answer
    }

    void start(const HookCall& call, Descriptor end, int output) {
        const auto words = call.fill(plan_.hook);
        const auto environment = call.environment();
        const pid_t pid = ::fork();
        if (pid == 0) become_hook(words, environment, output);
        if (pid < 0) return;
        Descriptor process{static_cast<int>(::syscall(SYS_pidfd_open, pid, 0))};
        auto timer = timer_of(static_cast<time_t>(plan_.hook_seconds));
        running_.push_back({pid, std::move(process), std::move(timer), std::move(end)});
        if (running_.back().process && running_.back().timer) return;
        ::kill(pid, SIGKILL);  // one that nobody can end in time does not run; no descriptors are left for it
        ended(running_.back());
        running_.pop_back();
    }

    static void ended(RunningHook& hook) {
        int status = 0;
        (void)uninterrupted([&] { return ::waitpid(hook.pid, &status, 0); });
        const int code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
        (void)send_parcel(hook.end.get(), HookEnd{code, hook.timed_out}.encode(), {});
        hook.pid = 0;
    }

    static void out_of_time(RunningHook& hook) {
        ::kill(-hook.pid, hook.timed_out ? SIGKILL : SIGTERM);
        hook.timed_out = true;
        hook.timer = timer_of(grace_seconds);
    }

    const BrokerPlan& plan_;
    RootBroker root_broker_;
    Descriptor roots_;
    Descriptor hooks_;
    std::vector<RunningHook> running_;
};

/// Everything from the third on but the two; both have other numbers afterwards.
void close_others(Descriptor& roots, Descriptor& hooks) {
    const int high = 100;  // above what is about to be closed one by one
    roots.reset(::fcntl(roots.get(), F_DUPFD_CLOEXEC, high));
    hooks.reset(::fcntl(hooks.get(), F_DUPFD_CLOEXEC, high));
    const auto low = static_cast<unsigned>(std::min(roots.get(), hooks.get()));
    const auto top = static_cast<unsigned>(std::max(roots.get(), hooks.get()));
    ::close_range(3, low - 1, 0);
    if (top > low + 1) ::close_range(low + 1, top - 1, 0);
    ::close_range(top + 1, ~0U, 0);
}

}  // namespace

void become_broker(const BrokerPlan& plan, Descriptor roots, Descriptor hooks) {
    ::prctl(PR_SET_NAME, "shoald-broker");
    // Ctrl-C and the manager's SIGTERM are for the daemon; it closes the ends when it is done with us.
    for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) (void)::signal(number, SIG_IGN);
    close_others(roots, hooks);
    if (!roots || !hooks) ::_exit(1);
    try {
        BrokerLoop{plan, std::move(roots), std::move(hooks)}.run();
    } catch (const std::exception&) {  // out of memory: the daemon notices that the ends are closed
        ::_exit(1);
    }
    ::_exit(0);
}

}  // namespace shoal::cli
