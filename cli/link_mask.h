#pragma once
// Links are secrets, and a sentence about what was typed may hold one.

#include <string>
#include <string_view>

namespace shoal::cli {

/// The text with every word from where a link, or its id alone, begins in it replaced: "--foo=(a link)". Damaged links
/// count: whoever reads them can mend them.
[[nodiscard]] std::string without_links(std::string_view text);

}  // namespace shoal::cli
