#include "core/labels.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/names.h"
#include "core/utf8.h"

namespace shoal {

namespace {

std::unexpected<Error> refuse(std::string_view label, std::string_view why) {
    return fail(Errc::usage, fmt::format("\"{}\" cannot be a label: {}", printable(label.substr(0, 80)), why));
}

}  // namespace

Result<> check_label(std::string_view label) {
    if (label.empty()) return refuse(label, "it is empty");
    if (label.size() > max_label_bytes)
        return refuse(label, fmt::format("it is longer than {} bytes", max_label_bytes));
    if (!is_utf8(label)) return refuse(label, "it is not valid UTF-8");
    if (label.front() == ' ' || label.back() == ' ') return refuse(label, "it begins or ends with a space");
    if (label.find(',') != std::string_view::npos) return refuse(label, "commas stand between labels");
    if (printable(label) != label) return refuse(label, "it holds control characters");
    return {};
}

Result<std::vector<std::string>> clean_labels(std::vector<std::string> labels) {
    for (const auto& label : labels) SHOAL_CHECK(check_label(label));
    std::ranges::sort(labels);
    const auto [first, last] = std::ranges::unique(labels);
    labels.erase(first, last);
    if (labels.size() > max_labels)
        return fail(Errc::limit, fmt::format("a share can have at most {} labels", max_labels));
    return labels;
}

}  // namespace shoal
