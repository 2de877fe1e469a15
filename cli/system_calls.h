#pragma once
// The system calls that the daemon makes, and none besides (seccomp).

#include "core/result.h"

namespace shoal::cli {

/// For all threads of this process and its children, for good. A call that is not on the list fails with EPERM; one
/// that only an intruder would make (running a program, looking into another process, mounts, namespaces, kernel
/// modules) ends the process. Needs no_new_privs. Errors: unsupported (no seccomp), io.
[[nodiscard]] Result<> filter_system_calls();

}  // namespace shoal::cli
