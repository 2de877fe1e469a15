#include "cli/top_command.h"

#include <fmt/format.h>
#include <unistd.h>

#include "cli/engine_host.h"
#include "cli/full_screen.h"
#include "cli/top_screen.h"

namespace shoal::cli {
namespace {

class Watching {
public:
    Watching(EngineHost& host, const Terminal& terminal) : host_{host}, terminal_{terminal} {}

    Result<> run();

private:
    void on_event(const Event& event);
    void on_key(KeyPress press);
    void draw();
    [[nodiscard]] std::size_t page() const { return std::max<std::size_t>(terminal_.rows(), 5) - 4; }
    template <class R>
    void ask_for_chosen(std::string_view done);

    EngineHost& host_;
    Terminal terminal_;
    TopScreen screen_;
    bool over_ = false;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
    std::unique_ptr<FullScreen> window_;
    std::unique_ptr<Subscription> events_;
};

Result<> Watching::run() {
    // First the subscription: what changes between it and the list is then not missed.
    events_ = host_.engine().subscribe([this](const Event& event) { on_event(event); });
    SHOAL_TRY(const auto list, host_.ask(ListShares{}));
    screen_.put(list.shares);
    SHOAL_TRY(const auto status, host_.ask(GetStatus{}));
    screen_.put(status);
    SHOAL_TRY(window_, FullScreen::open(
                           host_.loop(), terminal_, [this](KeyPress press) { on_key(press); }, [this] { draw(); }));
    draw();
    host_.wait([this] { return over_ || window_->is_lost(); });
    *alive_ = false;
    events_.reset();
    window_.reset();  // before anything is said
    if (over_) return {};
    return std::unexpected{host_.why_stopped()};
}

void Watching::draw() {
    if (window_) window_->show(screen_.draw(terminal_.columns(), terminal_.rows(), true));
}

void Watching::on_event(const Event& event) {
    if (const auto* changed = std::get_if<SharesChanged>(&event)) {
        screen_.put(changed->shares);
    } else if (const auto* removed = std::get_if<ShareRemoved>(&event)) {
        screen_.forget(removed->tag);
    } else if (const auto* told = std::get_if<StatusChanged>(&event)) {
        screen_.put(told->status);
    } else if (const auto* banned = std::get_if<PeerBanned>(&event)) {
        screen_.say(
            fmt::format("peer {} is left alone for {} s: {}", banned->endpoint, banned->seconds, banned->reason));
    } else {
        return;
    }
    draw();
}

template <class R>
void Watching::ask_for_chosen(std::string_view done) {
    const auto* share = screen_.chosen();
    if (share == nullptr) return;
    const auto name = share->name.empty() ? share->tag : share->name;
    host_.engine().ask(R{{share->tag}}, [this, alive = alive_, name, done](Result<ShareList> reply) {
        if (!*alive) return;
        if (reply) screen_.put(reply->shares);
        screen_.say(reply ? fmt::format("{}: {}", name, done) : reply.error().what);
        draw();
    });
}

void Watching::on_key(KeyPress press) {
    screen_.say("");
    const auto rows = static_cast<std::int64_t>(page());
    constexpr std::int64_t all = std::int64_t{1} << 40;
    if (press.key == Key::up || press.character == 'k') screen_.move(-1);
    if (press.key == Key::down || press.character == 'j') screen_.move(1);
    if (press.key == Key::page_up) screen_.move(-rows);
    if (press.key == Key::page_down) screen_.move(rows);
    if (press.key == Key::home) screen_.move(-all);
    if (press.key == Key::end) screen_.move(all);
    if (press.character == 's') screen_.sort_next();
    if (press.character == 'p') ask_for_chosen<PauseShares>("paused");
    if (press.character == 'r') ask_for_chosen<ResumeShares>("resumed");
    if (press.character == 'q') over_ = true;
    draw();
}

}  // namespace

ExitCode run_top(const CommandLine& line, const Environment& environment, Console& console) {
    if (console.json)
        return console.report({Errc::usage, "top is for people; a program listens to: shoal events --json"});
    const auto terminal = Terminal::of(STDOUT_FILENO, environment);
    if (!terminal.can_redraw)
        return console.report({Errc::usage, "top needs a terminal that can move its cursor; elsewhere: shoal list"});
    auto host = EngineHost::find(line, environment, console);
    if (!host) return console.report(host.error());
    const auto watched = Watching{**host, terminal}.run();
    if (watched) return ExitCode::done;
    if ((*host)->stop().arrived()) return exit_code_of_signal((*host)->stop().number());
    return console.report(watched.error());
}

}  // namespace shoal::cli
