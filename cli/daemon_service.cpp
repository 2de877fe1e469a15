#include "cli/daemon_service.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>

#include <fmt/format.h>
#include <sys/stat.h>

#include "cli/listening_notice.h"
#include "cli/sandbox.h"
#include "core/os_error.h"
#include "core/setting_entry.h"

namespace shoal::cli {
namespace {

constexpr std::string_view part = "daemon";
constexpr Duration status_every = 10s;                 // for who looks at the service
constexpr Duration time_to_end = max_close_time + 2s;  // and a little for what comes after the engine

// What a reload can change in a running daemon. The hook is not among them: its process takes no program from us.
constexpr std::array<std::string_view, 3> live_settings{"limits.up", "limits.down", "log.level"};

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool has_sanitizer = true;  // it needs calls that no sandbox allows
#else
constexpr bool has_sanitizer = false;
#endif

std::string directory_of(const std::string& path) {
    return std::filesystem::path{path}.parent_path().string();
}

BrokerPlan broker_plan(const Settings& settings, const Environment& environment) {
    BrokerPlan out;
    out.roots.home = environment("HOME").value_or("");
    if (!out.roots.home.starts_with('/')) out.roots.home.clear();
    while (out.roots.home.size() > 1 && out.roots.home.ends_with('/')) out.roots.home.pop_back();
    out.roots.open = settings.sandbox_roots;
    out.hook = settings.hook_completed;
    out.hook_seconds = settings.hook_time_limit;
    out.hooks_at_once = settings.hooks_at_once;
    return out;
}

/// What the engine works in, and little else.
SandboxPlan sandbox_plan(const Settings& settings, const Environment& environment) {
    SandboxPlan out;
    out.writable = {settings.data_dir, settings.download_dir, directory_of(settings.control)};
    out.writable.insert(out.writable.end(), settings.sandbox_roots.begin(), settings.sandbox_roots.end());
    out.readable = {"/etc/shoal", "/proc/self", "/sys/devices/system/cpu", "/dev/null", "/dev/urandom"};
    if (const auto own = config_path(environment); !own.empty()) out.readable.push_back(directory_of(own));
    return out;
}

std::string rate(std::uint64_t bytes) {
    return format_size(bytes) + "/s";
}

}  // namespace

DaemonService::DaemonService(Configuration configuration, std::function<Result<Configuration>()> reload,
                             const Environment& environment, Console& console)
    : configuration_{std::move(configuration)}, reload_{std::move(reload)}, environment_{environment}, console_{
                                                                                                           console} {}

DaemonService::~DaemonService() = default;

Result<> DaemonService::start() {
    forbid_core_files();
    SHOAL_TRY(passed_, take_passed_sockets(environment_));
    SHOAL_TRY(notifier_, ServiceNotifier::open(environment_));
    SHOAL_TRY(auto broker, Broker::start(broker_plan(configuration_.settings, environment_)));
    broker_.emplace(std::move(broker));
    SHOAL_CHECK(open_host());
    hooks_.emplace(host_->loop(), host_->log(), *broker_, configuration_.settings.hooks_at_once);
    events_ = host_->engine().subscribe([this](const Event& event) { on_event(event); });
    hangup_ = host_->loop().on_signal(SIGHUP, [this](int) { on_hangup(); });
    notifier_.watch(host_->world().timers);
    tell_listening(*host_, console_);
    console_.talk.say("control socket " + configuration_.settings.control);
    notifier_.ready("serving");
    if (notifier_.is_heard()) tell_status();
    return {};
}

Result<> DaemonService::open_host() {
    HostOptions options;
    options.use_daemon = false;
    options.serve_control = true;
    options.activate_all = true;
    options.hangup_stops = false;
    options.control_socket = &passed_.control;
    options.serve_http = true;
    options.http_socket = &passed_.http;
    options.confine = [this](Log& log) { return confine(log); };
    if (configuration_.settings.sandbox && !has_sanitizer) {
        disk_.emplace(broker_->roots());
        options.disk = &*disk_;
    }
    SHOAL_TRY(host_, EngineHost::open(configuration_, options, console_));
    return {};
}

Result<> DaemonService::confine(Log& log) {
    const auto& settings = configuration_.settings;
    if (!settings.sandbox || has_sanitizer) {
        log.write(LogLevel::info, part, "No sandbox",
                  {{"why", has_sanitizer ? "built with a sanitizer" : "sandbox = off"}});
        return {};
    }
    // Where rules should hold, something has to be: a folder that comes later is reached through the broker only.
    const auto control = directory_of(settings.control);
    if (::mkdir(control.c_str(), S_IRWXU) != 0 && errno != EEXIST) return fail_file(errno, "make the folder", control);
    ::setenv("SQLITE_TMPDIR", settings.data_dir.c_str(), 1);  // it would look for a place in /var/tmp
    SHOAL_TRY(const auto report, enter_sandbox(sandbox_plan(settings, environment_)));
    if (report.landlock == 0) {
        log.write(LogLevel::warn, part, "Files are not confined: this kernel has no Landlock that will do",
                  {{"why", report.why_no_landlock}});
    } else {
        log.write(LogLevel::info, part, "In the sandbox", {{"landlock", std::to_string(report.landlock)}});
    }
    return {};
}

void DaemonService::serve() {
    host_->wait([] { return false; });
    notifier_.stopping("stopping");
    notifier_.need_more_time(time_to_end);
    events_.reset();
    status_timer_.reset();
    hangup_.reset();
    host_->close();
    hooks_.reset();
}

// --- reload ----------------------------------------------------------------------------------------------------------

void DaemonService::on_hangup() {
    notifier_.reloading(host_->now());
    const auto fresh = reload_();
    if (fresh) {
        apply(*fresh);
    } else {
        host_->log().write(LogLevel::error, part, "The configuration is wrong; the old one stays",
                           {{"why", fresh.error().what}});
    }
    notifier_.ready(fresh ? "serving" : "serving; the configuration is wrong, see the log");
}

void DaemonService::apply(const Configuration& fresh) {
    std::string applied;
    std::string left;
    for (const auto& info : setting_table()) {
        if (value_text(configuration_.settings, info) == value_text(fresh.settings, info)) continue;
        const bool is_live = std::ranges::find(live_settings, info.key) != live_settings.end();
        auto& list = is_live ? applied : left;
        list += fmt::format("{}{}", list.empty() ? "" : " ", info.key);
    }
    if (auto filter = parse_log_filter(fresh.settings.log_level)) host_->log().set_filter(std::move(*filter));
    set_limits(fresh.settings);
    // The rest stays what it is until the next start, and differs until then.
    configuration_.settings.log_level = fresh.settings.log_level;
    configuration_.settings.limit_up = fresh.settings.limit_up;
    configuration_.settings.limit_down = fresh.settings.limit_down;
    host_->log().write(LogLevel::info, part, "The configuration was read again",
                       {{"changed", applied.empty() ? "nothing" : applied}});
    if (!left.empty()) host_->log().write(LogLevel::warn, part, "Some changes need a restart", {{"settings", left}});
}

/// Only what the file changed: a limit that somebody set meanwhile is not taken back by another line.
void DaemonService::set_limits(const Settings& settings) {
    LimitRates limits;
    limits.set_up = settings.limit_up != configuration_.settings.limit_up;
    limits.up = settings.limit_up;
    limits.set_down = settings.limit_down != configuration_.settings.limit_down;
    limits.down = settings.limit_down;
    if (!limits.set_up && !limits.set_down) return;
    host_->engine().ask(std::move(limits), [this](Result<Limits> now) {
        if (now) return;
        host_->log().write(LogLevel::warn, part, "The limits cannot be changed", {{"why", now.error().what}});
    });
}

// --- what the engine tells -------------------------------------------------------------------------------------------

void DaemonService::on_event(const Event& event) {
    const auto* done = std::get_if<ShareCompleted>(&event);
    if (done != nullptr && !configuration_.settings.hook_completed.empty()) completed(done->tag);
}

void DaemonService::completed(const std::string& tag) {
    host_->engine().ask(ShowShare{.tag = tag}, [this](Result<ShareDetails> details) {
        if (!details || !hooks_) return;  // removed meanwhile
        const auto& share = details->share;
        if (share.shared_here) return;  // it was here from the start
        hooks_->run({.tag = share.tag, .name = share.name, .path = share.path, .bytes = share.bytes});
    });
}

void DaemonService::tell_status() {
    auto& timers = host_->world().timers;
    status_timer_ = timers.at(timers.now() + status_every, [this] { tell_status(); });
    host_->engine().ask(GetStatus{}, [this](Result<StatusView> status) {
        if (!status) return;
        notifier_.status(fmt::format("{} shares, {} peers, {} down, {} up", status->shares, status->links,
                                     rate(status->rate_down), rate(status->rate_up)));
    });
}

}  // namespace shoal::cli
