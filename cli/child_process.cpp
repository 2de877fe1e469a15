#include "cli/child_process.h"

#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <utility>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/descriptor.h"
#include "core/os_error.h"

namespace shoal::cli {
namespace {

constexpr int cannot_run = 127;  // as a shell says it

std::vector<char*> pointers(const std::vector<std::string>& texts) {
    std::vector<char*> out;
    for (const auto& text : texts) out.push_back(const_cast<char*>(text.c_str()));
    out.push_back(nullptr);
    return out;
}

int status_code(int status) {
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

/// Between fork and exec: only what is safe after a fork of a process with threads.
[[noreturn]] void become(const char* program, char* const* arguments, char* const* environment, int out, int err,
                         pid_t parent) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(cannot_run);  // it ended before the line above
    ::setpgid(0, 0);                                 // Ctrl-C reaches us alone; we decide when children end
    for (const int number : {SIGPIPE, SIGINT, SIGTERM, SIGHUP}) (void)::signal(number, SIG_DFL);
    const int in = ::open("/dev/null", O_RDONLY);
    if (in < 0 || ::dup2(in, 0) < 0 || ::dup2(out, 1) < 0 || ::dup2(err, 2) < 0) ::_exit(cannot_run);
    ::close_range(3, ~0U, 0);
    ::execve(program, arguments, environment);
    ::_exit(cannot_run);
}

Result<Descriptor> open_for_writing(const std::string& path) {
    Descriptor out{::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)};
    if (!out) return fail_file(errno, "write", path);
    return out;
}

}  // namespace

Result<ChildProcess> ChildProcess::start(const ChildPlan& plan) {
    std::vector<std::string> words{plan.program};
    words.insert(words.end(), plan.arguments.begin(), plan.arguments.end());
    const auto arguments = pointers(words);
    const auto environment = pointers(plan.environment);
    SHOAL_TRY(const auto out, open_for_writing(plan.stdout_path));
    SHOAL_TRY(const auto err, open_for_writing(plan.stderr_path));
    const pid_t parent = ::getpid();
    const pid_t pid = ::fork();
    if (pid == 0) become(plan.program.c_str(), arguments.data(), environment.data(), out.get(), err.get(), parent);
    if (pid < 0) return fail(Errc::io, std::string{"cannot start a process: "}.append(describe_errno(errno)));
    ::setpgid(pid, pid);  // also here, so that it is so whoever runs first
    return ChildProcess{pid};
}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept
    : pid_{std::exchange(other.pid_, 0)}, status_{other.status_} {}

ChildProcess& ChildProcess::operator=(ChildProcess&& other) noexcept {
    if (this == &other) return *this;
    end();
    pid_ = std::exchange(other.pid_, 0);
    status_ = other.status_;
    return *this;
}

ChildProcess::~ChildProcess() {
    end();
}

void ChildProcess::end() {
    if (pid_ == 0 || exit_status()) return;
    ::kill(pid_, SIGKILL);
    while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
    }
}

std::optional<int> ChildProcess::exit_status() {
    if (status_ || pid_ == 0) return status_;
    int status = 0;
    const pid_t ended = ::waitpid(pid_, &status, WNOHANG);
    if (ended == pid_) status_ = status_code(status);
    if (ended < 0 && errno == ECHILD) status_ = cannot_run;
    return status_;
}

void ChildProcess::signal(int number) {
    if (pid_ != 0 && !exit_status()) ::kill(pid_, number);
}

Result<std::string> own_program() {
    std::array<char, PATH_MAX> path{};
    const ssize_t size = ::readlink("/proc/self/exe", path.data(), path.size());
    if (size <= 0 || static_cast<std::size_t>(size) >= path.size()) {
        return fail(Errc::io, "cannot tell where this program stands (/proc/self/exe)");
    }
    return std::string{path.data(), static_cast<std::size_t>(size)};
}

}  // namespace shoal::cli
