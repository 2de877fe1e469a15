#include "cli/user_service.h"

#include <array>
#include <cerrno>
#include <filesystem>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/child_process.h"
#include "core/descriptor.h"
#include "core/names.h"
#include "core/os_error.h"

namespace shoal::cli {
namespace {

constexpr std::size_t max_said = 4096;  // bytes of what systemctl says that are kept

bool can_run(const std::string& path) {
    return ::access(path.c_str(), X_OK) == 0 && !std::filesystem::is_directory(path);
}

std::optional<std::string> in_path(std::string_view name, const Environment& environment) {
    std::string rest = environment("PATH").value_or("");
    while (!rest.empty()) {
        const auto folder = rest.substr(0, rest.find(':'));
        rest.erase(0, folder.size() + 1);
        if (!folder.starts_with('/')) continue;  // never what happens to lie in the working directory
        if (auto path = fmt::format("{}/{}", folder, name); can_run(path)) return path;
    }
    return std::nullopt;
}

struct Ran {
    int exit = -1;
    std::string said;  ///< on stdout and stderr
};

/// Runs it and waits for its end.
Ran run(const std::string& program, const std::vector<std::string>& arguments) {
    std::array<int, 2> ends{};
    Ran out;
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return out;
    const Descriptor reader{ends[0]};
    Descriptor writer{ends[1]};
    std::vector<std::string> words{program};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> pointers;
    for (auto& word : words) pointers.push_back(word.data());
    pointers.push_back(nullptr);
    const pid_t pid = ::fork();
    if (pid < 0) return out;
    if (pid == 0) {
        if (::dup2(writer.get(), 1) < 0 || ::dup2(writer.get(), 2) < 0) ::_exit(127);
        ::execv(program.c_str(), pointers.data());
        ::_exit(127);
    }
    writer = Descriptor{};
    std::array<char, 512> part{};
    for (;;) {
        const auto got = uninterrupted([&] { return ::read(reader.get(), part.data(), part.size()); });
        if (got <= 0) break;
        if (out.said.size() < max_said) out.said.append(part.data(), static_cast<std::size_t>(got));
    }
    int status = 0;
    if (uninterrupted([&] { return ::waitpid(pid, &status, 0); }) == pid && WIFEXITED(status))
        out.exit = WEXITSTATUS(status);
    return out;
}

Ran run_systemctl(const std::string& systemctl, std::string_view verb) {
    return run(systemctl, {"--user", "--no-ask-password", "--no-pager", std::string{verb}, service_unit});
}

}  // namespace

std::optional<std::string> find_program(std::string_view name, const Environment& environment) {
    if (const auto own = own_program()) {
        auto beside = std::filesystem::path{*own}.parent_path() / name;
        if (can_run(beside.string())) return beside.string();
    }
    return in_path(name, environment);
}

std::optional<UserService> UserService::find(const Environment& environment) {
    const auto runtime = environment("XDG_RUNTIME_DIR").value_or("");
    std::error_code error;
    if (runtime.empty() || !std::filesystem::exists(runtime + "/systemd", error)) return std::nullopt;
    auto systemctl = in_path("systemctl", environment);
    if (!systemctl || run_systemctl(*systemctl, "cat").exit != 0) return std::nullopt;
    return UserService{std::move(*systemctl)};
}

bool UserService::is_active() const {
    return run_systemctl(systemctl_, "is-active").exit == 0;
}

Result<> UserService::tell(std::string_view verb) const {
    const auto ran = run_systemctl(systemctl_, verb);
    if (ran.exit == 0) return {};
    const auto said = ran.said.substr(0, ran.said.find('\n'));
    return fail(Errc::other, fmt::format("systemctl --user {} {}: {}", verb, service_unit,
                                         said.empty() ? "it cannot be run" : printable(said)));
}

}  // namespace shoal::cli
