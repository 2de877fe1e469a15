#include "tests/sim/jobs.h"

#include "core/result.h"

#include <fmt/format.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <nlohmann/json.hpp>

namespace shoal::sim {
namespace {

using nlohmann::json;

json to_json(const Verdict& verdict) {
    return {{"seed", verdict.seed},
            {"trace", verdict.trace},
            {"nodes", verdict.nodes},
            {"lasted", verdict.lasted.count()},
            {"events", verdict.events},
            {"comparisons", verdict.comparisons},
            {"faults", verdict.faults},
            {"violations", verdict.violations},
            {"unfinished", verdict.unfinished}};
}

Verdict from_json(const json& in) {
    Verdict out;
    in.at("seed").get_to(out.seed);
    in.at("trace").get_to(out.trace);
    in.at("nodes").get_to(out.nodes);
    out.lasted = Duration{in.at("lasted").get<Duration::rep>()};
    in.at("events").get_to(out.events);
    in.at("comparisons").get_to(out.comparisons);
    in.at("faults").get_to(out.faults);
    in.at("violations").get_to(out.violations);
    in.at("unfinished").get_to(out.unfinished);
    return out;
}

Verdict run_one(const JobsOptions& options, std::uint64_t seed) {
    auto run = options.run;
    run.seed = seed;
    auto verdict = run_seed(run);
    if (!options.twice) return verdict;
    const auto again = run_seed(run);
    if (again.trace != verdict.trace) {
        verdict.violations.push_back(
            fmt::format("two runs of this seed differ: {:016x} and {:016x}", verdict.trace, again.trace));
    }
    return verdict;
}

/// A child that works through every n-th seed and writes a line a seed.
struct Child {
    pid_t pid = 0;
    int pipe = -1;
    std::string text;
    std::uint64_t next = 0;  // the seed it is at
};

[[noreturn]] void work(const JobsOptions& options, std::uint64_t from, int out) {
    for (auto seed = from; seed <= options.last; seed += options.processes) {
        const auto line = to_json(run_one(options, seed)).dump() + "\n";
        for (std::size_t sent = 0; sent < line.size();) {
            const auto wrote = ::write(out, line.data() + sent, line.size() - sent);
            if (wrote <= 0) ::_exit(2);
            sent += static_cast<std::size_t>(wrote);
        }
    }
    std::fflush(nullptr);
    ::_exit(0);
}

void start(Child& child, const JobsOptions& options) {
    int ends[2];
    SHOAL_REQUIRE(::pipe(ends) == 0);
    std::fflush(nullptr);
    child.pid = ::fork();
    SHOAL_REQUIRE(child.pid >= 0);
    if (child.pid == 0) {
        ::close(ends[0]);
        work(options, child.next, ends[1]);
    }
    ::close(ends[1]);
    child.pipe = ends[0];
}

std::string ending_of(int status) {
    if (WIFSIGNALED(status)) return fmt::format("the process was ended by signal {}", WTERMSIG(status));
    return fmt::format("the process ended with {}", WEXITSTATUS(status));
}

// Reads what is there; at the end of the pipe the child is reaped and, if it died over a seed, started behind it.
void take(Child& child, const JobsOptions& options, const std::function<void(const Verdict&)>& on_verdict) {
    std::array<char, 65536> buffer{};
    const auto got = ::read(child.pipe, buffer.data(), buffer.size());
    if (got > 0) {
        child.text.append(buffer.data(), static_cast<std::size_t>(got));
        for (auto end = child.text.find('\n'); end != std::string::npos; end = child.text.find('\n')) {
            on_verdict(from_json(json::parse(child.text.substr(0, end))));
            child.text.erase(0, end + 1);
            child.next += options.processes;
        }
        return;
    }
    ::close(child.pipe);
    child.pipe = -1;
    int status = 0;
    ::waitpid(child.pid, &status, 0);
    if (child.next > options.last) return;
    Verdict dead;
    dead.seed = child.next;
    dead.violations.push_back(ending_of(status));
    on_verdict(dead);
    child.text.clear();
    child.next += options.processes;
    if (child.next <= options.last) start(child, options);
}

}  // namespace

void run_jobs(const JobsOptions& options, const std::function<void(const Verdict&)>& on_verdict) {
    std::vector<Child> children(options.processes);
    for (unsigned i = 0; i < options.processes; ++i) {
        children[i].next = options.run.seed + i;
        if (children[i].next <= options.last) start(children[i], options);
    }
    while (true) {
        std::vector<pollfd> waiting;
        for (const auto& child : children) {
            if (child.pipe >= 0) waiting.push_back({.fd = child.pipe, .events = POLLIN, .revents = 0});
        }
        if (waiting.empty()) return;
        if (::poll(waiting.data(), waiting.size(), -1) < 0) continue;
        for (auto& child : children) {
            for (const auto& one : waiting) {
                if (child.pipe == one.fd && one.revents != 0) {
                    take(child, options, on_verdict);
                    break;
                }
            }
        }
    }
}

}  // namespace shoal::sim
