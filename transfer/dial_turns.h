#pragma once
// Whose turn it is to dial, when there are fewer free dials than shares that want one: one after the other. Without it
// a share that was told of a thousand dead addresses takes every dial as it becomes free, and the others starve.

#include <algorithm>
#include <deque>

#include "core/ids.h"
#include "core/time.h"

namespace shoal::transfer {

/// Lives on the loop.
class DialTurns {
public:
    static constexpr Duration patience = 1s;  ///< whoever has not asked for so long wants no more; all ask each 200 ms

    /// Whether `who` may dial now, with so many dials free. If not it is in the line from now on.
    [[nodiscard]] bool may(Instant now, const Tag& who, std::size_t free) {
        std::erase_if(line_, [&](const Waiting& one) { return one.asked + patience <= now; });
        const auto at = std::ranges::find(line_, who, &Waiting::who);
        const auto ahead = static_cast<std::size_t>(at - line_.begin());
        if (ahead < free) {
            if (at != line_.end()) line_.erase(at);
            return true;
        }
        if (at == line_.end()) {
            line_.push_back({who, now});
        } else {
            at->asked = now;
        }
        return false;
    }
    void left(const Tag& who) {
        std::erase_if(line_, [&](const Waiting& one) { return one.who == who; });
    }

private:
    struct Waiting {
        Tag who;
        Instant asked;
    };
    std::deque<Waiting> line_;
};

}  // namespace shoal::transfer
