#include "cli/progress_line.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "cli/json_output.h"
#include "cli/terminal.h"
#include "core/names.h"

namespace shoal::cli {
namespace {

constexpr std::size_t min_bar = 10;  // columns with brackets; a shorter bar tells nothing
constexpr std::size_t max_bar = 42;
constexpr std::uint64_t max_eta_seconds = 99ULL * 24 * 3600;  // beyond that it is a guess about nothing

constexpr std::array<std::string_view, 7> units{"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

/// The unit in which `bytes` has at most three digits before the point (1000 KiB would take four).
std::size_t unit_of(std::uint64_t bytes) {
    std::size_t unit = 0;
    for (auto value = static_cast<double>(bytes); value >= 999.5 && unit + 1 < units.size(); value /= 1024) ++unit;
    return unit;
}

/// Three significant digits, never rounded up to the whole: 12.5, 8.92, 112, 0.01.
std::string digits(std::uint64_t bytes, std::size_t unit) {
    if (unit == 0) return fmt::format("{}", bytes);
    const double value = std::ldexp(static_cast<double>(bytes), -10 * static_cast<int>(unit));
    const double scale = value < 9.995 ? 100 : value < 99.95 ? 10 : 1;
    const int decimals = scale > 50 ? 2 : scale > 5 ? 1 : 0;
    return fmt::format("{:.{}f}", value, decimals);
}

std::string format_rate(std::uint64_t rate) {
    return format_amount(rate) + "/s";
}

std::string without_spaces(std::string text) {
    std::erase(text, ' ');
    return text;
}

std::string bar_of(std::uint64_t have, std::uint64_t total, std::size_t columns) {
    const std::size_t inner = columns - 2;
    const double part = total == 0 ? 1.0 : static_cast<double>(have) / static_cast<double>(total);
    const auto filled = std::min(inner, static_cast<std::size_t>(part * static_cast<double>(inner)));
    std::string out = "[" + std::string(filled, '#');
    if (filled < inner) out += ">" + std::string(inner - filled - 1, '-');
    return out + "]";
}

}  // namespace

Progress Progress::of(const ShareView& share) {
    Progress out;
    out.name = share.name.empty() ? share.tag : share.name;
    const bool chosen = share.files_wanted > 0;  // else the selection is not known yet
    out.bytes_have = chosen ? share.bytes_wanted_have : share.bytes_have;
    out.bytes = chosen ? share.bytes_wanted : share.bytes;
    out.rate = share.rate_down;
    out.peers = share.peers;
    if (share.state == ShareState::checking) out.activity = "checking";
    const std::uint64_t left = out.bytes - std::min(out.bytes, out.bytes_have);
    if (share.rate_down > 0 && left / share.rate_down <= max_eta_seconds) out.eta_seconds = left / share.rate_down;
    if (share.peers == 0 && share.state == ShareState::downloading) {
        out.waiting_for = fmt::format("looking for peers: {} found yet", share.known);
    }
    if (share.state == ShareState::paused) out.waiting_for = "paused (see shoal resume)";
    return out;
}

std::string format_percent(std::uint64_t have, std::uint64_t total) {
    if (have >= total) return "100.0%";
    // In thousandths without overflow: divide first where the product would not fit.
    const bool large = have > UINT64_MAX / 1000;
    const std::uint64_t parts = std::min<std::uint64_t>(large ? have / (total / 1000) : have * 1000 / total, 999);
    return fmt::format("{}.{}%", parts / 10, parts % 10);
}

std::string format_amount(std::uint64_t bytes) {
    const std::size_t unit = unit_of(bytes);
    return fmt::format("{} {}", digits(bytes, unit), units[unit]);
}

std::string format_amounts(std::uint64_t have, std::uint64_t total) {
    const std::size_t unit = unit_of(total);
    return fmt::format("{}/{} {}", digits(have, unit), digits(total, unit), units[unit]);
}

std::string format_duration(std::uint64_t seconds) {
    const std::uint64_t hours = seconds / 3600;
    const std::uint64_t minutes = seconds / 60 % 60;
    if (hours >= 24) return fmt::format("{}d {:02}:{:02}:{:02}", hours / 24, hours % 24, minutes, seconds % 60);
    if (hours > 0) return fmt::format("{}:{:02}:{:02}", hours, minutes, seconds % 60);
    return fmt::format("{}:{:02}", minutes, seconds % 60);
}

std::string count_of(std::uint64_t count, std::string_view noun) {
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string progress_bar(const Progress& progress, std::size_t columns) {
    const std::string name = cut_to(printable(progress.name), std::max<std::size_t>(columns / 4, 8));
    const std::string start = progress.activity.empty() ? name : name + "  " + progress.activity;
    std::vector<std::string> parts{format_percent(progress.bytes_have, progress.bytes),
                                   format_amounts(progress.bytes_have, progress.bytes)};
    if (progress.waiting_for.empty()) {
        parts.push_back(format_rate(progress.rate));
        if (progress.eta_seconds) parts.push_back("ETA " + format_duration(*progress.eta_seconds));
        if (progress.peers) parts.push_back(fmt::format("peers {}", *progress.peers));
    } else {
        parts.push_back(progress.waiting_for);
    }
    const auto joined = [&] { return fmt::format("{}", fmt::join(parts, "  ")); };
    while (parts.size() > 1 && display_width(start) + 2 + display_width(joined()) > columns) parts.pop_back();
    const std::string tail = joined();
    const std::size_t used = display_width(start) + 2 + display_width(tail) + 2;
    if (used + min_bar > columns) return cut_to(start + "  " + tail, columns);
    const std::size_t wide = std::min(columns - used, max_bar);
    return fmt::format("{}  {}  {}", start, bar_of(progress.bytes_have, progress.bytes, wide), tail);
}

std::string progress_words(const Progress& progress) {
    std::string out = format_percent(progress.bytes_have, progress.bytes) + " " +
                      without_spaces(format_amounts(progress.bytes_have, progress.bytes)) + " " +
                      without_spaces(format_rate(progress.rate));
    if (progress.eta_seconds) out += fmt::format(" eta={}s", *progress.eta_seconds);
    if (progress.peers) out += fmt::format(" peers={}", *progress.peers);
    if (!progress.activity.empty()) out += " " + progress.activity;
    if (!progress.waiting_for.empty()) out += " " + progress.waiting_for;
    return out;
}

std::string progress_json(const Progress& progress, std::string_view tag) {
    JsonLine line{"progress"};
    line.text("tag", tag).text("name", progress.name).text("activity", progress.activity);
    line.number("bytes_have", progress.bytes_have).number("bytes", progress.bytes).number("rate", progress.rate);
    if (progress.eta_seconds) line.number("eta_s", *progress.eta_seconds);
    if (progress.peers) line.number("peers", *progress.peers);
    line.text("waiting_for", progress.waiting_for);
    return line.str();
}

}  // namespace shoal::cli
