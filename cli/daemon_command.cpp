#include "cli/daemon_command.h"

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>
#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "cli/detached_process.h"
#include "cli/engine_host.h"
#include "cli/json_output.h"
#include "cli/progress_line.h"
#include "cli/running_daemon.h"
#include "cli/ticker.h"
#include "cli/user_service.h"
#include "core/descriptor.h"
#include "core/names.h"

namespace shoal::cli {
namespace {

constexpr auto* daemon_program = "shoald";
constexpr Duration look_interval = 50ms;
constexpr Duration max_start_time = 30s;  // it may have thousands of shares to open
constexpr Duration max_stop_time = 15s;   // it gives itself 3 s; then the disk has its say
constexpr std::size_t told_log_lines = 5;
constexpr std::uintmax_t max_log_bytes = 8 * 1024 * 1024;  // a new daemon begins a new file then

ExitCode done_unless_lost(const Console& console) {
    return console.out.is_lost() ? ExitCode::other : ExitCode::done;
}

/// Tells when a process has ended, also one that is not our child and that nobody collects.
class ProcessWatch {
public:
    explicit ProcessWatch(pid_t process) : process_{static_cast<int>(::syscall(SYS_pidfd_open, process, 0))} {}
    [[nodiscard]] bool has_ended() const {
        pollfd end{process_.get(), POLLIN, 0};
        return !process_ || ::poll(&end, 1, 0) > 0;
    }

private:
    Descriptor process_;
};

/// The daemon that --control names, else that of the data directory, seen from outside.
class DaemonPlace {
public:
    DaemonPlace(Configuration configuration, const CommandLine& line, const Environment& environment, Console& console)
        : settings_{std::move(configuration.settings)}, by_socket_{configuration.control_given}, line_{line},
          environment_{environment}, console_{console} {}

    Result<> start();
    Result<> stop(pid_t process);
    /// The process that reads its configuration now.
    Result<pid_t> reload();
    ExitCode tell_status();
    ExitCode tell(std::string_view state, std::optional<pid_t> process, bool is_here = true);

    /// Nothing if no daemon runs here. Errors: in_use (another program has the data directory or the socket).
    Result<std::optional<pid_t>> process() const;
    /// What start would only do again. Errors: in_use.
    Result<std::optional<pid_t>> process_started_so() const;
    /// Whether our data directory is this process's.
    [[nodiscard]] bool is_here(pid_t process) const { return holder_of(settings_.data_dir) == process; }
    /// Whether there is nothing to stop: where no more than a socket is named, it may only be the wrong one.
    [[nodiscard]] bool is_surely_none() const {
        return !by_socket_ || (line_.has("data-dir") && !holder_of(settings_.data_dir));
    }
    [[nodiscard]] Error not_running() const;

private:
    Result<std::optional<pid_t>> holder() const;
    Result<std::optional<pid_t>> listener() const;
    Result<StatusView> ask_status() const;
    Result<> await_answer(DetachedProcess& process, std::uintmax_t log_begin);
    [[nodiscard]] bool until(Duration limit, const std::function<bool()>& over);
    [[nodiscard]] std::vector<std::string> arguments() const;
    [[nodiscard]] std::optional<UserService> service() const;
    [[nodiscard]] std::string log_path() const { return settings_.data_dir + "/shoald.log"; }
    void tell_log(std::uintmax_t begin);

    Settings settings_;
    bool by_socket_;
    const CommandLine& line_;
    const Environment& environment_;
    Console& console_;
};

Error DaemonPlace::not_running() const {
    if (by_socket_) return {Errc::unreachable, fmt::format("no daemon answers at {}", printable(settings_.control))};
    return {Errc::unreachable,
            fmt::format("no daemon runs at {}; start one with: shoal daemon start", printable(settings_.data_dir))};
}

Result<std::optional<pid_t>> DaemonPlace::process() const {
    return by_socket_ ? listener() : holder();
}

Result<std::optional<pid_t>> DaemonPlace::process_started_so() const {
    SHOAL_TRY(const auto running, holder());
    return running && by_socket_ && listener_of(settings_.control) != running ? std::nullopt : running;
}

Result<std::optional<pid_t>> DaemonPlace::holder() const {
    const auto holder = holder_of(settings_.data_dir);
    if (!holder || program_of(*holder) == daemon_program) return holder;
    return fail(Errc::in_use, fmt::format("the data directory {} is in use by process {} ({}), which is no daemon",
                                          printable(settings_.data_dir), *holder, printable(program_of(*holder))));
}

Result<std::optional<pid_t>> DaemonPlace::listener() const {
    const auto listener = listener_of(settings_.control);
    if (!listener || program_of(*listener) == daemon_program) return listener;
    // A service manager may have opened the socket for it; then it says itself who it is.
    const auto status = ask_status();
    const auto process = status ? static_cast<pid_t>(status->pid) : *listener;
    if (program_of(process) == daemon_program) return process;
    return fail(Errc::in_use, fmt::format("process {} ({}) answers at {}, which is no daemon", process,
                                          printable(program_of(process)), printable(settings_.control)));
}

/// The service manager, if what is asked for is the usual daemon: one that was given options is not.
std::optional<UserService> DaemonPlace::service() const {
    if (!arguments().empty()) return std::nullopt;
    return UserService::find(environment_);
}

/// What was typed here and is a matter of the daemon.
std::vector<std::string> DaemonPlace::arguments() const {
    std::vector<std::string> out;
    for (const auto& option : line_.command().options) {
        if (option.name == "no-config" && line_.has(option.name)) out.emplace_back("--no-config");
        if (option.setting.empty() || !line_.has(option.name)) continue;
        const bool is_path = option.setting == "data_dir" || option.setting == "control";
        for (const auto& value : line_.values(option.name)) {
            out.push_back(fmt::format("--{}", option.name));
            out.push_back(is_path ? absolute_path(value).value_or(value) : value);  // it works in another folder
        }
    }
    return out;
}

/// Looks now and then until `over`; false if it took longer.
bool DaemonPlace::until(Duration limit, const std::function<bool()>& over) {
    UvWorld loop;
    const StopSignals stop{loop};
    bool late = false;
    bool is_over = over();
    const auto timer = loop.world().timers.at(loop.world().timers.now() + limit, [&late] { late = true; });
    const Ticker ticker{loop.world().timers, look_interval, [&] { is_over = over(); }};
    if (!is_over) loop.run_until([&] { return is_over || late || stop.arrived(); });
    return is_over;
}

/// What it logged last, for the person who waits.
void DaemonPlace::tell_log(std::uintmax_t begin) {
    std::ifstream in{log_path(), std::ios::binary};
    in.seekg(static_cast<std::streamoff>(begin));
    std::vector<std::string> lines;
    for (std::string text; std::getline(in, text);) {
        if (lines.size() == told_log_lines) lines.erase(lines.begin());
        lines.push_back(std::move(text));
    }
    for (const auto& text : lines) console_.talk.say("  " + printable(text));
}

Result<> DaemonPlace::await_answer(DetachedProcess& process, std::uintmax_t log_begin) {
    std::optional<int> ended;
    bool answers = false;
    (void)until(max_start_time, [&] {
        ended = process.exit_status();
        answers = !ended && listener_of(settings_.control) == process.pid();  // another daemon's answer is not its own
        return ended.has_value() || answers;
    });
    if (answers) return {};
    const auto what = ended ? fmt::format("ended with {}", *ended)
                            : fmt::format("(process {}) does not answer at {}", process.pid(), settings_.control);
    tell_log(log_begin);
    const auto code = ended == raw(ExitCode::in_use) ? Errc::in_use : Errc::unreachable;
    return fail(code, fmt::format("{} {}; its log is {}", daemon_program, what, printable(log_path())));
}

Result<> DaemonPlace::start() {
    if (const auto manager = service()) {
        SHOAL_CHECK(manager->tell("start"));
        if (until(max_start_time, [&] { return socket_answers(settings_.control); })) return {};
        return fail(Errc::unreachable, fmt::format("{} runs but does not answer at {}; see: journalctl --user -u {}",
                                                   service_unit, settings_.control, service_unit));
    }
    const auto program = find_program(daemon_program, environment_);
    if (!program) return fail(Errc::not_found, "there is no shoald beside this program nor in PATH");
    {
        SHOAL_TRY(const auto made, DataDir::open(settings_.data_dir));  // free again before the daemon comes
    }
    std::error_code failed;
    auto begin = std::filesystem::file_size(log_path(), failed);
    if (failed) begin = 0;
    if (begin > max_log_bytes) {
        std::filesystem::rename(log_path(), log_path() + ".1", failed);
        begin = 0;
    }
    SHOAL_TRY(auto process, DetachedProcess::start(*program, arguments(), log_path()));
    return await_answer(process, begin);
}

Result<> DaemonPlace::stop(pid_t process) {
    const bool was_here = is_here(process);
    const ProcessWatch watch{process};
    if (const auto manager = service(); manager && manager->is_active()) {
        SHOAL_CHECK(manager->tell("stop"));
    } else if (::kill(process, SIGTERM) != 0 && errno != ESRCH) {
        return fail(Errc::permission, fmt::format("process {} belongs to another user", process));
    }
    const bool is_gone = until(max_stop_time, [&] { return watch.has_ended() || (was_here && !is_here(process)); });
    if (is_gone) return {};
    return fail(Errc::timed_out, fmt::format("process {} has been told to end and still runs", process));
}

Result<pid_t> DaemonPlace::reload() {
    SHOAL_TRY(const auto running, process());
    if (!running) return std::unexpected{not_running()};
    if (::kill(*running, SIGHUP) == 0) return *running;
    return fail(Errc::permission, fmt::format("process {} belongs to another user", *running));
}

Result<StatusView> DaemonPlace::ask_status() const {
    HostOptions options;
    options.may_run_here = false;
    Configuration configuration;
    configuration.settings = settings_;
    SHOAL_TRY(const auto host, EngineHost::open(configuration, options, console_));
    return host->ask(GetStatus{});
}

ExitCode DaemonPlace::tell(std::string_view state, std::optional<pid_t> process, bool is_here) {
    if (console_.json) {
        JsonLine out{"daemon"};
        out.text("state", state).text("control", settings_.control);
        if (is_here) out.text("data_dir", settings_.data_dir);
        if (process) out.number("pid", static_cast<std::uint64_t>(*process));
        console_.out.line(out.str());
    } else {
        console_.out.line(process ? fmt::format("{} (process {})", state, *process) : std::string{state});
    }
    return done_unless_lost(console_);
}

ExitCode DaemonPlace::tell_status() {
    const auto running = process();
    if (!running) return console_.report(running.error());
    const auto status = ask_status();
    if (!status && !*running) return console_.report(not_running());
    if (!status) {
        return console_.report({Errc::unreachable, fmt::format("process {} runs and does not answer at {}: {}",
                                                               **running, settings_.control, status.error().what)});
    }
    const bool knows_place = is_here(static_cast<pid_t>(status->pid));
    if (console_.json) {
        JsonLine out{"daemon"};
        out.text("state", "running").text("control", settings_.control);
        if (knows_place) out.text("data_dir", settings_.data_dir);
        out.number("pid", status->pid).text("version", status->version).number("uptime_ms", status->uptime_ms);
        console_.out.line(out.str());
    } else {
        console_.out.line(fmt::format("process    {}, {}", status->pid, printable(status->version)));
        console_.out.line(fmt::format("running    {}", format_duration(status->uptime_ms / 1000)));
        console_.out.line(fmt::format("control    {}", printable(settings_.control)));
        if (knows_place) console_.out.line(fmt::format("data       {}", printable(settings_.data_dir)));
    }
    return done_unless_lost(console_);
}

template <class Then>
ExitCode with_place(const CommandLine& line, const Environment& environment, Console& console, Then then) {
    auto configuration = load_configuration(line, environment, "info");
    if (!configuration) return console.report(configuration.error());
    DaemonPlace place{std::move(*configuration), line, environment, console};
    return then(place);
}

ExitCode start(DaemonPlace& place, Console& console, std::string_view state) {
    if (const auto started = place.start(); !started) return console.report(started.error());
    const auto running = place.process();
    return place.tell(state, running ? *running : std::nullopt);
}

}  // namespace

ExitCode run_daemon_start(const CommandLine& line, const Environment& environment, Console& console) {
    return with_place(line, environment, console, [&](DaemonPlace& place) {
        const auto running = place.process_started_so();
        if (!running) return console.report(running.error());
        return *running ? place.tell("already running", *running) : start(place, console, "started");
    });
}

ExitCode run_daemon_stop(const CommandLine& line, const Environment& environment, Console& console) {
    return with_place(line, environment, console, [&](DaemonPlace& place) {
        const auto running = place.process();
        if (!running) return console.report(running.error());
        if (!*running && !place.is_surely_none()) return console.report(place.not_running());
        if (!*running) return place.tell("not running", std::nullopt);
        const bool is_here = place.is_here(**running);
        if (const auto stopped = place.stop(**running); !stopped) return console.report(stopped.error());
        return place.tell("stopped", std::nullopt, is_here);
    });
}

ExitCode run_daemon_restart(const CommandLine& line, const Environment& environment, Console& console) {
    return with_place(line, environment, console, [&](DaemonPlace& place) {
        const auto running = place.process();
        if (!running) return console.report(running.error());
        if (!*running) return start(place, console, "restarted");
        // What comes back has to be what went.
        if (!place.is_here(**running)) {
            return console.report({Errc::usage, fmt::format("process {} has another data directory; name it with "
                                                            "--data-dir",
                                                            **running)});
        }
        if (const auto stopped = place.stop(**running); !stopped) return console.report(stopped.error());
        return start(place, console, "restarted");
    });
}

ExitCode run_daemon_reload(const CommandLine& line, const Environment& environment, Console& console) {
    // Whatever is wrong with the files is told by load_configuration, before the daemon hears of them.
    return with_place(line, environment, console, [&](DaemonPlace& place) {
        const auto running = place.reload();
        if (!running) return console.report(running.error());
        return place.tell("reloading", *running, place.is_here(*running));
    });
}

ExitCode run_daemon_status(const CommandLine& line, const Environment& environment, Console& console) {
    return with_place(line, environment, console, [](DaemonPlace& place) { return place.tell_status(); });
}

}  // namespace shoal::cli
