#pragma once
// Which side of a link one is.

#include <cstdint>

namespace shoal::crypto {

enum class Role : std::uint8_t { initiator = 0, responder = 1 };  ///< the values are on the wire: never change them

}  // namespace shoal::crypto
