#include "cli/demo_content.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <set>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/descriptor.h"
#include "core/names.h"
#include "core/os_error.h"
#include "core/world.h"

namespace shoal::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t min_library_bytes = 64 * 1024;  // smaller ones are mostly headers of nothing

/// Calls `take(path, size)` for each plain file below `root`; unreadable folders are passed over.
template <class Take>
std::error_code each_file(const std::string& root, Take take) {
    std::error_code error;
    fs::recursive_directory_iterator it{root, fs::directory_options::skip_permission_denied, error};
    for (; !error && it != fs::recursive_directory_iterator{}; it.increment(error)) {
        std::error_code ignored;
        if (it->is_symlink(ignored) || !it->is_regular_file(ignored)) continue;
        const auto size = it->file_size(ignored);
        if (!ignored) take(it->path().string(), size);
    }
    return error;
}

/// Shared libraries first, in the order of their paths, then whatever else is there, until it is enough.
std::vector<std::string> choose_libraries(std::uint64_t& bytes) {
    std::vector<std::pair<std::string, std::uint64_t>> libraries;
    std::vector<std::pair<std::string, std::uint64_t>> others;
    (void)each_file("/usr/lib", [&](const std::string& path, std::uint64_t size) {
        if (size < min_library_bytes) return;
        (path.find(".so") != std::string::npos ? libraries : others).emplace_back(path, size);
    });
    std::sort(libraries.begin(), libraries.end());
    std::sort(others.begin(), others.end());
    libraries.insert(libraries.end(), others.begin(), others.end());
    std::vector<std::string> out;
    bytes = 0;
    for (const auto& [path, size] : libraries) {
        if (bytes >= demo_big_file_bytes) break;
        if (::access(path.c_str(), R_OK) != 0) continue;
        out.push_back(path);
        bytes += size;
    }
    return out;
}

EntryKind kind_of(const fs::directory_entry& entry) {
    std::error_code ignored;
    if (entry.is_symlink(ignored)) return EntryKind::symlink;
    if (entry.is_directory(ignored)) return EntryKind::directory;
    return entry.is_regular_file(ignored) ? EntryKind::file : EntryKind::other;
}

Result<std::uint64_t> append(const std::string& from, const std::string& to) {
    const Descriptor in{::open(from.c_str(), O_RDONLY | O_CLOEXEC)};
    if (!in) return fail_file(errno, "read", from);
    const Descriptor out{::open(to.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644)};
    if (!out || ::lseek(out.get(), 0, SEEK_END) < 0) return fail_file(errno, "write", to);
    std::uint64_t bytes = 0;
    for (;;) {
        constexpr std::size_t step = 16 * 1024 * 1024;
        const ssize_t moved = uninterrupted([&] { return ::sendfile(out.get(), in.get(), nullptr, step); });
        if (moved < 0) return fail_file(errno, "write", to);
        if (moved == 0) return bytes;
        bytes += static_cast<std::uint64_t>(moved);
    }
}

}  // namespace

Result<TreeSize> measure_tree(const std::string& path) {
    TreeSize out;
    std::error_code error;
    const auto status = fs::symlink_status(path, error);
    if (!fs::exists(status)) return fail(Errc::not_found, path + ": no such file or folder");
    if (fs::is_regular_file(status)) return TreeSize{fs::file_size(path, error), 1};
    error = each_file(path, [&](const std::string&, std::uint64_t size) {
        out.bytes += size;
        ++out.files;
    });
    if (error) return fail(Errc::io, path + ": " + error.message());
    return out;
}

namespace {

/// The names in one folder that must go, in order.
std::vector<std::string> unshareable_names(const std::vector<DirectoryEntry>& entries) {
    std::vector<std::string> out;
    std::set<std::string> keys;
    for (const auto& entry : entries) {
        if (entry.kind != EntryKind::file && entry.kind != EntryKind::directory) continue;  // sharing skips it anyway
        const bool possible = check_component(entry.name).has_value();
        if (!possible || !keys.insert(collision_key(entry.name)).second) out.push_back(entry.name);
    }
    return out;
}

}  // namespace

Result<std::vector<std::string>> take_out_unshareable(const std::string& folder) {
    std::vector<std::string> out;
    std::vector<std::string> open{""};
    while (!open.empty()) {
        const std::string at = std::move(open.back());
        open.pop_back();
        std::vector<DirectoryEntry> entries;
        std::error_code error;
        for (fs::directory_iterator it{folder + "/" + at, error}; !error && it != fs::directory_iterator{};
             it.increment(error)) {
            entries.push_back({it->path().filename().string(), kind_of(*it)});
        }
        if (error) return fail(Errc::io, fmt::format("{}/{}: {}", folder, at, error.message()));
        std::sort(entries.begin(), entries.end());
        const auto gone = unshareable_names(entries);
        for (const auto& name : gone) {
            fs::remove_all(folder + "/" + at + name, error);
            if (error) return fail(Errc::io, fmt::format("{}/{}{}: {}", folder, at, name, error.message()));
            out.push_back(at + name);
        }
        for (const auto& entry : entries) {
            const bool stays = std::find(gone.begin(), gone.end(), entry.name) == gone.end();
            if (entry.kind == EntryKind::directory && stays) open.push_back(at + entry.name + "/");
        }
    }
    std::sort(out.begin(), out.end());
    return out;
}

Result<DemoContent> DemoContent::plan() {
    DemoContent out;
    std::error_code ignored;
    out.tree_path_ = fs::is_directory("/usr/include", ignored) ? "/usr/include" : "/usr/share";
    SHOAL_TRY(out.tree_, measure_tree(out.tree_path_));
    out.libraries_ = choose_libraries(out.big_bytes_);
    if (out.libraries_.empty()) return fail(Errc::not_found, "/usr/lib has nothing to share; name a folder");
    return out;
}

Result<> DemoContent::begin(const std::string& room) {
    path_ = room + "/demo-content";
    std::error_code error;
    fs::create_directory(path_, error);
    if (error) return fail(Errc::io, path_ + ": " + error.message());
    ChildPlan plan;
    plan.program = "/bin/cp";
    plan.arguments = {"-a", "--", tree_path_, path_ + "/"};
    plan.environment = {"LC_ALL=C"};
    plan.stdout_path = room + "/copy.out";
    plan.stderr_path = room + "/copy.err";
    SHOAL_TRY(auto child, ChildProcess::start(plan));
    copy_.emplace(std::move(child));
    return {};
}

Result<bool> DemoContent::step() {
    if (next_library_ < libraries_.size()) {
        SHOAL_CHECK(append_library());
        return false;
    }
    return copy_ended();
}

Result<> DemoContent::append_library() {
    SHOAL_TRY(const auto bytes, append(libraries_[next_library_], path_ + "/libraries.bin"));
    ++next_library_;
    written_ += bytes;
    return {};
}

Result<bool> DemoContent::copy_ended() {
    if (copied_) return true;
    const auto status = copy_->exit_status();
    if (!status) return false;
    if (*status != 0) return fail(Errc::io, fmt::format("copying {} failed (cp ended with {})", tree_path_, *status));
    SHOAL_TRY(taken_out_, take_out_unshareable(path_));
    copied_ = true;
    written_ += tree_.bytes;
    return true;
}

}  // namespace shoal::cli
