// What a collector of metrics is told.

#include "transfer/metrics.h"

#include <algorithm>
#include <regex>
#include <set>

#include <gtest/gtest.h>

namespace shoal::test {
namespace {

using namespace transfer;

const MetricFamily* find(const MetricsView& view, std::string_view name) {
    const auto found = std::ranges::find(view.families, name, &MetricFamily::name);
    return found == view.families.end() ? nullptr : &*found;
}

std::optional<std::uint64_t> value(const MetricsView& view, std::string_view name, std::string_view labels,
                                   std::string_view suffix = "") {
    const auto* family = find(view, name);
    if (family == nullptr) return std::nullopt;
    for (const auto& one : family->samples) {
        if (one.labels == labels && one.suffix == suffix) return one.value;
    }
    return std::nullopt;
}

MetricFacts some_facts() {
    MetricFacts facts;
    facts.version = "1.2\"\\x\n";
    facts.shares = {{ShareState::seeding, 3}, {ShareState::trouble, 1}};
    facts.totals.received = {.lan = 10, .wan = 20};
    facts.totals.sent = {.lan = 30, .wan = 40};
    facts.totals.wasted_cut = 5;
    facts.totals.reads.add(2ms);
    facts.totals.reads.add(90s);
    facts.nodes = {{.local = Endpoint{IpAddress{}, 1}, .nodes = 7},
                   {.local = Endpoint{IpAddress{.family = Family::v6}, 1}, .nodes = 8}};
    facts.process.cpu_ns = 1'500'000'000;
    return facts;
}

TEST(Metrics, EveryNameIsOneThatACollectorTakes) {
    const auto view = metrics_of(some_facts());
    const std::regex name{"[a-z_:][a-z0-9_:]*"};
    const std::regex labels{R"(([a-z_]+="([^"\\]|\\.)*"(,[a-z_]+="([^"\\]|\\.)*")*)?)"};
    std::set<std::string> seen;
    for (const auto& family : view.families) {
        EXPECT_TRUE(std::regex_match(family.name, name)) << family.name;
        EXPECT_TRUE(seen.insert(family.name).second) << family.name << " twice";
        EXPECT_FALSE(family.help.empty());
        EXPECT_EQ(family.type == "counter", family.name.ends_with("_total")) << family.name;
        std::set<std::string> samples;
        for (const auto& one : family.samples) {
            EXPECT_TRUE(std::regex_match(one.labels, labels)) << one.labels;
            EXPECT_EQ(one.labels.find('\n'), std::string::npos);
            EXPECT_TRUE(samples.insert(one.labels + one.suffix).second) << family.name << " " << one.labels;
        }
    }
}

TEST(Metrics, WhatIsCountedIsTold) {
    const auto view = metrics_of(some_facts());
    EXPECT_EQ(value(view, "shoal_shares", R"(state="seeding")"), 3U);
    EXPECT_EQ(value(view, "shoal_transfer_bytes_total", R"(direction="down",class="wan")"), 20U);
    EXPECT_EQ(value(view, "shoal_transfer_bytes_total", R"(direction="up",class="lan")"), 30U);
    EXPECT_EQ(value(view, "shoal_transfer_wasted_bytes_total", R"(reason="cut")"), 5U);
    EXPECT_EQ(value(view, "shoal_dht_nodes", R"(family="ipv6")"), 8U);
    EXPECT_EQ(value(view, "process_cpu_seconds_total", ""), 1'500'000'000U);
    EXPECT_EQ(find(view, "process_cpu_seconds_total")->steps, 1'000'000'000U);
}

TEST(Metrics, AHistogramIsCumulativeAndEndsWithAll) {
    const auto view = metrics_of(some_facts());
    const auto* name = "shoal_disk_operation_duration_seconds";
    EXPECT_EQ(value(view, name, R"(op="read",le="0.001")", "_bucket"), 0U);
    EXPECT_EQ(value(view, name, R"(op="read",le="0.005")", "_bucket"), 1U);
    EXPECT_EQ(value(view, name, R"(op="read",le="60")", "_bucket"), 1U);
    EXPECT_EQ(value(view, name, R"(op="read",le="+Inf")", "_bucket"), 2U);
    EXPECT_EQ(value(view, name, R"(op="read")", "_count"), 2U);
    EXPECT_EQ(value(view, name, R"(op="read")", "_sum"), 90'002'000'000U);
    EXPECT_EQ(value(view, name, R"(op="write",le="+Inf")", "_bucket"), 0U);
}

TEST(Metrics, ADurationOnABoundBelongsBelowIt) {
    DurationHistogram times;
    times.add(500us);
    times.add(500us + 1ns);
    EXPECT_EQ(times.at_most(0), 1U);
    EXPECT_EQ(times.at_most(1), 2U);
    EXPECT_EQ(times.count(), 2U);
}

}  // namespace
}  // namespace shoal::test
