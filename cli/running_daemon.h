#pragma once
// Which process runs the engine of a data directory, without asking it.

#include <optional>
#include <string>

#include <sys/types.h>

#include "core/settings.h"

namespace shoal::cli {

/// Whether somebody accepts connections at this Unix socket.
[[nodiscard]] bool socket_answers(const std::string& path);

/// The process that listens at this Unix socket; nothing if nobody does, 0 if it cannot be seen from here. A socket
/// that a service manager opened is the manager's.
[[nodiscard]] std::optional<pid_t> listener_of(const std::string& path);

/// The process that holds the lock of a data directory (core/data_dir.h); nothing if none does. Takes no lock itself,
/// so that it never stands in the way of one that starts. Needs /proc.
[[nodiscard]] std::optional<pid_t> holder_of(const std::string& data_dir);

/// The name of a running program as the system knows it ("shoald"); empty if there is no such process.
[[nodiscard]] std::string program_of(pid_t process);

}  // namespace shoal::cli
