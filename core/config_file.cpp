#include "core/config_file.h"

#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/descriptor.h"
#include "core/os_error.h"

namespace shoal {
namespace {

constexpr std::uintmax_t max_config_bytes = 1024 * 1024;

Result<> make_folder_of(const std::string& path) {
    const auto folder = std::filesystem::path{path}.parent_path().string();
    for (std::size_t end = folder.find('/', 1); !folder.empty(); end = folder.find('/', end + 1)) {
        const std::string step = folder.substr(0, end);
        if (::mkdir(step.c_str(), S_IRWXU) != 0 && errno != EEXIST) return fail_file(errno, "make the folder", step);
        if (end == std::string::npos) return {};
    }
    return {};
}

/// What a chain of symlinks leads to; the path itself where there is nothing yet.
std::string followed(const std::string& path) {
    const std::unique_ptr<char, decltype(&std::free)> real{::realpath(path.c_str(), nullptr), &std::free};
    return real ? std::string{real.get()} : path;
}

Result<> write_all(int file, const std::string& text, const std::string& path) {
    std::size_t done = 0;
    while (done < text.size()) {
        const ssize_t wrote = uninterrupted([&] { return ::write(file, text.data() + done, text.size() - done); });
        if (wrote < 0) return fail_file(errno, "write", path);
        done += static_cast<std::size_t>(wrote);
    }
    if (::fsync(file) != 0) return fail_file(errno, "write", path);
    return {};
}

/// The new file, complete and durable, with the rights of the one it replaces.
Result<> write_beside(int file, const std::string& path, const std::string& text) {
    struct stat old {};
    if (::stat(path.c_str(), &old) == 0) {
        if (::fchown(file, old.st_uid, old.st_gid) != 0 && errno != EPERM) return fail_file(errno, "write", path);
        if (::fchmod(file, old.st_mode & 07777) != 0) return fail_file(errno, "set the rights of", path);
    }
    return write_all(file, text, path);
}

}  // namespace

Result<std::optional<std::string>> read_config_file(const std::string& path) {
    if (path.empty()) return std::nullopt;
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    if (error == std::errc::no_such_file_or_directory || error == std::errc::not_a_directory) return std::nullopt;
    if (error) return fail(Errc::configuration, fmt::format("{}: {}", printable_path(path), error.message()));
    if (size > max_config_bytes)
        return fail(Errc::configuration, fmt::format("{}: larger than 1 MiB", printable_path(path)));
    std::ifstream in{path, std::ios::binary};
    std::ostringstream text;
    if (size > 0) text << in.rdbuf();
    if (!in || !text)
        return fail(Errc::configuration, fmt::format("{}: {}", printable_path(path), describe_errno(errno)));
    return std::optional{text.str()};
}

Result<> replace_config_file(const std::string& path, const std::string& text) {
    SHOAL_CHECK(make_folder_of(path));
    const std::string target = followed(path);
    std::string beside = target + ".XXXXXX";
    const Descriptor file{::mkostemp(beside.data(), O_CLOEXEC)};
    if (!file) return fail_file(errno, "write beside", target);
    auto written = write_beside(file.get(), target, text);
    if (written && ::rename(beside.c_str(), target.c_str()) != 0) written = fail_file(errno, "replace", target);
    if (!written) {
        ::unlink(beside.c_str());
        return written;
    }
    const auto folder = std::filesystem::path{target}.parent_path().string();
    const Descriptor directory{::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (directory) ::fsync(directory.get());
    return {};
}

}  // namespace shoal
