#include "cli/demo_summary.h"

#include <algorithm>

#include <fmt/format.h>

#include "cli/progress_line.h"
#include "core/settings.h"

namespace shoal::cli {

void DemoSummary::add(const DemoNodeView& node) {
    dht_lookups += node.status.dht_lookups;
    if (node.role == DemoRole::seeder) seeder_sent += node.status.bytes_sent;
    if (node.role == DemoRole::downloader) wasted += node.status.bytes_wasted;
}

std::uint64_t DemoSummary::rate() const {
    const double all = static_cast<double>(bytes) * static_cast<double>(peers);
    return static_cast<std::uint64_t>(all / std::max(seconds, 0.001));
}

double DemoSummary::seeder_ratio() const {
    return static_cast<double>(seeder_sent) / static_cast<double>(std::max<std::uint64_t>(bytes, 1));
}

std::string DemoSummary::json() const {
    JsonLine line{"demo"};
    line.number("peers", peers).number("bytes", bytes).number("files", files).number("skipped", skipped);
    line.real("seconds", seconds).number("rate", rate()).number("seeder_sent", seeder_sent);
    line.real("seeder_ratio", seeder_ratio()).number("wasted", wasted).number("links", links);
    return line.number("dht_lookups", dht_lookups).flag("identical", identical).str();
}

std::vector<std::string> DemoSummary::lines() const {
    return {
        fmt::format("{} got {} ({}) in {:.2f} s: {}/s in all", count_of(peers, "peer"), format_size(bytes),
                    count_of(files, "file"), seconds, format_size(rate())),
        fmt::format("the seeder sent {} = {:.2f} times the content; the rest they gave each other",
                    format_size(seeder_sent), seeder_ratio()),
        fmt::format("{} at once, {}, {} received twice", count_of(links, "link"), count_of(dht_lookups, "DHT lookup"),
                    format_size(wasted)),
        identical ? "every file of every peer is the same as the source (sha256sum, execute permission)"
                  : "NOT every file is the same as the source",
    };
}

}  // namespace shoal::cli
