#include "cli/share_lookup.h"

#include <unordered_set>

#include <fmt/format.h>

#include "core/names.h"

namespace shoal::cli {
namespace {

/// A path is seen from here, not from where the engine runs.
Result<std::string> for_the_engine(const std::string& selector) {
    const bool is_path = selector.find('/') != std::string::npos || selector == "." || selector == "..";
    if (!is_path || selector.starts_with("label:")) return selector;
    return absolute_path(selector);
}

}  // namespace

Result<std::vector<ShareView>> find_shares(EngineHost& host, const std::vector<std::string>& selectors) {
    std::vector<ShareView> out;
    std::unordered_set<std::string> seen;
    for (const auto& selector : selectors) {
        if (selector.empty()) return fail(Errc::usage, "a share is named by nothing; write all for all of them");
        SHOAL_TRY(const auto word, for_the_engine(selector));
        SHOAL_TRY(auto found, host.ask(ListShares{word}));
        if (selectors.size() == 1) return std::move(found.shares);
        for (auto& share : found.shares) {
            if (seen.insert(share.tag).second) out.push_back(std::move(share));
        }
    }
    return out;
}

Result<ShareView> find_share(EngineHost& host, const std::string& selector) {
    SHOAL_TRY(auto found, find_shares(host, {selector}));
    if (found.empty()) return fail(Errc::not_found, fmt::format("no share is meant by '{}' now", printable(selector)));
    if (found.size() > 1)
        return fail(Errc::usage,
                    fmt::format("{} shares are meant by '{}'; this is about one", found.size(), printable(selector)));
    return std::move(found.front());
}

std::vector<std::string> tags_of(const std::vector<ShareView>& shares) {
    std::vector<std::string> out;
    for (const auto& share : shares) out.push_back(share.tag);
    return out;
}

std::string name_of(const ShareView& share) {
    return printable(share.name.empty() ? share.tag : share.name);
}

std::string outcome_of(const ShareView& share, std::string_view what) {
    return fmt::format("{}  {}: {}", share.number, name_of(share), what);
}

}  // namespace shoal::cli
