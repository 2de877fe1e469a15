#include "cli/demo_compare.h"

#include <algorithm>
#include <fstream>

#include <fmt/format.h>

#include "core/names.h"

namespace shoal::cli {
namespace {

constexpr std::size_t max_at_once = 2;  // programs; more only fight for the disk

// $1 the parent, $2 the name. One line a file: hash and path, then the paths of files that may be executed.
constexpr auto* list_script = R"(set -e
cd -- "$1"
find "./$2" -type f -print0 | LC_ALL=C sort -z | xargs -0 -r sha256sum
echo 'executable:'
find "./$2" -type f -perm -u+x -print0 | LC_ALL=C sort -z | tr '\n\0' '?\n'
)";

constexpr std::string_view second_part = "executable:";

std::string path_in(const std::string& line) {
    const auto blank = line.find("  ");
    return blank == std::string::npos ? line : line.substr(blank + 2);
}

/// Where two lists part, as a sentence; nothing if they are equal.
std::optional<std::string> first_difference(const std::string& source, const std::string& copy) {
    std::ifstream a{source, std::ios::binary};
    std::ifstream b{copy, std::ios::binary};
    bool executable = false;
    for (;;) {
        std::string left;
        std::string right;
        const bool more_left = static_cast<bool>(std::getline(a, left));
        const bool more_right = static_cast<bool>(std::getline(b, right));
        if (!more_left && !more_right) return std::nullopt;
        if (left != right || more_left != more_right) {
            return fmt::format("{} at {}", executable ? "execute permission differs" : "content differs",
                               printable(path_in(more_left ? left : right)));
        }
        executable = executable || left == second_part;
    }
}

std::uint64_t files_in(const std::string& list) {
    std::ifstream in{list, std::ios::binary};
    std::uint64_t files = 0;
    for (std::string line; std::getline(in, line) && line != second_part;) ++files;
    return files;
}

}  // namespace

std::string DemoCompare::list_path(std::size_t tree) const {
    return fmt::format("{}/list-{}", folder_, tree);
}

Result<> DemoCompare::start(std::size_t tree) {
    ChildPlan plan;
    plan.program = "/bin/sh";
    plan.arguments = {"-c", list_script, "sh", trees_[tree].parent, trees_[tree].name};
    plan.environment = {"PATH=/usr/bin:/bin", "LC_ALL=C"};
    plan.stdout_path = list_path(tree);
    plan.stderr_path = list_path(tree) + ".err";
    SHOAL_TRY(auto child, ChildProcess::start(plan));
    children_[tree].emplace(std::move(child));
    return {};
}

Result<bool> DemoCompare::step() {
    finished_ = 0;
    for (std::size_t i = 0; i < started_; ++i) {
        const auto status = children_[i]->exit_status();
        if (!status) continue;
        if (*status != 0) {
            return fail(Errc::io, fmt::format("hashing the files of {} failed ({})", trees_[i].owner, *status));
        }
        ++finished_;
    }
    while (started_ < trees_.size() && started_ - finished_ < max_at_once) {
        SHOAL_CHECK(start(started_));
        ++started_;
    }
    return finished_ == trees_.size();
}

std::vector<std::string> DemoCompare::differences() const {
    std::vector<std::string> out;
    const std::uint64_t files = files_in(list_path(0));
    if (files != files_expected_) {
        out.push_back(fmt::format("the source has {} files, the share {}", files, files_expected_));
    }
    for (std::size_t i = 1; i < trees_.size(); ++i) {
        const auto difference = first_difference(list_path(0), list_path(i));
        if (difference) out.push_back(trees_[i].owner + ": " + *difference);
    }
    return out;
}

}  // namespace shoal::cli
