#pragma once
// One child process with its own process group, its streams in files, that never outlives us.

#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

#include "core/result.h"

namespace shoal::cli {

struct ChildPlan {
    std::string program;                   ///< path
    std::vector<std::string> arguments;    ///< without the program's name
    std::vector<std::string> environment;  ///< all of it, "NAME=value"; secrets go here, never into arguments
    std::string stdout_path;               ///< made anew
    std::string stderr_path;
};

class ChildProcess {
public:
    /// stdin is /dev/null. The child is killed when the thread that starts it ends, however that happens
    /// (PR_SET_PDEATHSIG). A program that cannot be run ends with 127. Error: io.
    [[nodiscard]] static Result<ChildProcess> start(const ChildPlan& plan);
    ChildProcess(ChildProcess&& other) noexcept;
    ChildProcess& operator=(ChildProcess&& other) noexcept;
    ~ChildProcess();  ///< kills it if it still runs, and waits for it

    [[nodiscard]] pid_t pid() const { return pid_; }
    /// Its exit code once it has ended; 128 + number after a signal. Never waits.
    [[nodiscard]] std::optional<int> exit_status();
    /// Nothing if it has ended.
    void signal(int number);

private:
    explicit ChildProcess(pid_t pid) : pid_{pid} {}
    void end();

    pid_t pid_;  // 0: moved from
    std::optional<int> status_;
};

/// The path of our own program, beside which its sister stands. Error: io.
[[nodiscard]] Result<std::string> own_program();

}  // namespace shoal::cli
