#include "cli/detached_process.h"

#include <csignal>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/descriptor.h"
#include "core/os_error.h"

namespace shoal::cli {
namespace {

constexpr int cannot_run = 127;  // as a shell says it

/// Between fork and exec: only what is safe after a fork of a process with threads.
[[noreturn]] void become(const char* program, char* const* arguments, int in, int out) {
    ::setsid();
    for (const int number : {SIGPIPE, SIGINT, SIGTERM, SIGHUP}) (void)::signal(number, SIG_DFL);
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    if (::dup2(in, 0) < 0 || ::dup2(out, 1) < 0 || ::dup2(out, 2) < 0 || ::chdir("/") != 0) ::_exit(cannot_run);
    ::close_range(3, ~0U, 0);
    ::execv(program, arguments);
    ::_exit(cannot_run);
}

}  // namespace

Result<DetachedProcess> DetachedProcess::start(const std::string& program, const std::vector<std::string>& arguments,
                                               const std::string& log) {
    std::vector<std::string> words{program};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> pointers;
    for (auto& word : words) pointers.push_back(word.data());
    pointers.push_back(nullptr);
    const Descriptor in{::open("/dev/null", O_RDONLY | O_CLOEXEC)};
    const Descriptor out{::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600)};
    if (!in || !out) return fail_file(errno, "write", log);
    const pid_t pid = ::fork();
    if (pid == 0) become(program.c_str(), pointers.data(), in.get(), out.get());
    if (pid < 0) return fail(Errc::io, std::string{"cannot start a process: "}.append(describe_errno(errno)));
    return DetachedProcess{pid};
}

std::optional<int> DetachedProcess::exit_status() {
    if (status_) return status_;
    int status = 0;
    if (::waitpid(pid_, &status, WNOHANG) == pid_)
        status_ = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    return status_;
}

}  // namespace shoal::cli
