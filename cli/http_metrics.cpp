#include "cli/http_metrics.h"

#include "cli/http_exposition.h"

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

}  // namespace

MetricFamily start_metric(WallTime started) {
    return lone("process_start_time_seconds", "gauge", "When the process began to serve, in Unix time.",
                static_cast<std::uint64_t>(started.unix_ms), 1'000);
}

MetricFamily rpc_metric(const RpcCounters& counters) {
    MetricFamily requests;
    requests.name = "shoal_rpc_requests_total";
    requests.type = "counter";
    requests.help = "Requests answered on the control socket.";
    for (const auto& [outcome, count] : counters.requests) {
        const auto labels = metric_label("method", outcome.method) + "," + metric_label("code", outcome.code);
        requests.samples.push_back({labels, "", count});
    }
    return requests;
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
