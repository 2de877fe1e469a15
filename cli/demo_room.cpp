#include "cli/demo_room.h"

#include <cstdlib>
#include <filesystem>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/settings.h"

namespace shoal::cli {
namespace {

constexpr std::size_t max_room_path = 70;  // bytes; a control socket below it must stay within 107
constexpr std::size_t max_removers = 8;    // processes; file systems that wait on each journal commit gain by it

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

bool DemoRoom::remove_step() {
    std::error_code ignored;
    if (!to_remove_) {
        to_remove_.emplace();
        for (const auto& entry : std::filesystem::directory_iterator{path_, ignored}) {
            to_remove_->push_back(entry.path().string());
        }
    }
    std::erase_if(removing_, [](ChildProcess& child) { return child.exit_status().has_value(); });
    while (!to_remove_->empty() && removing_.size() < max_removers) {
        ChildPlan plan;
        plan.program = "/bin/rm";
        plan.arguments = {"-rf", "--", to_remove_->back()};
        plan.stdout_path = plan.stderr_path = "/dev/null";
        to_remove_->pop_back();
        auto child = ChildProcess::start(plan);
        if (child) removing_.push_back(std::move(*child));  // else the destructor does it
    }
    return removing_.empty();
}

void DemoRoom::abandon() {
    removing_.clear();
    path_.clear();
}

DemoRoom::DemoRoom(DemoRoom&& other) noexcept
    : path_{std::exchange(other.path_, {})}, to_remove_{std::move(other.to_remove_)}, removing_{
                                                                                          std::move(other.removing_)} {}

DemoRoom::~DemoRoom() {
    if (path_.empty()) return;
    std::error_code ignored;  // nobody is left to be told
    std::filesystem::remove_all(path_, ignored);
}

}  // namespace shoal::cli
