#pragma once
// The vocabulary for raw memory that every folder shares. Standard library only.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace shoal {

using Byte = std::byte;
using BytesView = std::span<const Byte>;  ///< borrowed; a parameter, never a member that outlives the call
using BytesMut = std::span<Byte>;         ///< borrowed and writable
using Bytes = std::vector<Byte>;          ///< owned

/// The bytes of a text, not copied; valid as long as the text is.
[[nodiscard]] inline BytesView as_bytes(std::string_view text) {
    return std::as_bytes(std::span{text.data(), text.size()});
}

/// The text that these bytes spell, not copied; no encoding is checked.
[[nodiscard]] std::string_view as_text(BytesView bytes);

/// Lower-case hexadecimal.
[[nodiscard]] std::string to_hex(BytesView bytes);

/// The inverse of to_hex (either case); nothing if the text is not an even run of hex digits.
[[nodiscard]] std::optional<Bytes> from_hex(std::string_view text);

/// True if both have the same length and bytes; takes the same time wherever they differ.
[[nodiscard]] bool equal_constant_time(BytesView a, BytesView b);

}  // namespace shoal
