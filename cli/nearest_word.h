#pragma once
// The word that was probably meant.

#include <span>
#include <string>
#include <string_view>

namespace shoal::cli {

/// Of `words` the one that a slip of the finger or two makes of `typed`, or that it begins; nothing if none is near.
[[nodiscard]] std::string_view nearest_word(std::string_view typed, std::span<const std::string> words);

}  // namespace shoal::cli
