#include "cli/demo_screen.h"

#include <algorithm>

#include <fmt/format.h>

#include "cli/progress_line.h"
#include "cli/terminal.h"

namespace shoal::cli {
namespace {

constexpr std::size_t bar_columns = 12;
constexpr std::size_t wide_enough_for_bars = 100;

double seconds_of(Duration duration) {
    return std::chrono::duration<double>{duration}.count();
}

std::string small_bar(std::uint64_t have, std::uint64_t total) {
    const auto filled = total == 0
                            ? 0
                            : std::min(bar_columns, static_cast<std::size_t>(static_cast<double>(have) * bar_columns /
                                                                             static_cast<double>(total)));
    return "[" + std::string(filled, '#') + std::string(bar_columns - filled, '-') + "] ";
}

/// Where the bytes came from: "7 peers, 14% from the seeder".
std::string sources(const DemoNodeView& node, const DemoScene& scene) {
    if (node.role == DemoRole::bootstrap) return count_of(node.status.dht_nodes, "DHT node");
    if (node.role == DemoRole::seeder) return fmt::format("{} sent", format_amount(node.status.bytes_sent));
    const auto givers = static_cast<std::uint64_t>(std::count_if(node.received_from.begin(), node.received_from.end(),
                                                                 [](const auto& entry) { return entry.second > 0; }));
    const std::uint64_t seeder = node.received_of(scene.seeder_address);
    const std::uint64_t all = std::max<std::uint64_t>(node.status.bytes_received, 1);
    return fmt::format("{}, {}% from the seeder", count_of(givers, "source"),
                       std::min<std::uint64_t>(seeder * 100 / all, 100));
}

std::string row(const DemoNodeView& node, const DemoScene& scene, std::size_t columns, bool color) {
    std::string progress = "-";
    std::string bar;
    if (node.role == DemoRole::downloader) {
        progress = format_percent(node.share.bytes_have, std::max<std::uint64_t>(scene.bytes, 1));
        if (columns >= wide_enough_for_bars) bar = small_bar(node.share.bytes_have, scene.bytes);
    } else if (columns >= wide_enough_for_bars) {
        bar = std::string(bar_columns + 3, ' ');
    }
    const std::uint64_t rate = node.role == DemoRole::seeder ? node.status.rate_up : node.status.rate_down;
    const std::string text =
        fmt::format("{:<10} {:<12} {} {}{:>6} {:>11} {:>9}  {}", node.name, node.address,
                    pad_to(node.complete ? "complete" : node.activity, 11), bar, progress, format_amount(rate) + "/s",
                    format_amount(node.status.bytes_received), sources(node, scene));
    const std::string cut = cut_to(text, columns);
    return color && node.complete ? "\x1b[32m" + cut + "\x1b[0m" : cut;
}

}  // namespace

std::vector<std::string> demo_rows(const DemoScene& scene, std::size_t columns, bool color) {
    std::vector<std::string> out;
    const std::string gap(columns >= wide_enough_for_bars ? bar_columns + 3 : 0, ' ');
    out.push_back(cut_to(fmt::format("{:<10} {:<12} {:<11} {}{:>6} {:>11} {:>9}  {}", "NODE", "ADDRESS", "STATE", gap,
                                     "DONE", "RATE", "RECEIVED", "FROM"),
                         columns));
    for (const auto* node : scene.nodes) out.push_back(row(*node, scene, columns, color));
    out.push_back(cut_to(demo_line(scene), columns));
    return out;
}

std::string demo_line(const DemoScene& scene) {
    std::uint64_t have = 0;
    std::uint64_t rate = 0;
    std::uint64_t complete = 0;
    std::uint64_t downloaders = 0;
    double seeder_sent = 0;
    for (const auto* node : scene.nodes) {
        if (node->role == DemoRole::seeder) seeder_sent = static_cast<double>(node->status.bytes_sent);
        if (node->role != DemoRole::downloader) continue;
        ++downloaders;
        complete += node->complete ? 1 : 0;
        have += node->complete ? scene.bytes : node->share.bytes_have;
        rate += node->status.rate_down;
    }
    const std::uint64_t all = std::max<std::uint64_t>(downloaders * scene.bytes, 1);
    return fmt::format("{:.1f} s: {} of {} complete, {}, {}/s, the seeder sent {:.2f}x", seconds_of(scene.elapsed),
                       complete, downloaders, format_percent(have, all), format_amount(rate),
                       seeder_sent / static_cast<double>(std::max<std::uint64_t>(scene.bytes, 1)));
}

}  // namespace shoal::cli
