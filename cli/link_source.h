#pragma once
// Where `shoal get` takes its link from, so that it need not stand in a process list.

#include <optional>
#include <string>

#include "core/result.h"
#include "core/settings.h"

namespace shoal::cli {

/// The argument; "-": the first line of stdin; nothing: SHOAL_LINK. Without surrounding blanks.
/// Errors: usage (none anywhere), malformed (longer than a link can be).
[[nodiscard]] Result<std::string> find_link(const std::optional<std::string>& argument, const Environment& environment,
                                            int input);

}  // namespace shoal::cli
