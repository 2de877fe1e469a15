#pragma once
// What an engine tells of itself: counters for people, metrics for collectors, and why others cannot reach it.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace shoal {

/// Counters since start unless a gauge is meant. All names are part of the scripting surface.
struct StatusView {
    std::vector<std::string> listen;  ///< endpoints with the ports that were chosen
    std::uint64_t uptime_ms = 0;
    std::uint64_t shares = 0;
    std::uint64_t links = 0;      ///< gauge: established
    std::uint64_t half_open = 0;  ///< gauge: handshake not finished
    std::uint64_t handshakes_good = 0;
    std::uint64_t handshakes_bad = 0;
    std::uint64_t records_refused = 0;  ///< records or messages that ended a link
    std::uint64_t opens_refused = 0;    ///< unknown tag or wrong proof
    std::uint64_t chunks_good = 0;
    std::uint64_t chunks_bad = 0;
    std::uint64_t bytes_received = 0;  ///< verified content
    std::uint64_t bytes_sent = 0;      ///< content
    std::uint64_t bytes_wasted = 0;    ///< content received and of no use
    std::uint64_t bans = 0;
    std::uint64_t rate_down = 0;
    std::uint64_t rate_up = 0;
    std::uint64_t dht_nodes = 0;  ///< gauge
    std::uint64_t dht_in = 0;     ///< datagrams
    std::uint64_t dht_out = 0;
    std::uint64_t dht_dropped = 0;
    std::uint64_t dht_lookups = 0;
    std::uint64_t descriptors = 0;     ///< gauge: open file descriptors
    std::uint64_t resident_bytes = 0;  ///< gauge
    std::uint64_t log_suppressed = 0;  ///< lines
    std::string last_error;
    std::uint64_t limit_up = 0;  ///< bytes a second of content of all shares; 0: none
    std::uint64_t limit_down = 0;
    std::uint64_t pid = 0;  ///< of the process that runs the engine
    std::string version{};  ///< of the program

    static void fields(auto&& ar, auto&& self) {
        ar("bans", self.bans);
        ar("bytes_received", self.bytes_received);
        ar("bytes_sent", self.bytes_sent);
        ar("bytes_wasted", self.bytes_wasted);
        ar("chunks_bad", self.chunks_bad);
        ar("chunks_good", self.chunks_good);
        ar("descriptors", self.descriptors);
        ar("dht_dropped", self.dht_dropped);
        ar("dht_in", self.dht_in);
        ar("dht_lookups", self.dht_lookups);
        ar("dht_nodes", self.dht_nodes);
        ar("dht_out", self.dht_out);
        ar("half_open", self.half_open);
        ar("handshakes_bad", self.handshakes_bad);
        ar("handshakes_good", self.handshakes_good);
        ar("last_error", self.last_error);
        ar("limit_down", self.limit_down);
        ar("limit_up", self.limit_up);
        ar("links", self.links);
        ar("listen", self.listen);
        ar("log_suppressed", self.log_suppressed);
        ar("opens_refused", self.opens_refused);
        ar("pid", self.pid);
        ar("rate_down", self.rate_down);
        ar("rate_up", self.rate_up);
        ar("records_refused", self.records_refused);
        ar("resident_bytes", self.resident_bytes);
        ar("shares", self.shares);
        ar("uptime_ms", self.uptime_ms);
        ar("version", self.version);
    }
};

/// One number of a family. `labels` as the Prometheus text format writes them, without braces: `direction="up"`. In a
/// histogram the buckets come with `le="0.01"` as the last label, cumulative, then `+Inf`; see `suffix`.
struct MetricSample {
    std::string labels{};
    std::string suffix{};     ///< of a histogram: "_bucket", "_sum" or "_count"; else empty
    std::uint64_t value = 0;  ///< in the family's steps; a count (not a sum) of a histogram is a plain number

    static void fields(auto&& ar, auto&& self) {
        ar("labels", self.labels);
        ar("suffix", self.suffix);
        ar("value", self.value);
    }
};

/// Samples of one name (Prometheus data model).
struct MetricFamily {
    std::string name;
    std::string type{};  ///< "counter", "gauge" or "histogram"
    std::string help{};
    std::uint64_t steps = 1;  ///< how many of `value` make one base unit: 1,000,000,000 where nanoseconds are counted
    std::vector<MetricSample> samples;

    static void fields(auto&& ar, auto&& self) {
        ar("help", self.help);
        ar("name", self.name);
        ar("samples", self.samples);
        ar("steps", self.steps);
        ar("type", self.type);
    }
};

struct MetricsView {
    std::vector<MetricFamily> families;
    static void fields(auto&& ar, auto&& self) { ar("families", self.families); }
};

/// Something a person should know about how this node works, or does not.
struct Finding {
    std::string level;     ///< "ok", "note", "warn" or "error"
    std::string code;      ///< a word that stays the same: "no_bootstrap"
    std::string sentence;  ///< what is
    std::string advice{};  ///< what to do; empty if nothing

    static void fields(auto&& ar, auto&& self) {
        ar("advice", self.advice);
        ar("code", self.code);
        ar("level", self.level);
        ar("sentence", self.sentence);
    }
};

struct Diagnosis {
    std::vector<Finding> findings;  ///< the worst first
    static void fields(auto&& ar, auto&& self) { ar("findings", self.findings); }
};

}  // namespace shoal
