#pragma once
// What an engine tells a collector of metrics (Prometheus data model), from what it counts anyway.

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/duration_histogram.h"
#include "core/process_stats.h"
#include "core/share_view.h"
#include "core/status_view.h"
#include "dht/results.h"
#include "transfer/totals.h"

namespace shoal::transfer {

/// All that is told. Nothing in it names a share, a file or a peer.
struct MetricFacts {
    std::string version;
    std::map<ShareState, std::uint64_t> shares;
    Totals totals;
    std::uint64_t peers_lan = 0;  ///< linked now
    std::uint64_t peers_wan = 0;
    std::uint64_t half_open = 0;
    std::uint64_t handshakes_good = 0;
    std::uint64_t handshakes_bad = 0;
    std::uint64_t opens_refused = 0;
    std::uint64_t bans = 0;
    std::vector<dht::NodeReport> nodes;
    dht::ServiceStats dht;
    std::uint64_t disk_queue_bytes = 0;
    DurationHistogram loop_lag;
    std::uint64_t log_suppressed = 0;
    ProcessStats process;
};

[[nodiscard]] MetricsView metrics_of(const MetricFacts& facts);

}  // namespace shoal::transfer
