#include "cli/http_metrics.h"

#include <gtest/gtest.h>

namespace shoal::cli {
namespace {

TEST(HttpMetrics, WhatTheControlSocketAnsweredIsToldByMethodAndCode) {
    RpcCounters counters;
    counters.requests = {{{"list", "ok"}, 4}, {{"unknown", "unsupported"}, 1}};
    const auto family = rpc_metric(counters);
    EXPECT_EQ(family.name, "shoal_rpc_requests_total");
    EXPECT_EQ(family.type, "counter");
    ASSERT_EQ(family.samples.size(), 2U);
    EXPECT_EQ(family.samples[0].labels, R"(method="list",code="ok")");
    EXPECT_EQ(family.samples[0].value, 4U);
    EXPECT_EQ(family.samples[1].labels, R"(method="unknown",code="unsupported")");
}

}  // namespace
}  // namespace shoal::cli
