#include "transfer/metrics.h"

#include <fmt/format.h>

namespace shoal::transfer {
namespace {

constexpr std::uint64_t nanoseconds = 1'000'000'000;  ///< in a second, the base unit

/// A label; values are words of ours, but the version comes from a build.
std::string label(std::string_view name, std::string_view value) {
    std::string safe;
    for (const char c : value) {
        if (c == '"' || c == '\\') safe += '\\';
        if (c != '\n') safe += c;
    }
    return fmt::format("{}=\"{}\"", name, safe);
}

std::string joined(const std::string& a, const std::string& b) {
    return a.empty() ? b : a + "," + b;
}

class Writer {
public:
    MetricsView take() { return std::move(view_); }

    void family(std::string_view name, std::string_view type, std::string_view help, std::uint64_t steps = 1) {
        view_.families.push_back({.name = std::string{name},
                                  .type = std::string{type},
                                  .help = std::string{help},
                                  .steps = steps,
                                  .samples = {}});
    }
    void sample(std::string labels, std::uint64_t value) {
        view_.families.back().samples.push_back({.labels = std::move(labels), .suffix = {}, .value = value});
    }
    void lone(std::string_view name, std::string_view type, std::string_view help, std::uint64_t value) {
        family(name, type, help);
        sample({}, value);
    }
    void histogram(const std::string& labels, const DurationHistogram& times) {
        auto& samples = view_.families.back().samples;
        for (std::size_t i = 0; i <= DurationHistogram::bounds.size(); ++i) {
            const bool is_last = i == DurationHistogram::bounds.size();
            const std::chrono::duration<double> bound = is_last ? Duration{} : DurationHistogram::bounds[i];
            const auto le = is_last ? std::string{"+Inf"} : fmt::format("{}", bound.count());
            samples.push_back(
                {.labels = joined(labels, label("le", le)), .suffix = "_bucket", .value = times.at_most(i)});
        }
        samples.push_back(
            {.labels = labels, .suffix = "_sum", .value = static_cast<std::uint64_t>(times.sum().count())});
        samples.push_back({.labels = labels, .suffix = "_count", .value = times.count()});
    }

private:
    MetricsView view_;
};

void put_shares(Writer& out, const MetricFacts& facts) {
    out.family("shoal_build_info", "gauge", "What runs; always 1.");
    out.sample(label("version", facts.version), 1);
    out.family("shoal_shares", "gauge", "Shares by what they do.");
    for (const auto& [state, count] : facts.shares) out.sample(label("state", to_string(state)), count);
}

void put_transfer(Writer& out, const Totals& totals) {
    out.family("shoal_transfer_bytes_total", "counter", "Content received and verified, and content sent.");
    out.sample(R"(direction="down",class="lan")", totals.received.lan);
    out.sample(R"(direction="down",class="wan")", totals.received.wan);
    out.sample(R"(direction="up",class="lan")", totals.sent.lan);
    out.sample(R"(direction="up",class="wan")", totals.sent.wan);
    out.family("shoal_transfer_wasted_bytes_total", "counter", "Content received in vain.");
    out.sample(R"(reason="late")", totals.wasted_late);
    out.sample(R"(reason="cut")", totals.wasted_cut);
    out.sample(R"(reason="wrong")", totals.wasted_wrong);
    out.sample(R"(reason="unkept")", totals.wasted_unkept);
    out.family("shoal_verify_failures_total", "counter",
               "Wrong chunks from peers, and files that changed under a share.");
    out.sample(R"(source="peer")", totals.wrong_chunks);
    out.sample(R"(source="disk")", totals.changed_files);
    out.family("shoal_hash_bytes_total", "counter", "Bytes hashed, by what for.");
    out.sample(R"(purpose="receive")", totals.hashed_received);
    out.sample(R"(purpose="share")", totals.hashed_shared);
    out.sample(R"(purpose="verify")", totals.hashed_compared);
}

void put_links(Writer& out, const MetricFacts& facts) {
    out.family("shoal_peers", "gauge", "Nodes linked now.");
    out.sample(R"(transport="tcp",class="lan")", facts.peers_lan);
    out.sample(R"(transport="tcp",class="wan")", facts.peers_wan);
    out.lone("shoal_handshakes_pending", "gauge", "Links whose handshake has not ended.", facts.half_open);
    out.family("shoal_handshakes_total", "counter", "Handshakes that ended.");
    out.sample(R"(result="good")", facts.handshakes_good);
    out.sample(R"(result="bad")", facts.handshakes_bad);
    out.lone("shoal_opens_refused_total", "counter", "Shares that a peer named or proved wrongly.",
             facts.opens_refused);
    out.lone("shoal_bans_total", "counter", "Peers that were banned.", facts.bans);
}

void put_dht(Writer& out, const MetricFacts& facts) {
    out.family("shoal_dht_nodes", "gauge", "Nodes in the routing table.");
    for (const auto& node : facts.nodes) {
        out.sample(label("family", node.local.address.family == Family::v4 ? "ipv4" : "ipv6"), node.nodes);
    }
    out.family("shoal_dht_datagrams_total", "counter", "Datagrams of the DHT.");
    out.sample(R"(direction="in")", facts.dht.in);
    out.sample(R"(direction="out")", facts.dht.out);
    out.lone("shoal_dht_datagrams_dropped_total", "counter",
             "Of those that came in: not valid, or more than a source may send.", facts.dht.dropped);
    out.family("shoal_dht_lookups_total", "counter", "Searches of shares that ended.");
    out.sample(R"(result="found")", facts.dht.searches_found);
    out.sample(R"(result="nothing")", facts.dht.searches_empty);
    out.family("shoal_dht_lookup_duration_seconds", "histogram", "How long those searches took.", nanoseconds);
    out.histogram({}, facts.dht.search_times);
}

void put_work(Writer& out, const MetricFacts& facts) {
    out.family("shoal_disk_operation_duration_seconds", "histogram",
               "From asking for a chunk to be read or kept until that is done, queues included.", nanoseconds);
    out.histogram(R"(op="read")", facts.totals.reads);
    out.histogram(R"(op="write")", facts.totals.writes);
    out.lone("shoal_disk_queue_bytes", "gauge", "Received and not written yet.", facts.disk_queue_bytes);
    out.family("shoal_loop_lag_seconds", "histogram", "How late a timer of the loop fires.", nanoseconds);
    out.histogram({}, facts.loop_lag);
    out.lone("shoal_log_suppressed_lines_total", "counter", "Log lines left out because there were too many.",
             facts.log_suppressed);
}

void put_process(Writer& out, const ProcessStats& process) {
    out.lone("process_open_fds", "gauge", "Open file descriptors.", process.descriptors);
    out.lone("process_max_fds", "gauge", "File descriptors there may be.", process.descriptors_at_most);
    out.lone("process_resident_memory_bytes", "gauge", "Memory in RAM.", process.resident_bytes);
    out.family("process_cpu_seconds_total", "counter", "Time of processors, user and system.", nanoseconds);
    out.sample({}, process.cpu_ns);
}

}  // namespace

MetricsView metrics_of(const MetricFacts& facts) {
    Writer out;
    put_shares(out, facts);
    put_transfer(out, facts.totals);
    put_links(out, facts);
    put_dht(out, facts);
    put_work(out, facts);
    put_process(out, facts.process);
    return out.take();
}

}  // namespace shoal::transfer
