#include "cli/http_metrics.h"

#include <sys/resource.h>

#include "cli/http_exposition.h"
#include "core/process_stats.h"

namespace shoal::cli {
namespace {

MetricFamily lone(std::string name, std::string type, std::string help, std::uint64_t value, std::uint64_t steps = 1) {
    MetricFamily family;
    family.name = std::move(name);
    family.type = std::move(type);
    family.help = std::move(help);
    family.steps = steps;
    family.samples.push_back({"", "", value});
    return family;
}

std::uint64_t microseconds(const timeval& time) {
    return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000 + static_cast<std::uint64_t>(time.tv_usec);
}

}  // namespace

std::vector<MetricFamily> process_metrics(WallTime started) {
    const auto stats = read_process_stats();
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    rlimit files{};
    ::getrlimit(RLIMIT_NOFILE, &files);
    return {
        lone("process_cpu_seconds_total", "counter", "Processor time spent, of user and system.",
             microseconds(usage.ru_utime) + microseconds(usage.ru_stime), 1'000'000),
        lone("process_resident_memory_bytes", "gauge", "Memory in RAM.", stats.resident_bytes),
        lone("process_open_fds", "gauge", "Open file descriptors.", stats.descriptors),
        lone("process_max_fds", "gauge", "Most file descriptors that may be open.", files.rlim_cur),
        lone("process_start_time_seconds", "gauge", "When the process began to serve, in Unix time.",
             static_cast<std::uint64_t>(started.unix_ms), 1'000),
    };
}

MetricFamily build_metric(std::string_view version) {
    auto family = lone("shoal_build_info", "gauge", "Which Shoal this is; the value is always 1.", 1);
    family.samples.front().labels = metric_label("version", version);
    return family;
}

std::vector<MetricFamily> http_metrics(const HttpCounters& counters, const HttpStatusCounts& statuses) {
    MetricFamily requests;
    requests.name = "shoal_http_requests_total";
    requests.type = "counter";
    requests.help = "Requests answered on the HTTP port, by status.";
    for (const auto& [status, count] : statuses) {
        requests.samples.push_back({metric_label("code", std::to_string(status)), "", count});
    }
    return {
        std::move(requests),
        lone("shoal_http_connections", "gauge", "Connections of the HTTP port.", counters.connections),
        lone("shoal_http_content_bytes_total", "counter", "Bytes of content sent to local players.",
             counters.sent_bytes),
        lone("shoal_http_evicted_total", "counter", "HTTP connections ended for being slow, idle or too many.",
             counters.evicted),
    };
}

}  // namespace shoal::cli
