#pragma once
// What may stand where somebody presses Tab, from the command table and what an engine remembers. A link is never
// suggested: it is a secret. Pure functions.

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "cli/command_line.h"
#include "core/share_view.h"

namespace shoal::cli {

inline constexpr std::size_t max_suggestions = 1'000;  ///< more than anybody reads; a shell is slow with more

struct Suggestion {
    std::string word;     ///< as it would be typed without any quoting; no control characters
    std::string meaning;  ///< a short sentence; may be empty
};

enum class SuggestedPaths : std::uint8_t { none, files, directories };

struct Suggestions {
    std::vector<Suggestion> words;
    SuggestedPaths paths = SuggestedPaths::none;  ///< the shell knows them itself
};

/// The shares of the engine that a command line means; called at most once, and only where one may stand.
using RememberedShares = std::function<std::vector<ShareView>(const CommandLine&)>;

/// `words` stand after "shoal"; the last one is where the cursor is, and may be empty.
[[nodiscard]] Suggestions suggest(std::span<const std::string> words, const RememberedShares& remembered);

}  // namespace shoal::cli
