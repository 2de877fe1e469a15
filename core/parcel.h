#pragma once
// One message between two of our own processes, with the descriptors that travel along (SCM_RIGHTS).

#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "core/descriptor.h"
#include "core/result.h"
#include "crypto/bytes.h"

namespace shoal {

inline constexpr std::size_t max_parcel = 32 * 1024;      ///< bytes: two paths and some room
inline constexpr std::size_t max_parcel_descriptors = 4;  ///< at once

struct Parcel {
    Bytes bytes;
    std::vector<Descriptor> descriptors;
};

/// Two connected ends that keep messages apart (SOCK_SEQPACKET), close-on-exec. Error: io.
[[nodiscard]] Result<std::pair<Descriptor, Descriptor>> make_parcel_ends();

/// Waits until the other end has room. The descriptors stay the caller's; the receiver gets copies. Any thread, several
/// at once. Error: closed (nobody is at the other end), io, limit (more bytes or descriptors than fit).
[[nodiscard]] Result<> send_parcel(int end, BytesView bytes, std::span<const int> descriptors);

/// Waits for one; nothing once the other end is closed. Received descriptors are close-on-exec. Errors: io, malformed
/// (longer than max_parcel).
[[nodiscard]] Result<std::optional<Parcel>> receive_parcel(int end);

}  // namespace shoal
