#include "cli/share_table.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <functional>
#include <ranges>

#include <fmt/format.h>

#include "cli/progress_line.h"
#include "cli/terminal.h"
#include "core/names.h"

namespace shoal::cli {
namespace {

constexpr std::size_t narrow = 100;  // below that tags and labels are left out
constexpr std::size_t gap = 2;       // blanks between columns

std::uint64_t wanted_bytes(const ShareView& share) {
    return share.files_wanted > 0 ? share.bytes_wanted : share.bytes;
}
std::uint64_t wanted_have(const ShareView& share) {
    return share.files_wanted > 0 ? share.bytes_wanted_have : share.bytes_have;
}

bool has_list(const ShareView& share) {
    if (share.state == ShareState::resolving) return false;
    // An empty folder has a list too, which is empty: then a place tells it from a link that was paused too early.
    return share.files > 0 || share.bytes > 0 || share.state == ShareState::resolved || !share.path.empty();
}

std::string rate(std::uint64_t bytes) {
    return bytes == 0 ? "-" : format_amount(bytes) + "/s";
}

std::string limit(std::uint64_t bytes) {
    return bytes == 0 ? "off" : format_amount(bytes) + "/s";
}

std::string eta(const ShareView& share) {
    constexpr std::uint64_t longest = 100ULL * 86'400;  // as never
    const std::uint64_t left = wanted_bytes(share) - std::min(wanted_bytes(share), wanted_have(share));
    if (share.rate_down == 0 || left == 0 || left / share.rate_down > longest) return "-";
    return format_duration(left / share.rate_down);
}

std::string day(std::uint64_t unix_ms) {
    if (unix_ms == 0) return "-";
    const std::chrono::sys_days at{std::chrono::floor<std::chrono::days>(
        std::chrono::sys_time<std::chrono::milliseconds>{std::chrono::milliseconds{unix_ms}})};
    const std::chrono::year_month_day date{at};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()));
}

std::string or_dash(std::string text) {
    return text.empty() ? "-" : text;
}

struct Column {
    std::string_view name;
    std::string_view head;
    bool is_number;  // stands to the right
    std::string (*cell)(const ShareView&);
};

using View = const ShareView&;

constexpr std::array columns{
    Column{"number", "#", true, [](View s) { return s.number == 0 ? "-" : std::to_string(s.number); }},
    Column{"tag", "TAG", false, [](View s) { return printable(s.tag); }},
    Column{"state", "STATE", false, state_of},
    Column{"done", "DONE", true,
           [](View s) { return has_list(s) ? format_percent(wanted_have(s), wanted_bytes(s)) : "-"; }},
    Column{"size", "SIZE", true, [](View s) { return has_list(s) ? format_amount(wanted_bytes(s)) : "-"; }},
    Column{"files", "FILES", true, [](View s) { return has_list(s) ? std::to_string(s.files) : "-"; }},
    Column{"down", "DOWN", true, [](View s) { return rate(s.rate_down); }},
    Column{"up", "UP", true, [](View s) { return rate(s.rate_up); }},
    Column{"eta", "ETA", true, eta},
    Column{"peers", "PEERS", true, [](View s) { return std::to_string(s.peers); }},
    Column{"seeds", "SEEDS", true, [](View s) { return std::to_string(s.seeds); }},
    Column{"received", "RECEIVED", true, [](View s) { return format_amount(s.received); }},
    Column{"sent", "SENT", true, [](View s) { return format_amount(s.sent); }},
    Column{"limit-down", "MAX DOWN", true, [](View s) { return limit(s.limit_down); }},
    Column{"limit-up", "MAX UP", true, [](View s) { return limit(s.limit_up); }},
    Column{"added", "ADDED", false, [](View s) { return day(s.added_ms); }},
    Column{"labels", "LABELS", false,
           [](View s) { return or_dash(printable(fmt::format("{}", fmt::join(s.labels, ",")))); }},
    Column{"path", "PATH", false, [](View s) { return or_dash(printable(s.path)); }},
    Column{"name", "NAME", false, [](View s) { return or_dash(printable(s.name)); }},
};

const Column* find_column(std::string_view name) {
    const auto found = std::ranges::find(columns, name, &Column::name);
    return found == columns.end() ? nullptr : &*found;
}

/// One column with all its cells.
struct Filled {
    const Column* column;
    std::vector<std::string> cells;
    std::vector<std::size_t> widths;  // of each cell
    std::size_t width = 0;            // of the widest
};

Filled fill(const Column& column, const std::vector<ShareView>& shares) {
    Filled out{&column, {std::string{column.head}}, {column.head.size()}, column.head.size()};
    out.cells.reserve(shares.size() + 1);
    out.widths.reserve(shares.size() + 1);
    for (const auto& share : shares) {
        out.cells.push_back(column.cell(share));
        out.widths.push_back(display_width(out.cells.back()));
        out.width = std::max(out.width, out.widths.back());
    }
    return out;
}

void append_cell(std::string& row, const Filled& from, std::size_t index, bool is_last) {
    const std::size_t space = from.width - from.widths[index];
    if (from.column->is_number) row.append(space, ' ');
    row += from.cells[index];
    if (!from.column->is_number && !is_last) row.append(space, ' ');
    if (!is_last) row.append(gap, ' ');
}

}  // namespace

std::string_view column_choices() {
    static const std::string out = [] {
        std::string names;
        for (const auto& column : columns) names += (names.empty() ? "" : "|") + std::string{column.name};
        return names;
    }();
    return out;
}

std::string_view sort_choices() {
    return "number|name|state|size|done|down|up|rate|peers|added|sent|received";
}

std::vector<std::string> usual_columns(const std::vector<ShareView>& shares, std::size_t width) {
    std::vector<std::string> out{"number"};
    if (width >= narrow) out.emplace_back("tag");
    out.insert(out.end(), {"state", "done", "size", "down", "up", "peers"});
    const bool labelled = std::ranges::any_of(shares, [](const ShareView& share) { return !share.labels.empty(); });
    if (width >= narrow && labelled) out.emplace_back("labels");
    out.emplace_back("name");
    return out;
}

Result<std::vector<std::string>> read_columns(std::string_view text) {
    std::vector<std::string> out;
    for (;;) {
        const auto one = text.substr(0, text.find(','));
        if (find_column(one) == nullptr)
            return fail(Errc::usage, fmt::format("there is no column '{}'; there are {}", printable(one),
                                                 fmt::join(std::views::transform(columns, &Column::name), ", ")));
        out.emplace_back(one);
        if (one.size() == text.size()) return out;
        text.remove_prefix(one.size() + 1);
    }
}

void sort_shares(std::vector<ShareView>& shares, std::string_view key, bool reverse) {
    const auto by = [&](auto compare, auto value) { std::ranges::stable_sort(shares, compare, value); };
    const auto most_first = [&](auto value) { by(std::ranges::greater{}, value); };
    if (key == "name") by(std::ranges::less{}, &ShareView::name);
    if (key == "state") by(std::ranges::less{}, state_of);
    if (key == "number") by(std::ranges::less{}, &ShareView::number);
    if (key == "size") most_first(wanted_bytes);
    if (key == "down") most_first(&ShareView::rate_down);
    if (key == "up") most_first(&ShareView::rate_up);
    if (key == "rate") most_first([](const ShareView& share) { return share.rate_down + share.rate_up; });
    if (key == "peers") most_first(&ShareView::peers);
    if (key == "added") most_first(&ShareView::added_ms);
    if (key == "sent") most_first(&ShareView::sent);
    if (key == "received") most_first(&ShareView::received);
    if (key == "done") {
        most_first([](const ShareView& share) {
            const double all = static_cast<double>(wanted_bytes(share));
            return all > 0 ? static_cast<double>(wanted_have(share)) / all : 1.0;
        });
    }
    if (reverse) std::ranges::reverse(shares);
}

std::string state_of(const ShareView& share) {
    if (share.state == ShareState::trouble) return share.error_code.empty() ? "trouble" : printable(share.error_code);
    return std::string{to_string(share.state)};
}

std::vector<std::string> describe_shares(const std::vector<ShareView>& shares, const std::vector<std::string>& chosen,
                                         std::size_t width) {
    if (shares.empty()) return {"no shares"};
    std::vector<Filled> filled;
    std::size_t whole = 0;
    for (const auto& name : chosen) {
        filled.push_back(fill(*find_column(name), shares));
        whole += filled.back().width + gap;
    }
    std::vector<std::string> out(shares.size() + 1);
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i].reserve(whole);
        for (const auto& column : filled) append_cell(out[i], column, i, &column == &filled.back());
        if (whole > width + gap) out[i] = cut_to(out[i], width);
    }
    return out;
}

}  // namespace shoal::cli
