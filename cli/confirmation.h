#pragma once
// A question that a person answers before something is lost.

#include <string>

#include "cli/console.h"

namespace shoal::cli {

/// Asks on stderr and reads a line from `input`. Done if it is "y" or "yes". Errors: usage with the text `unasked`
/// where `input` is no terminal, for nobody can be asked; interrupted for any other answer.
[[nodiscard]] Result<> confirm(std::string_view question, std::string_view unasked, int input, Console& console);

}  // namespace shoal::cli
