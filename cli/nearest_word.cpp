#include "cli/nearest_word.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace shoal::cli {
namespace {

constexpr std::size_t longest = 32;  // what is longer is meant as no command

/// Levenshtein's distance.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t swapped = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = std::exchange(row[j], std::min({swapped, row[j] + 1, row[j - 1] + 1}));
        }
    }
    return row.back();
}

}  // namespace

std::string_view nearest_word(std::string_view typed, std::span<const std::string> words) {
    if (typed.size() > longest) return {};
    std::size_t best = typed.size() < 4 ? 1 : 2;  // slips of the finger; most of a short word is no slip
    std::string_view found;
    for (const auto& word : words) {
        const auto apart = typed.size() > 1 && word.starts_with(typed) ? 1 : distance(typed, word);
        if (apart > best || (apart == best && !found.empty())) continue;
        best = apart;
        found = word;
    }
    return found;
}

}  // namespace shoal::cli
