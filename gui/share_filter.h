#pragma once
// Which shares a list shows.

#include <cstdint>
#include <string>

#include <QString>

#include "core/share_view.h"

namespace shoal::gui {

struct ShareFilter {
    enum class Kind : std::uint8_t {
        all,
        downloading,  ///< it is being got, or will be once somebody is there
        sharing,      ///< complete, and served now
        complete,     ///< all that was chosen is here, whatever else
        paused,
        problems,
    };
    Kind kind = Kind::all;
    std::string label{};  ///< it has this one; empty: any or none
    QString text{};       ///< each word of it is in the name, the path or a label; no matter how it is written

    [[nodiscard]] bool accepts(const ShareView& share) const;

    friend bool operator==(const ShareFilter&, const ShareFilter&) = default;
};

/// Whether a share is of a kind.
[[nodiscard]] bool is_of(ShareFilter::Kind kind, const ShareView& share);

}  // namespace shoal::gui
