#include "cli/demo_node.h"

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include "core/remote_engine.h"

namespace shoal::cli {
namespace {

/// What a command that is about to run says of itself, as a word for the screen.
std::string first_activity(DemoRole role) {
    return role == DemoRole::seeder ? "hashing" : "starting";
}

std::string address_of(const std::string& endpoint) {
    return endpoint.substr(0, endpoint.rfind(':'));
}

}  // namespace

std::uint64_t DemoNodeView::received_of(const std::string& other_address) const {
    const auto found = received_from.find(other_address);
    return found == received_from.end() ? 0 : found->second;
}

DemoNode::DemoNode(UvWorld& loop, DemoNodePlan plan) : loop_{&loop}, plan_{std::move(plan)} {
    view_.name = plan_.name;
    view_.address = plan_.address;
    view_.role = plan_.role;
    view_.activity = first_activity(plan_.role);
}

DemoNode::~DemoNode() = default;

Result<> DemoNode::start() {
    std::error_code error;
    std::filesystem::create_directory(plan_.folder, error);
    if (error) return fail(Errc::io, plan_.folder + ": " + error.message());
    ChildPlan child;
    child.program = plan_.program;
    child.arguments = plan_.arguments;
    for (const auto* word : {"--json", "--no-config", "--lan", "off", "--log", "info", "--listen"}) {
        child.arguments.emplace_back(word);
    }
    child.arguments.push_back(plan_.address + ":0");
    child.arguments.insert(child.arguments.end(), {"--data-dir", plan_.folder + "/data", "--control", control_path()});
    child.environment = plan_.environment;
    child.stdout_path = plan_.folder + "/out";
    child.stderr_path = plan_.folder + "/log";
    SHOAL_TRY(auto started, ChildProcess::start(child));
    child_.emplace(std::move(started));
    return {};
}

void DemoNode::look() {
    read_output();
    if (ending_ || !child_ || child_->exit_status()) return;
    if (!engine_) return connect();
    ask();
}

void DemoNode::read_output() {
    if (!child_) return;
    std::ifstream in{plan_.folder + "/out", std::ios::binary};
    in.seekg(static_cast<std::streamoff>(read_));
    const std::string fresh{std::istreambuf_iterator<char>{in}, {}};
    read_ += fresh.size();
    rest_ += fresh;
    for (auto end = rest_.find('\n'); end != std::string::npos; end = rest_.find('\n')) {
        if (const auto record = parse_json_line(std::string_view{rest_}.substr(0, end))) take(*record);
        rest_.erase(0, end + 1);
    }
}

void DemoNode::take(const JsonRecord& record) {
    if (record.type == "complete") view_.complete = true;
    if (record.type == "listening" && view_.role == DemoRole::bootstrap) view_.activity = "running";
    said_[record.type] = record;
}

void DemoNode::connect() {
    if (connecting_ || said("listening") == nullptr) return;  // it serves its control socket by then
    connecting_ = true;
    const std::weak_ptr<bool> alive = alive_;
    connect_engine(*loop_, control_path(),
                   [this, alive](Result<std::unique_ptr<Engine>> engine) {
                       if (alive.expired()) return;
                       connecting_ = false;
                       if (engine) engine_ = std::move(*engine);
                   },
                   {});
}

void DemoNode::ask() {
    if (asked_) return;
    asked_ = true;
    const std::weak_ptr<bool> alive = alive_;
    const auto on_details = [this, alive](Result<ShareDetails> details) {
        if (alive.expired()) return;
        asked_ = false;
        if (details) take(*details);
    };
    const auto on_list = [this, alive, on_details](Result<ShareList> list) {
        if (alive.expired()) return;
        if (!list || list->shares.empty() || !engine_) {
            asked_ = false;
            return;
        }
        engine_->ask(ShowShare{list->shares.front().tag}, on_details);
    };
    engine_->ask(GetStatus{}, [this, alive, on_list](Result<StatusView> status) {
        if (alive.expired()) return;
        if (!status || !engine_) {
            asked_ = false;
            return;
        }
        ++answers_;
        view_.status = std::move(*status);
        engine_->ask(ListShares{}, on_list);
    });
}

void DemoNode::take(const ShareDetails& details) {
    view_.share = details.share;
    view_.activity = std::string{to_string(details.share.state)};
    for (const auto& peer : details.peers) {
        auto& most = view_.received_from[address_of(peer.endpoint)];
        most = std::max(most, peer.received);
    }
}

void DemoNode::end() {
    if (ending_) return;
    ending_ = true;
    engine_.reset();
    if (child_) child_->signal(SIGTERM);
}

void DemoNode::kill() {
    ending_ = true;
    engine_.reset();
    if (child_) child_->signal(SIGKILL);
}

bool DemoNode::has_ended() {
    return !child_ || child_->exit_status().has_value();
}

const JsonRecord* DemoNode::said(const std::string& type) const {
    const auto found = said_.find(type);
    return found == said_.end() ? nullptr : &found->second;
}

std::optional<Error> DemoNode::failure() {
    if (ending_ || !child_ || !child_->exit_status()) return std::nullopt;
    read_output();
    const auto* error = said("error");
    const auto code =
        error == nullptr ? Errc::other : errc_from(error->texts.contains("code") ? error->texts.at("code") : "");
    return Error{code, fmt::format("{} ended with {}: {}", plan_.name, *child_->exit_status(), last_words())};
}

/// What it said on stderr last.
std::string DemoNode::last_words() const {
    std::ifstream in{plan_.folder + "/log", std::ios::binary};
    std::string last = "it said nothing";
    for (std::string line; std::getline(in, line);) {
        if (!line.empty()) last = line;
    }
    return last;
}

}  // namespace shoal::cli
