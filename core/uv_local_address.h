#pragma once
// The address of a Unix socket.

#include <sys/socket.h>
#include <sys/un.h>

#include <string>

#include "core/result.h"

namespace shoal {

struct LocalAddress {
    sockaddr_un raw{};

    /// Error: usage, for a path that is empty, holds a NUL or is longer than sun_path (107 bytes).
    [[nodiscard]] static Result<LocalAddress> from(const std::string& path);
    [[nodiscard]] const sockaddr* get() const { return static_cast<const sockaddr*>(static_cast<const void*>(&raw)); }
    [[nodiscard]] socklen_t size() const { return sizeof(raw); }
};

}  // namespace shoal
