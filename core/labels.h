#pragma once
// Words that a person puts on shares to find them again.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace shoal {

inline constexpr std::size_t max_labels = 32;       ///< of one share
inline constexpr std::size_t max_label_bytes = 64;  ///< of UTF-8

/// A label has a character, is valid UTF-8 without control characters, blanks at its ends and commas, and is not too
/// long. Error: usage.
[[nodiscard]] Result<> check_label(std::string_view label);

/// Sorted bytewise, each once. Errors: those of check_label; limit.
[[nodiscard]] Result<std::vector<std::string>> clean_labels(std::vector<std::string> labels);

}  // namespace shoal
