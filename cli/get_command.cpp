#include "cli/get_command.h"

#include <filesystem>

#include <fmt/format.h>
#include <unistd.h>

#include "cli/engine_host.h"
#include "cli/get_advice.h"
#include "cli/json_output.h"
#include "cli/link_source.h"
#include "cli/listening_notice.h"
#include "cli/progress_display.h"
#include "cli/ticker.h"
#include "core/magnet.h"
#include "core/names.h"

namespace shoal::cli {
namespace {

constexpr Duration look_interval = 200ms;  // the engine's own pace of change

/// What `shoal get` was asked for, checked.
struct Wish {
    std::string link;
    std::string tag;
    std::string directory;
    std::string data_dir;
    std::vector<std::string> select;
    std::vector<std::string> labels;
    bool overwrite = false;
    bool paused = false;
    bool seed = false;
    std::chrono::seconds timeout{};  ///< 0: none
};

constexpr std::uint64_t enough_for_records = 1024 * 1024;  // in the data directory

bool is_full(const std::string& directory) {
    std::error_code failed;
    const auto space = std::filesystem::space(directory, failed);
    return !failed && space.available < enough_for_records;
}

/// "complete", or "2 of 5 files complete" of a selection.
std::string complete_words(const ShareView& share) {
    if (share.files_wanted == 0 || share.files_wanted == share.files) return "complete";
    return fmt::format("{} of {} complete", share.files_wanted, count_of(share.files, "file"));
}

/// The run of one `shoal get`. The host is the last but the subscription: its callbacks end before what they use.
class Getting {
public:
    Getting(Wish wish, ProgressMode mode, Console& console, std::unique_ptr<EngineHost> host)
        : wish_{std::move(wish)}, console_{console}, display_{console, mode}, host_{std::move(host)} {}

    ExitCode run();

private:
    Result<> fetch();
    Result<> resolve();
    Result<> start();
    Result<> await_completion();
    void on_event(const Event& event);
    void look();
    void take(ShareView view);
    void show();
    void seed();
    void tell_complete();
    void tell_paused();
    ExitCode tell_failure(const Error& error);
    void note_arrivals();
    [[nodiscard]] bool waits_too_long();
    [[nodiscard]] Error waited_too_long() const;
    [[nodiscard]] std::string looking() const;

    Wish wish_;
    Console& console_;
    ProgressDisplay display_;
    ShareView view_;
    Instant began_;
    Instant peers_seen_;                 // when a peer was linked last
    Instant arrived_;                    // when a byte was verified last, or what was there was checked
    std::uint64_t have_ = 0;             // bytes then
    std::uint64_t received_before_ = 0;  // by the daemon, of this share, before this command came
    bool asked_ = false;                 // a look is under way
    bool resolved_ = false;
    bool begun_ = false;  // the engine has it as it was wished for: from here on it tells how that goes
    bool completed_ = false;
    std::optional<Error> trouble_;
    std::unique_ptr<EngineHost> host_;
    std::unique_ptr<Subscription> events_;
};

ExitCode Getting::run() {
    tell_listening(*host_, console_);
    began_ = peers_seen_ = arrived_ = host_->now();
    events_ = host_->engine().subscribe([this](const Event& event) { on_event(event); });
    const auto fetched = fetch();
    display_.clear();
    if (fetched && wish_.paused) tell_paused();
    if (fetched && !wish_.paused) tell_complete();
    if (fetched && wish_.seed && !wish_.paused) seed();
    const int signal = host_->stop().number();
    events_.reset();
    host_->close();
    if (!fetched) return tell_failure(fetched.error());
    if (wish_.seed && !wish_.paused && signal != 0) return exit_code_of_signal(signal);
    return ExitCode::done;
}

Result<> Getting::fetch() {
    const Ticker ticker{host_->world().timers, look_interval, [this] { look(); }};
    if (host_->is_remote()) {
        if (const auto known = host_->ask(ShowShare{wish_.tag})) received_before_ = known->share.received;
    }
    SHOAL_CHECK(resolve());
    SHOAL_CHECK(start());
    if (wish_.paused) return {};
    return await_completion();
}

Result<> Getting::resolve() {
    const auto timeout_ms = static_cast<std::uint64_t>(std::chrono::milliseconds{wish_.timeout}.count());
    auto found = host_->resolve(wish_.link, wish_.tag, timeout_ms);
    if (!found && found.error().code == Errc::no_peers) return std::unexpected{waited_too_long()};
    SHOAL_TRY(const auto resolved, std::move(found));
    resolved_ = true;
    peers_seen_ = arrived_ = host_->now();
    view_.tag = resolved.tag;
    view_.name = resolved.name;
    view_.bytes = resolved.bytes;
    view_.files = resolved.files.size();
    display_.clear();
    console_.talk.say(fmt::format("{}: {}, {}, into {}", printable(resolved.name),
                                  count_of(resolved.files.size(), "file"), format_size(resolved.bytes),
                                  printable(wish_.directory)));
    if (console_.json) {
        JsonLine line{"resolved"};
        line.text("tag", resolved.tag).text("name", resolved.name).number("bytes", resolved.bytes);
        console_.out.line(line.number("files", resolved.files.size()).str());
    }
    return {};
}

Result<> Getting::start() {
    StartDownload wish{.tag = wish_.tag, .directory = wish_.directory, .overwrite = wish_.overwrite};
    wish.select = wish_.select;
    wish.labels = wish_.labels;
    wish.paused = wish_.paused;
    auto started = host_->ask(std::move(wish));
    if (!started) {  // whether it has its folder from before decides what helps
        if (auto known = host_->ask(ShowShare{wish_.tag})) view_.path = known->share.path;
        return std::unexpected{std::move(started).error()};
    }
    auto view = std::move(*started);
    if (view.paused && !wish_.paused) {
        console_.talk.say("it was paused; it goes on");
        SHOAL_TRY(auto resumed, host_->ask(ResumeShares{{wish_.tag}}));
        if (!resumed.shares.empty()) view = std::move(resumed.shares.front());
    }
    begun_ = true;
    take(std::move(view));
    return {};
}

Result<> Getting::await_completion() {
    host_->wait(
        [this] { return completed_ || trouble_ || waits_too_long() || (console_.json && console_.out.is_lost()); });
    if (completed_) {
        if (auto last = host_->ask(ShowShare{wish_.tag})) view_ = std::move(last->share);
        return {};
    }
    if (trouble_) return std::unexpected{*trouble_};
    if (waits_too_long()) return std::unexpected{waited_too_long()};
    return std::unexpected{host_->why_stopped()};
}

void Getting::on_event(const Event& event) {
    if (const auto* arrives = std::get_if<ContentArrives>(&event); arrives != nullptr && arrives->tag == wish_.tag) {
        if (console_.json) console_.out.line(JsonLine{"arriving"}.text("tag", wish_.tag).str());
    } else if (const auto* done = std::get_if<ShareCompleted>(&event); done != nullptr && done->tag == wish_.tag) {
        look();
    } else if (const auto* bad = std::get_if<ShareTroubled>(&event); bad != nullptr && bad->tag == wish_.tag) {
        if (begun_) trouble_ = Error{errc_from(bad->code), bad->message};
    } else if (const auto* banned = std::get_if<PeerBanned>(&event)) {
        console_.talk.say(fmt::format("peer {} sent wrong data and is left alone for {} s: {}",
                                      printable(banned->endpoint), banned->seconds, printable(banned->reason)));
    }
}

/// Asks how it stands, unless an answer is still to come.
void Getting::look() {
    if (asked_) return;
    asked_ = true;
    host_->engine().ask(ShowShare{wish_.tag}, [this](Result<ShareDetails> details) {
        asked_ = false;
        if (details) take(std::move(details->share));
        note_arrivals();
        show();
    });
}

void Getting::take(ShareView view) {
    view_ = std::move(view);
    if (view_.peers > 0) peers_seen_ = host_->now();
    // A share that was complete before we asked completes silently where a daemon has it open.
    const auto wanted = view_.files_wanted > 0 ? view_.bytes_wanted : view_.bytes;
    const bool is_complete = view_.state == ShareState::seeding && view_.bytes_durable >= wanted;
    if (begun_ && is_complete && view_.bytes_wanted_have >= view_.bytes_wanted) completed_ = true;
    if (begun_ && is_complete && view_.bytes_wanted_have < view_.bytes_wanted)
        trouble_ = Error{Errc::mismatch, fmt::format("files in {} were changed since they were fetched; shoal recheck "
                                                     "{} fetches them again",
                                                     printable(view_.path), view_.number)};
    if (begun_ && view_.state == ShareState::trouble && !view_.error.empty()) {
        trouble_ = Error{errc_from(view_.error_code), view_.error};
    }
}

std::string Getting::looking() const {
    if (view_.peers > 0) return fmt::format("{} linked: fetching the list of files", count_of(view_.peers, "peer"));
    return fmt::format("looking for peers: {} found yet", view_.known);
}

void Getting::show() {
    if (completed_ || (!begun_ && view_.state == ShareState::seeding)) return;
    if (!resolved_) return display_.wait_for(looking(), wish_.tag, host_->now());
    display_.show(Progress::of(view_), wish_.tag, host_->now());
}

void Getting::note_arrivals() {
    if (view_.bytes_have == have_ && view_.state != ShareState::checking) return;
    have_ = view_.bytes_have;
    arrived_ = host_->now();
}

/// Peers that are linked and send nothing are as none.
bool Getting::waits_too_long() {
    if (wish_.timeout.count() == 0) return false;
    const auto now = host_->now();
    if (view_.peers == 0) return now - peers_seen_ >= wish_.timeout;
    const bool lacks_bytes = view_.bytes_wanted_have < (view_.files_wanted > 0 ? view_.bytes_wanted : view_.bytes);
    return view_.state == ShareState::downloading && lacks_bytes && now - arrived_ >= wish_.timeout;
}

Error Getting::waited_too_long() const {
    if (view_.peers == 0 || !resolved_)
        return {Errc::no_peers, fmt::format("no peer with the data within {} s", wish_.timeout.count())};
    return {Errc::no_peers, fmt::format("nothing came within {} s from {} that {} linked", wish_.timeout.count(),
                                        count_of(view_.peers, "peer"), view_.peers == 1 ? "is" : "are")};
}

void Getting::tell_complete() {
    const std::chrono::duration<double> took = host_->now() - began_;
    const std::string path = view_.path.empty() ? wish_.directory : view_.path;
    const auto wanted = view_.files_wanted > 0 ? view_.bytes_wanted : view_.bytes;
    const auto fetched = view_.received - std::min(received_before_, view_.received);
    const auto rate = static_cast<std::uint64_t>(static_cast<double>(fetched) / std::max(took.count(), 0.001));
    const auto size = format_size(wanted);
    if (fetched == 0 && wanted > 0) {
        const bool is_all = complete_words(view_) == "complete";
        console_.talk.say(fmt::format(
            "{}: {} complete already and verified, {}", printable(view_.name),
            is_all ? "was" : fmt::format("{} of {} were", view_.files_wanted, count_of(view_.files, "file")), size));
    } else {
        const auto time = took < 10s ? fmt::format("{:.1f} s", took.count())
                                     : format_duration(static_cast<std::uint64_t>(took.count()));
        console_.talk.say(fmt::format("{}: {} and verified, {} in {}, {}/s", printable(view_.name),
                                      complete_words(view_), size, time, format_amount(rate)));
    }
    if (!console_.json) return console_.out.line(printable(path));
    JsonLine line{"complete"};
    line.text("tag", view_.tag).text("name", view_.name).text("path", path);
    line.number("bytes", view_.bytes).number("files", view_.files);
    line.number("bytes_wanted", wanted).number("files_wanted", view_.files_wanted).number("received", view_.received);
    line.number("wasted", view_.wasted).real("seconds", took.count()).number("rate", rate);
    console_.out.line(line.str());
}

void Getting::tell_paused() {
    if (!console_.json) {
        console_.talk.say(fmt::format("chosen, but not begun: shoal resume {} fetches it", view_.number));
        return console_.out.line(printable(view_.path.empty() ? wish_.directory : view_.path));
    }
    console_.out.line(JsonLine{"paused"}.fields(view_).str());
}

ExitCode Getting::tell_failure(const Error& error) {
    const bool cannot_write = console_.json && console_.out.is_lost() && host_->stop().number() == 0;
    if (error.code == Errc::interrupted && cannot_write) return ExitCode::other;
    if (error.code != Errc::interrupted) {
        const GetSituation now{.is_placed = !view_.path.empty(),
                               .has_daemon = host_->is_remote(),
                               .is_home_full = is_full(wish_.data_dir)};
        const auto advice = advice_for(error.code, now);
        return console_.report({error.code, error.what + (advice.empty() ? "" : "; ") + std::string{advice}});
    }
    std::string what = "stopped before anything was fetched; the same command begins again";
    if (resolved_) {
        const auto so_far = Progress::of(view_);
        what = fmt::format("stopped; {} are kept in {}; the same command goes on from there",
                           format_amounts(so_far.bytes_have, so_far.bytes), wish_.directory);
    }
    if (host_->is_remote()) what = "stopped watching; the daemon goes on with it (see shoal status)";
    return console_.report({Errc::interrupted, what});
}

void Getting::seed() {
    console_.talk.say("sharing it now; Ctrl-C stops");
    const Ticker ticker{host_->world().timers, 1s, [this] { look(); }};
    const Ticker status{host_->world().timers, 1s, [this] {
                            display_.tell(fmt::format("sharing: {}, {}/s, {} sent", count_of(view_.peers, "peer"),
                                                      format_amount(view_.rate_up), format_amount(view_.sent)),
                                          host_->now());
                        }};
    host_->wait([this] { return console_.json && console_.out.is_lost(); });
    display_.clear();
}

Result<Wish> read_wish(const CommandLine& line, const Settings& settings, const Environment& environment) {
    Wish wish;
    SHOAL_TRY(wish.link, find_link(line.operand("LINK"), environment, STDIN_FILENO));
    SHOAL_TRY(const auto magnet, Magnet::parse(wish.link));
    wish.tag = ContentKeys::derive(magnet.id).tag.str();
    SHOAL_TRY(wish.directory, absolute_path(line.value("output").value_or(settings.download_dir)));
    wish.data_dir = settings.data_dir;
    wish.select = line.values("select");
    wish.labels = line.values("label");
    wish.paused = line.has("paused");
    wish.overwrite = line.has("overwrite");
    wish.seed = line.has("seed");
    wish.timeout = std::chrono::seconds{line.number("timeout").value_or(0)};
    return wish;
}

}  // namespace

ExitCode run_get(const CommandLine& line, const Environment& environment, Console& console) {
    auto configuration = load_configuration(line, environment, "warn");
    if (!configuration) return console.report(configuration.error());
    auto wish = read_wish(line, configuration->settings, environment);
    if (!wish) return console.report(wish.error());
    HostOptions options;
    options.use_daemon = !line.has("standalone");
    options.serve_control = configuration->control_given;
    auto host = EngineHost::open(*configuration, options, console);
    if (!host) return console.report(host.error());
    const auto mode = progress_mode(line, console);
    return Getting{std::move(*wish), mode, console, std::move(*host)}.run();
}

}  // namespace shoal::cli
