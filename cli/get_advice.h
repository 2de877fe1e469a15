#pragma once
// What to do about an error that ended `shoal get`. Pure.

#include <string_view>

#include "core/result.h"

namespace shoal::cli {

struct GetSituation {
    bool is_placed = false;     ///< the share has its folder
    bool has_daemon = false;    ///< which goes on with what has its folder
    bool is_home_full = false;  ///< the data directory has no room
};

/// Empty where a person can do nothing.
[[nodiscard]] std::string_view advice_for(Errc code, const GetSituation& now);

}  // namespace shoal::cli
