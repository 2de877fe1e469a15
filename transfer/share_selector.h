#pragma once
// Which shares a person means: a number, a tag, the beginning of a name, a path, or a word.

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/share_view.h"

namespace shoal::transfer {

/// Selectors of several: "" and `all`, `active` (bytes move), `paused`, `error`, `complete`, `downloading`, `label:X`;
/// they may select none. Selectors of one, tried in this order: a number, a tag, an absolute path at or below a share,
/// a name, the beginning of a name in any case of ASCII letters. Keeps the order. Errors: not_found, usage (ambiguous;
/// names some).
[[nodiscard]] Result<std::vector<ShareView>> select_shares(std::vector<ShareView> shares, std::string_view selector);

}  // namespace shoal::transfer
