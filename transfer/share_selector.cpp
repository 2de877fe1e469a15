#include "transfer/share_selector.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "core/names.h"

namespace shoal::transfer {
namespace {

constexpr std::string_view label_prefix = "label:";
constexpr std::size_t max_named = 5;  ///< shares in an error; enough to see what to add

bool is_active(const ShareView& share) {
    return share.rate_up > 0 || share.rate_down > 0;
}

bool is_troubled(const ShareView& share) {
    return share.state == ShareState::trouble || !share.error_code.empty();
}

using Test = bool (*)(const ShareView&);

/// Of the words that select several; nothing for any other.
Test test_of(std::string_view word) {
    if (word == "active") return is_active;
    if (word == "paused") return [](const ShareView& share) { return share.paused; };
    if (word == "error") return is_troubled;
    if (word == "complete") {
        return [](const ShareView& share) {
            return share.state == ShareState::seeding && share.bytes_wanted_have >= share.bytes_wanted;
        };
    }
    if (word == "downloading") return [](const ShareView& share) { return share.state == ShareState::downloading; };
    return nullptr;
}

bool is_at_or_below(std::string_view path, std::string_view root) {
    return !root.empty() && path.starts_with(root) &&
           (path.size() == root.size() || path[root.size()] == '/' || root == "/");
}

std::string lower(std::string_view text) {
    std::string out{text};
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

std::optional<std::uint64_t> number_of(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number == 0) return std::nullopt;
    return number;
}

template <class Is>
std::vector<ShareView> those(const std::vector<ShareView>& shares, Is is) {
    std::vector<ShareView> out;
    std::ranges::copy_if(shares, std::back_inserter(out), is);
    return out;
}

std::unexpected<Error> ambiguous(std::string_view selector, const std::vector<ShareView>& found) {
    std::string some;
    for (std::size_t i = 0; i < std::min(found.size(), max_named); ++i) {
        some += fmt::format("{}{} {}", i == 0 ? "" : ", ", found[i].tag, printable(found[i].name));
    }
    if (found.size() > max_named) some += ", ...";
    return fail(Errc::usage, fmt::format("{} shares are meant by '{}': {}; use a number or a tag", found.size(),
                                         printable(selector), some));
}

/// What one word may stand for, the most certain first.
std::vector<ShareView> candidates(const std::vector<ShareView>& shares, std::string_view selector) {
    if (const auto number = number_of(selector)) {
        auto found = those(shares, [&](const ShareView& share) { return share.number == *number; });
        if (!found.empty()) return found;
    }
    const std::string tag = lower(selector);
    auto found = those(shares, [&](const ShareView& share) { return share.tag == tag; });
    if (found.empty() && selector.starts_with('/')) {
        while (selector.size() > 1 && selector.ends_with('/')) selector.remove_suffix(1);
        found = those(shares, [&](const ShareView& share) { return is_at_or_below(selector, share.path); });
    }
    if (found.empty()) found = those(shares, [&](const ShareView& share) { return share.name == selector; });
    if (found.empty()) {
        const std::string begin = lower(selector);
        found = those(shares, [&](const ShareView& share) { return lower(share.name).starts_with(begin); });
    }
    return found;
}

}  // namespace

Result<std::vector<ShareView>> select_shares(std::vector<ShareView> shares, std::string_view selector) {
    if (selector.empty() || selector == "all") return shares;
    if (const auto test = test_of(selector)) return those(shares, test);
    if (selector.starts_with(label_prefix)) {
        const std::string label{selector.substr(label_prefix.size())};
        return those(shares, [&](const ShareView& share) {
            return std::ranges::find(share.labels, label) != share.labels.end();
        });
    }
    auto found = candidates(shares, selector);
    if (found.empty()) {
        return fail(Errc::not_found, fmt::format("there is no share '{}'; see shoal list", printable(selector)));
    }
    if (found.size() > 1) return ambiguous(selector, found);
    return found;
}

}  // namespace shoal::transfer
