#pragma once
// Metrics in Prometheus' text exposition format 0.0.4.

#include <span>
#include <string>
#include <string_view>

#include "core/status_view.h"

namespace shoal::cli {

inline constexpr std::string_view exposition_type = "text/plain; version=0.0.4; charset=utf-8";

/// `name="value"`, the value escaped; a part of MetricSample::labels.
[[nodiscard]] std::string metric_label(std::string_view name, std::string_view value);

/// HELP and TYPE and the samples of every family, in the order given. Families without samples are left out.
[[nodiscard]] std::string write_exposition(std::span<const MetricFamily> families);

}  // namespace shoal::cli
