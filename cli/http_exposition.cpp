#include "cli/http_exposition.h"

#include <iterator>

#include <fmt/format.h>

namespace shoal::cli {
namespace {

/// Line ends and backslashes, and where the text stands in quotes those too.
std::string escaped(std::string_view text, bool quoted) {
    std::string out;
    for (const char c : text) {
        if (c == '\n') {
            out += "\\n";
            continue;
        }
        if (c == '\\' || (quoted && c == '"')) out += '\\';
        out += c;
    }
    return out;
}

std::string number(const MetricFamily& family, const MetricSample& sample) {
    const bool counts = sample.suffix == "_bucket" || sample.suffix == "_count";
    if (family.steps <= 1 || counts) return fmt::format("{}", sample.value);
    return fmt::format("{}", static_cast<double>(sample.value) / static_cast<double>(family.steps));
}

}  // namespace

std::string metric_label(std::string_view name, std::string_view value) {
    return fmt::format("{}=\"{}\"", name, escaped(value, true));
}

std::string write_exposition(std::span<const MetricFamily> families) {
    std::string out;
    const auto end = std::back_inserter(out);
    for (const auto& family : families) {
        if (family.samples.empty()) continue;
        fmt::format_to(end, "# HELP {} {}\n", family.name, escaped(family.help, false));
        fmt::format_to(end, "# TYPE {} {}\n", family.name, family.type);
        for (const auto& sample : family.samples) {
            const std::string labels = sample.labels.empty() ? "" : "{" + sample.labels + "}";
            fmt::format_to(end, "{}{}{} {}\n", family.name, sample.suffix, labels, number(family, sample));
        }
    }
    return out;
}

}  // namespace shoal::cli
