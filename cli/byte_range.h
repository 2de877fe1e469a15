#pragma once
// A part of a file as a person writes it.

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/result.h"

namespace shoal::cli {

struct ByteRange {
    std::uint64_t begin = 0;
    std::optional<std::uint64_t> end;  ///< not included; nothing: to the end of the file

    friend bool operator==(const ByteRange&, const ByteRange&) = default;
};

/// "0-1M", "10M-" (to the end), "-1M" (as 0-1M): sizes as parse_size reads them, the end not included. Error: usage.
[[nodiscard]] Result<ByteRange> parse_byte_range(std::string_view text);

}  // namespace shoal::cli
