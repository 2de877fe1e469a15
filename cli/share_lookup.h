#pragma once
// Which shares are meant by what was typed: the engine resolves selectors, this file brings them to it.

#include <string>
#include <vector>

#include "cli/engine_host.h"
#include "core/share_view.h"

namespace shoal::cli {

/// The shares that each of `selectors` stands for, none twice, in the order of the first. Blocking. Errors: not_found,
/// usage (several are meant by a name), those of EngineHost::ask.
[[nodiscard]] Result<std::vector<ShareView>> find_shares(EngineHost& host, const std::vector<std::string>& selectors);

/// Exactly one. Errors: as find_shares; also usage (a word for several), not_found (a word for none).
[[nodiscard]] Result<ShareView> find_share(EngineHost& host, const std::string& selector);

[[nodiscard]] std::vector<std::string> tags_of(const std::vector<ShareView>& shares);

/// Its name, or its tag while the name is not known; harmless on a terminal.
[[nodiscard]] std::string name_of(const ShareView& share);

/// "3  iris: paused", as commands that change shares print it.
[[nodiscard]] std::string outcome_of(const ShareView& share, std::string_view what);

}  // namespace shoal::cli
