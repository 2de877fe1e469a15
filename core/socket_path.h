#pragma once
// The path that a Unix socket is about to be bound to.

#include <string>

#include "core/result.h"

namespace shoal {

/// Makes the directory of `path` (0700) if it is missing and removes a socket there that nobody answers, which a daemon
/// leaves that was killed. Blocking for a few system calls. Two processes that do this for one path at once are kept
/// apart by the lock of the data directory (core/data_dir.h), not here.
/// Errors: in_use (somebody answers), exists (it is no socket), usage (too long for a socket), not_found (the parent
/// of the directory), permission, io.
[[nodiscard]] Result<> clear_socket_path(const std::string& path);

}  // namespace shoal
