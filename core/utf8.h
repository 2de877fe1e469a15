#pragma once
// UTF-8 (RFC 3629), strictly: no overlong forms, no surrogates, nothing above U+10FFFF.

#include <optional>
#include <string_view>

#include "crypto/bytes.h"

namespace shoal {

struct CodePoint {
    char32_t value = 0;
    std::size_t length = 0;  ///< bytes it takes, 1 to 4
};

/// The code point that `text` begins with; nothing if it is empty or does not begin with a valid one.
[[nodiscard]] std::optional<CodePoint> first_code_point(std::string_view text);

[[nodiscard]] bool is_utf8(std::string_view text);

}  // namespace shoal
