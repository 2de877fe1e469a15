#pragma once
// The link: a secret that lets its holder read a share (docs/wire.md "Link").

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/endpoint.h"
#include "core/ids.h"
#include "core/result.h"
#include "core/selection_rules.h"

namespace shoal {

inline constexpr std::size_t max_link_bytes = 8 * 1024;
inline constexpr std::size_t max_link_parameters = 64;  ///< besides the content (xt)
inline constexpr std::size_t max_link_peers = 16;

struct Magnet {
    ContentId id;
    std::string name;                                         ///< dn: only shown, never trusted
    std::optional<std::uint64_t> bytes;                       ///< xl: only shown
    std::vector<Endpoint> peers;                              ///< x.pe that can be dialled as it stands
    std::vector<FileRange> files;                             ///< so: what its giver means; empty: all
    std::vector<std::pair<std::string, std::string>> others;  ///< every other parameter, decoded, order kept

    /// Accepts "magnet:?xt=urn:shoal:b..." and "shoal:b...[?dn=..]" in any case of the scheme, the id and the keys it
    /// knows; spaces around it are left out. Host names in x.pe are not resolved: they stay in `others`. Error:
    /// malformed, with a sentence that tells a damaged link from something that is no Shoal link at all, and that
    /// never repeats the link. parse(str()) gives the same again.
    [[nodiscard]] static Result<Magnet> parse(std::string_view text);
    /// The magnet form.
    [[nodiscard]] std::string str() const;
    /// "shoal:b...", nothing else.
    [[nodiscard]] std::string short_form() const;
};

}  // namespace shoal
