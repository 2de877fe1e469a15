#include "cli/share_command.h"

#include <fmt/format.h>

#include "cli/engine_host.h"
#include "cli/json_output.h"
#include "cli/listening_notice.h"
#include "cli/progress_display.h"
#include "cli/qr_code.h"
#include "cli/ticker.h"
#include "core/magnet.h"
#include "core/names.h"

namespace shoal::cli {
namespace {

constexpr std::size_t max_skipped_named = 20;  // lines for a person; --json has them all
constexpr Duration status_interval = 1s;

/// The run of one `shoal share`. The host is the last member: its callbacks end before what they use.
class Sharing {
public:
    Sharing(const CommandLine& line, Console& console, std::unique_ptr<EngineHost> host)
        : line_{line}, console_{console}, display_{console, progress_mode(line, console)}, host_{std::move(host)} {}

    ExitCode run();

private:
    Result<> add(const std::string& path);
    void on_event(const Event& event);
    void tell(const ShareAdded& added);
    void show_code(const std::string& link);
    void tell_skipped(const std::vector<std::string>& skipped);
    void seed();
    void ask_again();
    void show_status(const ShareList& list);
    [[nodiscard]] bool is_ours(const std::string& tag) const;

    const CommandLine& line_;
    Console& console_;
    ProgressDisplay display_;
    std::string hashing_;  // the path that is being hashed
    Instant hashing_since_;
    std::vector<std::string> tags_;
    bool asked_ = false;  // a status question is open
    std::unique_ptr<EngineHost> host_;
    std::unique_ptr<Subscription> events_;
};

ExitCode Sharing::run() {
    tell_listening(*host_, console_);
    events_ = host_->engine().subscribe([this](const Event& event) { on_event(event); });
    for (const auto& path : line_.operands("PATH")) {
        const auto added = add(path);
        if (added) continue;
        const bool by_signal = host_->stop().arrived();
        display_.clear();
        events_.reset();
        host_->close();
        if (!by_signal) return console_.report(added.error());
        return console_.report({Errc::interrupted, "stopped before everything was hashed; nothing is shared"},
                               exit_code_of_signal(host_->stop().number()));
    }
    if (host_->is_remote()) {
        console_.talk.say("the daemon shares it from now on");
        return console_.out.is_lost() ? ExitCode::other : ExitCode::done;
    }
    seed();
    events_.reset();
    host_->close();
    return host_->stop().arrived() ? exit_code_of_signal(host_->stop().number()) : ExitCode::other;
}

Result<> Sharing::add(const std::string& path) {
    SHOAL_TRY(hashing_, absolute_path(path));
    hashing_since_ = host_->now();
    auto reply = host_->ask(
        AddShare{hashing_, line_.has("reproducible"), line_.value("comment").value_or(""), line_.values("label")});
    display_.clear();
    if (!reply) return std::unexpected{std::move(reply).error()};
    tell(*reply);
    tags_.push_back(reply->tag);
    return {};
}

void Sharing::on_event(const Event& event) {
    if (const auto* hashed = std::get_if<HashProgress>(&event); hashed != nullptr && hashed->path == hashing_) {
        Progress progress;
        progress.name = hashing_.substr(hashing_.rfind('/') + 1);
        progress.activity = "hashing";
        progress.bytes_have = hashed->bytes_done;
        progress.bytes = hashed->bytes_total;
        const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(host_->now() - hashing_since_).count();
        if (ms > 0) progress.rate = hashed->bytes_done * 1000 / static_cast<std::uint64_t>(ms);
        if (progress.rate > 0) {
            const auto left = hashed->bytes_total - std::min(hashed->bytes_total, hashed->bytes_done);
            progress.eta_seconds = left / progress.rate;
        }
        display_.show(progress, "", host_->now());
    } else if (const auto* changed = std::get_if<FileChanged>(&event); changed != nullptr && is_ours(changed->tag)) {
        console_.talk.say(fmt::format("{} has changed since it was shared; what changed is not offered any more",
                                      printable(changed->path)));
    } else if (const auto* trouble = std::get_if<ShareTroubled>(&event); trouble != nullptr && is_ours(trouble->tag)) {
        console_.talk.say(printable(trouble->message));
    }
}

bool Sharing::is_ours(const std::string& tag) const {
    return std::find(tags_.begin(), tags_.end(), tag) != tags_.end();
}

void Sharing::tell(const ShareAdded& added) {
    const auto link = printable(added.link);
    auto shown = added;
    if (!line_.has("with-secrets")) shown.link.clear();
    console_.talk.say(fmt::format("{}: {}, {}{}", printable(added.name), count_of(added.files, "file"),
                                  format_size(added.bytes), added.already_shared ? ", shared before" : ""));
    tell_skipped(added.skipped);
    console_.out.line(console_.json ? JsonLine{"shared"}.fields(shown).str() : link);
    // With --json whoever asked for no secret gets none on stderr either: that goes into logs.
    if (console_.json && !line_.has("with-secrets")) return;
    console_.talk.say("on the other side:  " + receiver_command(link));
    if (line_.has("qr")) show_code(added.link);
}

void Sharing::show_code(const std::string& link) {
    const auto magnet = Magnet::parse(link);
    const auto code = magnet ? qr_code_of_link(magnet->short_form()) : std::unexpected{magnet.error()};
    if (!code) return console_.talk.say(printable(code.error().what));
    for (const auto& row : draw_qr_code(*code, console_.talk.terminal().has_color)) console_.talk.say(row);
}

void Sharing::tell_skipped(const std::vector<std::string>& skipped) {
    if (skipped.empty()) return;
    console_.talk.say(fmt::format("left out (no plain files or folders): {}", skipped.size()));
    for (std::size_t i = 0; i < std::min(skipped.size(), max_skipped_named); ++i) {
        console_.talk.say("  " + printable(skipped[i]));
    }
    if (skipped.size() > max_skipped_named) {
        console_.talk.say(fmt::format("  and {} more", skipped.size() - max_skipped_named));
    }
}

void Sharing::seed() {
    console_.talk.say("keep this running; Ctrl-C stops sharing");
    ask_again();
    const Ticker ticker{host_->world().timers, status_interval, [this] { ask_again(); }};
    host_->wait([this] { return console_.json && console_.out.is_lost(); });
    display_.clear();
}

void Sharing::ask_again() {
    if (asked_) return;
    asked_ = true;
    host_->engine().ask(ListShares{}, [this](Result<ShareList> list) {
        asked_ = false;
        if (list) show_status(*list);
    });
}

void Sharing::show_status(const ShareList& list) {
    std::uint64_t peers = 0;
    std::uint64_t rate = 0;
    std::uint64_t sent = 0;
    for (const auto& share : list.shares) {
        if (!is_ours(share.tag)) continue;
        peers += share.peers;
        rate += share.rate_up;
        sent += share.sent;
    }
    display_.tell(
        fmt::format("sharing: {}, {}/s, {} sent", count_of(peers, "peer"), format_amount(rate), format_amount(sent)),
        host_->now());
}

}  // namespace

std::string receiver_command(std::string_view link) {
    return fmt::format("shoal get '{}' -o DIR", link);
}

ExitCode run_share(const CommandLine& line, const Environment& environment, Console& console) {
    auto configuration = load_configuration(line, environment, "warn");
    if (!configuration) return console.report(configuration.error());
    HostOptions options;
    options.use_daemon = !line.has("standalone");
    options.serve_control = configuration->control_given;
    auto host = EngineHost::open(*configuration, options, console);
    if (!host) return console.report(host.error());
    return Sharing{line, console, std::move(*host)}.run();
}

}  // namespace shoal::cli
