#include "cli/demo_room.h"

#include <cstdlib>
#include <filesystem>
#include <vector>

#include <fmt/format.h>

#include "core/settings.h"

namespace shoal::cli {
namespace {

constexpr std::size_t max_room_path = 70;  // bytes; a control socket below it must stay within 107

std::uint64_t free_bytes(const std::string& path) {
    std::error_code error;
    const auto space = std::filesystem::space(path, error);
    return error ? 0 : space.available;
}

}  // namespace

Result<DemoRoom> DemoRoom::make(std::uint64_t bytes_needed, const std::string& preferred) {
    std::string seen;
    std::vector<std::string> places{"/tmp", "/var/tmp"};
    if (!preferred.empty()) places.insert(places.begin(), preferred);
    for (const auto& place : places) {
        const std::uint64_t available = free_bytes(place);
        seen += fmt::format("{}{} has {}", seen.empty() ? "" : ", ", place, format_size(available));
        if (available < bytes_needed || place.size() > max_room_path) continue;
        std::string path = place + "/shoal-demo-XXXXXX";
        if (::mkdtemp(path.data()) != nullptr) return DemoRoom{path};
    }
    return fail(Errc::no_space, fmt::format("the demo needs {} of temporary space: {} (TMPDIR names another place; "
                                            "fewer --peers need less)",
                                            format_size(bytes_needed), seen));
}

DemoRoom::DemoRoom(DemoRoom&& other) noexcept : path_{std::move(other.path_)} {
    other.path_.clear();
}

DemoRoom::~DemoRoom() {
    if (path_.empty()) return;
    std::error_code ignored;  // nobody is left to be told
    std::filesystem::remove_all(path_, ignored);
}

}  // namespace shoal::cli
