#include "cli/top_screen.h"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "cli/progress_line.h"
#include "cli/terminal.h"
#include "core/names.h"

namespace shoal::cli {
namespace {

constexpr std::size_t frame_rows = 3;  // totals, head, foot

std::uint64_t rate_of(const ShareView& share) {
    return share.rate_down + share.rate_up;
}

/// How far it is, in thousandths, so that a share of a byte and one of a TiB compare.
std::uint64_t permille(const ShareView& share) {
    if (share.bytes_wanted == 0) return 1000;
    return share.bytes_wanted_have / std::max<std::uint64_t>(share.bytes_wanted / 1000, 1);
}

bool comes_before(const ShareView& a, const ShareView& b, TopOrder by) {
    const auto last = [](const ShareView& share) { return std::tie(share.number, share.tag); };
    switch (by) {
    case TopOrder::activity:
        if (rate_of(a) != rate_of(b)) return rate_of(a) > rate_of(b);
        if ((a.peers > 0) != (b.peers > 0)) return a.peers > 0;
        return last(a) < last(b);
    case TopOrder::name:
        return std::tie(a.name, a.tag) < std::tie(b.name, b.tag);
    case TopOrder::progress:
        if (permille(a) != permille(b)) return permille(a) < permille(b);
        return last(a) < last(b);
    case TopOrder::size:
        if (a.bytes != b.bytes) return a.bytes > b.bytes;
        return last(a) < last(b);
    }
    return last(a) < last(b);
}

std::string state_of(const ShareView& share) {
    if (share.state == ShareState::trouble && !share.error_code.empty()) return share.error_code;
    return std::string{to_string(share.state)};
}

/// One row; the name takes what the numbers leave.
std::string row_of(std::string_view mark, std::string_view number, std::string_view name, std::string_view state,
                   std::string_view done, std::string_view size, std::string_view down, std::string_view up,
                   std::string_view peers, std::size_t columns) {
    const auto numbers = fmt::format("  {:<11} {:>6} {:>8} {:>10} {:>10} {:>5}", state, done, size, down, up, peers);
    const auto begin = fmt::format("{}{:>5} ", mark, number);
    const std::size_t taken = begin.size() + numbers.size();
    constexpr std::size_t least_name = 8;
    const std::size_t wide = columns > taken + least_name ? columns - taken : least_name;
    return pad_to(begin + pad_to(name, wide) + numbers, columns);
}

std::string row_of(const ShareView& share, bool is_chosen, std::size_t columns) {
    const bool is_known = share.state != ShareState::resolving;
    return row_of(is_chosen ? ">" : " ", share.number == 0 ? "-" : std::to_string(share.number),
                  printable(share.name.empty() ? share.tag : share.name), printable(state_of(share)),
                  is_known ? format_percent(share.bytes_wanted_have, share.bytes_wanted) : "-",
                  is_known ? format_amount(share.bytes) : "-", format_amount(share.rate_down) + "/s",
                  format_amount(share.rate_up) + "/s", std::to_string(share.peers), columns);
}

std::string reversed(std::string line, bool has_escapes) {
    return has_escapes ? "\x1b[7m" + line + "\x1b[0m" : line;
}

}  // namespace

std::string_view to_string(TopOrder order) {
    switch (order) {
    case TopOrder::activity:
        return "activity";
    case TopOrder::name:
        return "name";
    case TopOrder::progress:
        return "progress";
    case TopOrder::size:
        return "size";
    }
    return "";
}

void TopScreen::put(const std::vector<ShareView>& shares) {
    for (const auto& share : shares) shares_[share.tag] = share;
    is_sorted_ = is_sorted_ && shares.empty();
}

void TopScreen::forget(const std::string& tag) {
    sort();
    const auto row = chosen_row();
    if (shares_.erase(tag) == 0) return;
    is_sorted_ = false;
    if (chosen_ != tag) return;
    sort();
    chosen_ = order_.empty() ? "" : order_[std::min(row, order_.size() - 1)]->tag;
}

void TopScreen::sort() {
    if (is_sorted_) return;
    order_.clear();
    for (const auto& [tag, share] : shares_) order_.push_back(&share);
    std::ranges::sort(order_, [this](const auto* a, const auto* b) { return comes_before(*a, *b, by_); });
    is_sorted_ = true;
}

std::size_t TopScreen::chosen_row() const {
    const auto found = std::ranges::find(order_, chosen_, [](const ShareView* share) { return share->tag; });
    return found == order_.end() ? 0 : static_cast<std::size_t>(found - order_.begin());
}

void TopScreen::move(std::int64_t rows) {
    sort();
    if (order_.empty()) return;
    const auto last = static_cast<std::int64_t>(order_.size()) - 1;
    const auto row = std::clamp(static_cast<std::int64_t>(chosen_row()) + rows, std::int64_t{0}, last);
    chosen_ = order_[static_cast<std::size_t>(row)]->tag;
}

void TopScreen::sort_next() {
    by_ = by_ == TopOrder::size ? TopOrder::activity : static_cast<TopOrder>(static_cast<int>(by_) + 1);
    is_sorted_ = false;
}

const ShareView* TopScreen::chosen() const {
    const auto found = shares_.find(chosen_);
    return found == shares_.end() ? nullptr : &found->second;
}

std::string TopScreen::totals() const {
    std::uint64_t peers = 0;
    std::uint64_t active = 0;
    std::uint64_t troubled = 0;
    for (const auto& [tag, share] : shares_) {
        peers += share.peers;
        active += rate_of(share) > 0 ? 1U : 0U;
        troubled += share.state == ShareState::trouble ? 1U : 0U;
    }
    auto out = fmt::format("shoal  {}, {} active  down {}/s  up {}/s  {}", count_of(shares_.size(), "share"), active,
                           format_amount(status_.rate_down), format_amount(status_.rate_up), count_of(peers, "peer"));
    if (troubled > 0) out += fmt::format("  {} in trouble", troubled);
    return out;
}

std::vector<std::string> TopScreen::draw(std::size_t columns, std::size_t rows, bool has_escapes) {
    sort();
    if (chosen() == nullptr) chosen_ = order_.empty() ? "" : order_.front()->tag;
    const std::size_t space = rows > frame_rows ? rows - frame_rows : 1;
    const std::size_t row = chosen_row();
    if (row < first_) first_ = row;
    if (row >= first_ + space) first_ = row - space + 1;
    first_ = std::min(first_, order_.size() > space ? order_.size() - space : 0);
    std::vector<std::string> out{pad_to(totals(), columns)};
    out.push_back(
        reversed(row_of(" ", "#", "NAME", "STATE", "DONE", "SIZE", "DOWN", "UP", "PEERS", columns), has_escapes));
    for (std::size_t i = first_; i < order_.size() && i < first_ + space; ++i) {
        auto line = row_of(*order_[i], i == row, columns);
        out.push_back(i == row ? reversed(std::move(line), has_escapes) : std::move(line));
    }
    if (order_.empty()) out.push_back(pad_to("  no shares", columns));
    while (out.size() + 1 < rows) out.emplace_back(columns, ' ');
    const auto keys = fmt::format("q quit  p pause  r resume  s sort: {}  up/down choose", to_string(by_));
    if (out.size() < rows) out.push_back(pad_to(said_.empty() ? keys : printable(said_), columns));
    out.resize(std::min(out.size(), rows));
    return out;
}

}  // namespace shoal::cli
