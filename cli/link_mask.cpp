#include "cli/link_mask.h"

#include <algorithm>

namespace shoal::cli {
namespace {

using Place = std::string_view::size_type;

constexpr Place nowhere = std::string_view::npos;
constexpr Place id_characters = 57;    // with the 'b' before it
constexpr Place enough_of_an_id = 16;  // behind a scheme
constexpr std::string_view blanks = " \t\r\n\f\v";
constexpr std::string_view closing = "'\"),;.:";  // what a sentence puts behind a word

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_base32(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '2' && c <= '7');
}

/// How many characters from `at` on could be of an id.
Place id_run(std::string_view word, Place at) {
    const auto rest = word.substr(std::min(at, word.size()));
    return static_cast<Place>(std::ranges::find_if_not(rest, is_base32) - rest.begin());
}

/// Where the secret begins in a word of small letters.
Place secret_in(std::string_view word) {
    Place found = nowhere;
    for (const std::string_view scheme : {"shoal:", "shoal%3a"}) {
        for (auto at = word.find(scheme); at != nowhere; at = word.find(scheme, at + 1)) {
            if (id_run(word, at + scheme.size()) >= enough_of_an_id) found = std::min(found, at);
        }
    }
    for (Place at = 0; at < word.size(); at += id_run(word, at) + 1) {
        if (id_run(word, at) == id_characters) found = std::min(found, at);
    }
    const auto magnet = word.find("magnet:?");
    const bool has_more = magnet != nowhere && word.size() - magnet > id_characters;
    return found != nowhere || has_more ? std::min(found, magnet) : nowhere;
}

std::string masked(std::string_view word) {
    std::string small{word};
    std::ranges::transform(small, small.begin(), lower);
    const auto begin = secret_in(small);
    if (begin == nowhere) return std::string{word};
    const auto end = word.find_last_not_of(closing) + 1;
    return std::string{word.substr(0, begin)} + "(a link)" + std::string{word.substr(std::max(begin, end))};
}

}  // namespace

std::string without_links(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const auto word = text.substr(0, text.find_first_of(blanks));
        out += masked(word);
        text.remove_prefix(word.size());
        const auto gap = text.substr(0, text.find_first_not_of(blanks));
        out += gap;
        text.remove_prefix(gap.size());
    }
    return out;
}

}  // namespace shoal::cli
