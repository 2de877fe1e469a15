#pragma once
// Metrics of the process and of its HTTP port; those of the engine come from GetMetrics.

#include <map>
#include <string>
#include <vector>

#include "cli/http_port.h"
#include "core/status_view.h"

namespace shoal::cli {

/// Answers by status. Keys are few: the statuses this port gives.
using HttpStatusCounts = std::map<unsigned, std::uint64_t>;

/// process_*, by the names that Prometheus' client libraries agree on. `started`: when this process began to serve.
[[nodiscard]] std::vector<MetricFamily> process_metrics(WallTime started);

/// shoal_build_info{version}.
[[nodiscard]] MetricFamily build_metric(std::string_view version);

/// shoal_http_*.
[[nodiscard]] std::vector<MetricFamily> http_metrics(const HttpCounters& counters, const HttpStatusCounts& statuses);

}  // namespace shoal::cli
