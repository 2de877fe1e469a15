#pragma once
// A process that stays when we end: its own session, its talk in a file.

#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

#include "core/result.h"

namespace shoal::cli {

class DetachedProcess {
public:
    /// Runs `program` (a path) with our environment, stdin from /dev/null, stdout and stderr at the end of the file
    /// `log` (made 0600), in the folder "/". A program that cannot be run ends with 127. Error: io, permission.
    [[nodiscard]] static Result<DetachedProcess>
    start(const std::string& program, const std::vector<std::string>& arguments, const std::string& log);

    [[nodiscard]] pid_t pid() const { return pid_; }
    /// Its exit code, if it has ended while we are here; 128 + number after a signal. Never waits.
    [[nodiscard]] std::optional<int> exit_status();

private:
    explicit DetachedProcess(pid_t pid) : pid_{pid} {}

    pid_t pid_;
    std::optional<int> status_;
};

}  // namespace shoal::cli
