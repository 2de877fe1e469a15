#include "cli/http_exposition.h"

#include <gtest/gtest.h>

namespace shoal::cli {
namespace {

TEST(HttpExposition, AFamilyHasItsHelpItsTypeAndItsSamples) {
    const std::vector<MetricFamily> families{
        {"shoal_bytes_total",
         "counter",
         "Bytes moved.",
         1,
         {{"direction=\"up\"", "", 5}, {"direction=\"down\"", "", 7}}},
        {"shoal_links", "gauge", "Links.", 1, {{"", "", 0}}},
    };
    EXPECT_EQ(write_exposition(families), "# HELP shoal_bytes_total Bytes moved.\n"
                                          "# TYPE shoal_bytes_total counter\n"
                                          "shoal_bytes_total{direction=\"up\"} 5\n"
                                          "shoal_bytes_total{direction=\"down\"} 7\n"
                                          "# HELP shoal_links Links.\n"
                                          "# TYPE shoal_links gauge\n"
                                          "shoal_links 0\n");
}

TEST(HttpExposition, AHistogramCountsWholeAndSumsInBaseUnits) {
    const std::vector<MetricFamily> families{{"shoal_lag_seconds",
                                              "histogram",
                                              "Lag.",
                                              1'000'000'000,
                                              {{"le=\"0.01\"", "_bucket", 3},
                                               {"le=\"+Inf\"", "_bucket", 4},
                                               {"", "_sum", 1'500'000'000},
                                               {"", "_count", 4}}}};
    EXPECT_EQ(write_exposition(families), "# HELP shoal_lag_seconds Lag.\n"
                                          "# TYPE shoal_lag_seconds histogram\n"
                                          "shoal_lag_seconds_bucket{le=\"0.01\"} 3\n"
                                          "shoal_lag_seconds_bucket{le=\"+Inf\"} 4\n"
                                          "shoal_lag_seconds_sum 1.5\n"
                                          "shoal_lag_seconds_count 4\n");
}

TEST(HttpExposition, TextCannotBreakOutOfItsLine) {
    EXPECT_EQ(metric_label("name", "a\"} 1\nshoal_fake 2\\"), "name=\"a\\\"} 1\\nshoal_fake 2\\\\\"");
    const std::vector<MetricFamily> families{{"a", "gauge", "one\ntwo \\ \"three\"", 1, {{"", "", 1}}}};
    EXPECT_EQ(write_exposition(families), "# HELP a one\\ntwo \\\\ \"three\"\n# TYPE a gauge\na 1\n");
}

TEST(HttpExposition, AFamilyWithoutSamplesIsLeftOut) {
    const std::vector<MetricFamily> families{{"a", "gauge", "A.", 1, {}}};
    EXPECT_EQ(write_exposition(families), "");
}

TEST(HttpExposition, LargeCountersStayExact) {
    const std::vector<MetricFamily> families{
        {"a", "counter", "A.", 1, {{"", "", 18'446'744'073'709'551'615U}}},
        {"b", "counter", "B.", 1'000, {{"", "", 1'795'000'000'123U}}},
    };
    const auto text = write_exposition(families);
    EXPECT_NE(text.find("\na 18446744073709551615\n"), std::string::npos) << text;
    EXPECT_NE(text.find("\nb 1795000000.123\n"), std::string::npos) << text;
}

}  // namespace
}  // namespace shoal::cli
