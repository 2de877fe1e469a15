#pragma once
// What this process costs its machine.

#include <cstdint>

namespace shoal {

struct ProcessStats {
    std::uint64_t descriptors = 0;     ///< open files, sockets and the like
    std::uint64_t resident_bytes = 0;  ///< memory in RAM
    std::uint64_t pid = 0;
    std::uint64_t descriptors_at_most = 0;  ///< the soft limit
    std::uint64_t cpu_ns = 0;               ///< nanoseconds of processors, user and system, all threads
};

/// From /proc/self; zeros where that is not mounted. Any thread; takes well under a millisecond.
[[nodiscard]] ProcessStats read_process_stats();

}  // namespace shoal
