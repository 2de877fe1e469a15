#pragma once
// Base32 (RFC 4648 section 6) as links and tags use it: lower case, no padding.

#include <optional>
#include <string>
#include <string_view>

#include "crypto/bytes.h"

namespace shoal {

/// Lower case, no padding: ceil(8 n / 5) characters.
[[nodiscard]] std::string to_base32(BytesView bytes);

/// The inverse, either case. Nothing if a character is foreign, if no bytes have this length in base32, or if the
/// spare bits of the last character are not zero: so each text of one case stands for other bytes.
[[nodiscard]] std::optional<Bytes> from_base32(std::string_view text);

}  // namespace shoal
