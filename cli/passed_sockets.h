#pragma once
// Sockets that a service manager opened for us and passed at start: LISTEN_PID, LISTEN_FDS, LISTEN_FDNAMES
// (sd_listen_fds(3)).

#include "core/descriptor.h"
#include "core/settings.h"

namespace shoal::cli {

/// Each empty if none was passed. They listen already; their files, if any, stay the manager's.
struct PassedSockets {
    Descriptor control;  ///< a Unix socket named "control", or the only socket if it has no name of ours
    Descriptor http;     ///< a TCP socket named "http"
};

/// Takes what was passed to this process, marks it close-on-exec, and unsets the variables, so that no child takes
/// them for its own. Once, before other threads. Error: configuration (a socket with a name that nothing here has,
/// two of one name, or one of the wrong kind); then they stay open and the program should end.
[[nodiscard]] Result<PassedSockets> take_passed_sockets(const Environment& environment);

}  // namespace shoal::cli
