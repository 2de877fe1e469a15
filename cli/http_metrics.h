#pragma once
// What the daemon adds to the engine's own metrics (GetMetrics).

#include <map>
#include <string>
#include <vector>

#include "cli/http_port.h"
#include "core/rpc_server.h"
#include "core/status_view.h"

namespace shoal::cli {

/// Answers by status. Keys are few: the statuses this port gives.
using HttpStatusCounts = std::map<unsigned, std::uint64_t>;

/// process_start_time_seconds: when this process began to serve.
[[nodiscard]] MetricFamily start_metric(WallTime started);

/// shoal_rpc_requests_total{method,code}: what was answered on the control socket. Both are words of the contract.
[[nodiscard]] MetricFamily rpc_metric(const RpcCounters& counters);

/// shoal_http_*.
[[nodiscard]] std::vector<MetricFamily> http_metrics(const HttpCounters& counters, const HttpStatusCounts& statuses);

}  // namespace shoal::cli
