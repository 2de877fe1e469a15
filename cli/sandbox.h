#pragma once
// What the daemon gives up before it meets anybody: files that are not its business (Landlock), system calls that it
// never makes (seccomp), new rights (no_new_privs) and core files.

#include <string>
#include <vector>

#include "core/result.h"

namespace shoal::cli {

/// Absolute paths; what does not exist is left out.
struct SandboxPlan {
    std::vector<std::string> writable{};  ///< folders, with all beneath: read, write, make, rename, remove
    std::vector<std::string> readable{};  ///< files and folders, with all beneath
};

struct SandboxReport {
    int landlock = 0;               ///< version of its interface; 0: this kernel has none that will do
    std::string why_no_landlock{};  ///< for the log; empty if there is one
};

/// For this process, its threads and its children, for good. Nothing can be executed or opened for reading or writing
/// outside of the plan afterwards; Landlock binds only threads that start after it, so this is called before any does.
/// Where the kernel lacks Landlock the system calls alone are filtered. Error: unsupported (no seccomp either), io.
[[nodiscard]] Result<SandboxReport> enter_sandbox(const SandboxPlan& plan);

/// No core file of this process will hold its secrets, not even one that a program on this machine collects. Children
/// take that over.
void forbid_core_files();

}  // namespace shoal::cli
