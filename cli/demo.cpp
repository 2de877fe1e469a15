#include "cli/demo.h"

#include <algorithm>

#include <fmt/format.h>
#include <unistd.h>

#include "cli/configuration.h"
#include "cli/demo_compare.h"
#include "cli/demo_content.h"
#include "cli/demo_plan.h"
#include "cli/demo_room.h"
#include "cli/demo_screen.h"
#include "cli/demo_summary.h"
#include "cli/progress_line.h"
#include "cli/stop_signals.h"
#include "cli/ticker.h"
#include "core/names.h"

namespace shoal::cli {
namespace {

constexpr Duration look_interval = 200ms;   // five frames a second
constexpr Duration read_interval = 20ms;    // how exactly the end is measured
constexpr Duration line_interval = 2s;      // where nothing can be redrawn
constexpr Duration max_announce_time = 5s;  // the seeder's first announcement; downloaders look again anyway
constexpr Duration max_figures_time = 2s;   // for the last figures of every node
constexpr Duration max_end_time = 4s;       // a node's clean stop has 3 s
constexpr std::uint64_t spare_bytes = 64ULL * 1024 * 1024;  // catalogs and logs
constexpr std::size_t max_paths_named = 5;

/// The run of one demo. Members end from the last to the first: nodes, then their room, then the loop.
class Demo {
public:
    Demo(const CommandLine& line, const Environment& environment, Console& console)
        : path_{line.operand("PATH")}, peers_{line.number("peers").value_or(0)},
          time_limit_{line.number("time-limit").value_or(0)}, temporary_{environment("TMPDIR").value_or("")},
          console_{console}, stop_{loop_, [this] { hurry(); }}, deadline_{now() + time_limit_} {}

    ExitCode run();

private:
    Result<> perform();
    Result<> prepare();
    Result<> prepare_default();
    Result<> start_bootstrap();
    Result<> start_seeder();
    Result<> start_downloaders();
    Result<> await_downloads();
    Result<> compare();
    Result<> add_node(DemoNodePlan plan);
    Result<> wait(std::function<bool()> done, Duration limit = Duration::max());
    void look();
    void draw();
    void end_nodes();
    void kill_nodes();
    void hurry();
    [[nodiscard]] std::string remove_room();
    void tell_some(std::string_view what, const std::vector<std::string>& paths);
    void tell_share(const JsonRecord& shared);
    void tell_summary();
    [[nodiscard]] DemoScene scene();
    [[nodiscard]] std::optional<Error> node_failure();
    [[nodiscard]] Instant now() { return loop_.world().timers.now(); }
    [[nodiscard]] std::string address(std::size_t node) const { return fmt::format("127.0.0.{}", node + 2); }

    const std::optional<std::string> path_;
    const std::uint64_t peers_;
    const std::chrono::seconds time_limit_;
    const std::string temporary_;
    Console& console_;
    UvWorld loop_;
    StopSignals stop_;
    Instant deadline_;
    std::string program_;
    std::optional<DemoContent> content_;
    std::string source_;  // what is shared
    std::optional<DemoRoom> room_;
    std::string bootstrap_;  // endpoint
    std::string link_;
    std::string name_;
    std::optional<Instant> began_;
    std::optional<Instant> ended_;
    std::optional<Instant> drawn_;
    bool impatient_ = false;  // somebody insisted
    std::string doing_;       // while there is nothing to see of nodes
    DemoSummary summary_;
    std::vector<std::unique_ptr<DemoNode>> nodes_;
};

ExitCode Demo::run() {
    const auto outcome = perform();
    doing_.clear();
    console_.talk.keep();
    end_nodes();
    if (outcome) tell_summary();
    const std::string left = remove_room();
    if (outcome) return ExitCode::done;
    if (!stop_.arrived()) return console_.report(outcome.error());
    return console_.report({Errc::interrupted, "stopped; " + left}, exit_code_of_signal(stop_.number()));
}

Result<> Demo::perform() {
    summary_.peers = peers_;
    const Ticker ticker{loop_.world().timers, look_interval, [this] { look(); }};
    const Ticker reader{loop_.world().timers, read_interval, [this] {
                            for (const auto& node : nodes_) node->read_output();
                        }};
    SHOAL_TRY(program_, own_program());
    SHOAL_CHECK(prepare());
    SHOAL_CHECK(start_bootstrap());
    SHOAL_CHECK(start_seeder());
    SHOAL_CHECK(start_downloaders());
    SHOAL_CHECK(await_downloads());
    end_nodes();
    return compare();
}

/// Runs the loop until `done`. Errors: interrupted, timed_out, and that of a node which ended.
Result<> Demo::wait(std::function<bool()> done, Duration limit) {
    const Instant until = limit == Duration::max() ? deadline_ : std::min(deadline_, now() + limit);
    std::optional<Error> failed;
    const auto over = [&] {
        if (!failed) failed = node_failure();
        return failed || stop_.arrived() || done() || now() >= until;
    };
    // The ticker turns the loop often enough to notice the time.
    if (!over()) loop_.run_until([&over] { return over(); });
    if (stop_.arrived()) return fail(Errc::interrupted, "stopped");
    if (failed) return std::unexpected{*failed};
    if (now() >= deadline_) {
        return fail(Errc::timed_out, fmt::format("the demo did not end within {} s", time_limit_.count()));
    }
    return {};
}

Result<> Demo::prepare() {
    std::uint64_t content = 0;
    std::uint64_t copies = peers_;
    if (path_) {
        SHOAL_TRY(source_, absolute_path(*path_));
        if (source_ == "/") return fail(Errc::usage, "the whole file system is too much for a demo");
        SHOAL_TRY(const auto size, measure_tree(source_));
        content = size.bytes;
    } else {
        SHOAL_TRY(auto planned, DemoContent::plan());
        content_.emplace(std::move(planned));
        content = content_->bytes_planned();
        ++copies;
    }
    SHOAL_TRY(auto room, DemoRoom::make(copies * (content + content / 16) + spare_bytes, temporary_));
    room_.emplace(std::move(room));
    console_.talk.say("working in " + room_->path() + ", which is removed at the end");
    return content_ ? prepare_default() : Result<>{};
}

Result<> Demo::prepare_default() {
    if (content_->tree() != "/usr/include") {
        console_.talk.say("there is no /usr/include here; sharing " + content_->tree() + " instead");
    }
    SHOAL_CHECK(content_->begin(room_->path()));
    for (bool ready = false; !ready;) {
        doing_ = fmt::format("making the content from {} and the libraries of this machine: {}", content_->tree(),
                             format_amounts(content_->bytes_written(), content_->bytes_planned()));
        SHOAL_TRY(ready, content_->step());
        bool turned = false;
        const auto turn = loop_.world().timers.at(now() + 1ms, [&turned] { turned = true; });
        SHOAL_CHECK(wait([&turned] { return turned; }));
    }
    source_ = content_->path();
    if (const auto& gone = content_->taken_out(); !gone.empty()) {
        tell_some("not in the copy, as a share cannot hold both (names that differ in case only, and the like)", gone);
    }
    return {};
}

Result<> Demo::add_node(DemoNodePlan plan) {
    plan.address = address(nodes_.size());
    plan.folder = room_->under(fmt::format("node-{}", nodes_.size()));
    nodes_.push_back(std::make_unique<DemoNode>(loop_, std::move(plan)));
    return nodes_.back()->start();
}

Result<> Demo::start_bootstrap() {
    doing_ = "starting the DHT's first node";
    const std::string shoald = program_.substr(0, program_.rfind('/')) + "/shoald";
    if (::access(shoald.c_str(), X_OK) != 0) {
        return fail(Errc::not_found, shoald + " is missing; the demo needs it beside shoal");
    }
    SHOAL_CHECK(add_node(bootstrap_plan(shoald)));
    const auto& node = *nodes_.back();
    SHOAL_CHECK(wait([&] { return node.said("listening") != nullptr; }));
    const auto& endpoints = node.said("listening")->lists;
    if (!endpoints.contains("endpoints") || endpoints.at("endpoints").empty()) {
        return fail(Errc::other, "the DHT's first node listens nowhere");
    }
    bootstrap_ = endpoints.at("endpoints").front();
    return {};
}

Result<> Demo::start_seeder() {
    doing_ = "hashing " + source_;
    SHOAL_CHECK(add_node(seeder_plan(program_, source_, bootstrap_)));
    const auto& node = *nodes_.back();
    SHOAL_CHECK(wait([&] {
        if (const auto* progress = node.said("progress"); progress != nullptr && progress->numbers.contains("bytes")) {
            doing_ = fmt::format("hashing {}: {}", source_,
                                 format_amounts(progress->numbers.at("bytes_have"), progress->numbers.at("bytes")));
        }
        return node.said("shared") != nullptr;
    }));
    tell_share(*node.said("shared"));
    doing_ = "the seeder announces the share";
    return wait([&] { return node.view().status.dht_lookups > 0; }, max_announce_time);
}

void Demo::tell_share(const JsonRecord& shared) {
    const auto text = [&](const char* key) { return shared.texts.contains(key) ? shared.texts.at(key) : ""; };
    const auto number = [&](const char* key) { return shared.numbers.contains(key) ? shared.numbers.at(key) : 0; };
    link_ = text("link");
    name_ = text("name");
    summary_.bytes = number("bytes");
    summary_.files = number("files");
    console_.talk.say(fmt::format("sharing {}: {}, {}", printable(name_), count_of(summary_.files, "file"),
                                  format_size(summary_.bytes)));
    if (!shared.lists.contains("skipped")) return;
    const auto& skipped = shared.lists.at("skipped");
    summary_.skipped = skipped.size();
    if (!skipped.empty()) tell_some("left out by the share (symlinks and special files)", skipped);
}

void Demo::tell_some(std::string_view what, const std::vector<std::string>& paths) {
    console_.talk.say(fmt::format("{}: {}", what, paths.size()));
    for (std::size_t i = 0; i < std::min(paths.size(), max_paths_named); ++i) {
        console_.talk.say("  " + printable(paths[i]));
    }
    if (paths.size() > max_paths_named) console_.talk.say("  ...");
}

Result<> Demo::start_downloaders() {
    doing_.clear();
    began_ = now();
    for (std::uint64_t i = 1; i <= peers_; ++i) {
        const auto folder = room_->under(fmt::format("node-{}/files", nodes_.size()));
        SHOAL_CHECK(add_node(downloader_plan(program_, i, folder, bootstrap_, link_)));
    }
    return {};
}

Result<> Demo::await_downloads() {
    SHOAL_CHECK(wait([this] {
        return std::all_of(nodes_.begin(), nodes_.end(), [](const auto& node) {
            return node->view().role != DemoRole::downloader || node->view().complete;
        });
    }));
    ended_ = now();
    summary_.seconds = std::chrono::duration<double>{*ended_ - *began_}.count();
    // Two more answers of each node: the second was asked for after everybody was complete.
    std::vector<std::uint64_t> seen;
    for (const auto& node : nodes_) seen.push_back(node->answers());
    SHOAL_CHECK(wait(
        [&] {
            for (std::size_t i = 0; i < nodes_.size(); ++i) {
                if (nodes_[i]->answers() < seen[i] + 2) return false;
            }
            return true;
        },
        max_figures_time));
    draw();
    return {};
}

Result<> Demo::compare() {
    const auto split = source_.rfind('/');
    std::vector<DemoTree> trees{{"the source", split == 0 ? "/" : source_.substr(0, split), source_.substr(split + 1)}};
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
        const auto& view = nodes_[i]->view();
        if (view.role != DemoRole::downloader) continue;
        trees.push_back({view.name, room_->under(fmt::format("node-{}/files", i)), name_});
    }
    console_.talk.keep();
    DemoCompare compare{room_->path(), std::move(trees), summary_.files};
    Result<bool> ready = false;
    SHOAL_CHECK(wait([&] {
        ready = compare.step();
        doing_ = fmt::format("comparing every file by sha256sum: {} of {}", compare.finished(), compare.total());
        return !ready || *ready;
    }));
    if (!ready) return std::unexpected{std::move(ready).error()};
    const auto differences = compare.differences();
    console_.talk.clear();
    for (const auto& difference : differences) console_.talk.say("DIFFERENT: " + difference);
    summary_.identical = differences.empty();
    if (!differences.empty()) return fail(Errc::mismatch, "the copies are not the same as the source");
    return {};
}

void Demo::look() {
    std::uint64_t links = 0;
    for (const auto& node : nodes_) {
        node->look();
        links += node->view().status.links;
    }
    summary_.links = std::max(summary_.links, links / 2);  // both ends count a link
    draw();
}

void Demo::draw() {
    auto& talk = console_.talk;
    if (talk.terminal().can_redraw) {
        if (!doing_.empty()) return talk.show({printable(doing_)});
        if (began_) talk.show(demo_rows(scene(), talk.terminal().columns() - 1, talk.terminal().has_color));
        return;
    }
    if (drawn_ && now() - *drawn_ < line_interval) return;
    if (doing_.empty() && !began_) return;
    drawn_ = now();
    talk.say(doing_.empty() ? demo_line(scene()) : printable(doing_));
}

DemoScene Demo::scene() {
    DemoScene out;
    for (const auto& node : nodes_) out.nodes.push_back(&node->view());
    out.seeder_address = address(1);
    out.bytes = summary_.bytes;
    if (began_) out.elapsed = (ended_ ? *ended_ : now()) - *began_;
    return out;
}

std::optional<Error> Demo::node_failure() {
    for (const auto& node : nodes_) {
        if (auto error = node->failure()) return error;
    }
    return std::nullopt;
}

/// Politely, then not.
void Demo::end_nodes() {
    for (const auto& node : nodes_) node->end();
    const auto all_ended = [this] {
        return std::all_of(nodes_.begin(), nodes_.end(), [](const auto& node) { return node->has_ended(); });
    };
    const Instant until = now() + max_end_time;
    const Ticker ticker{loop_.world().timers, 20ms, [] {}};
    if (!all_ended()) loop_.run_until([&] { return all_ended() || now() >= until; });
    kill_nodes();
}

void Demo::kill_nodes() {
    for (const auto& node : nodes_) node->kill();
}

/// What there is to say about what is left.
std::string Demo::remove_room() {
    if (!room_) return "nothing is left behind";
    const Ticker ticker{loop_.world().timers, read_interval,
                        [this] { console_.talk.show({"removing " + room_->path() + " (Ctrl-C leaves it there)"}); }};
    const std::string path = room_->path();
    const int before = stop_.number();
    impatient_ = false;
    bool gone = false;
    const auto over = [&] { return (gone = room_->remove_step()) || impatient_ || stop_.number() != before; };
    if (!over()) loop_.run_until([&over] { return over(); });
    console_.talk.clear();
    if (gone) {
        room_.reset();
        return "nothing is left behind";
    }
    room_->abandon();
    console_.talk.say("left behind: " + path);
    return path + " is left behind";
}

/// The second signal and every later one.
void Demo::hurry() {
    impatient_ = true;
    kill_nodes();
}

void Demo::tell_summary() {
    for (const auto& node : nodes_) summary_.add(node->view());
    if (console_.json) return console_.out.line(summary_.json());
    for (const auto& line : summary_.lines()) console_.out.line(line);
}

}  // namespace

ExitCode run_demo(const CommandLine& line, const Environment& environment, Console& console) {
    return Demo{line, environment, console}.run();
}

}  // namespace shoal::cli
