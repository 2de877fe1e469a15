#pragma once
// Chunks that somebody waits for, or will want soon: they are asked for before all others.

#include <map>
#include <optional>
#include <span>
#include <vector>

#include "core/ids.h"
#include "core/time.h"

namespace shoal::transfer {

struct Urgent {
    ChunkIndex chunk{};
    Instant by;            ///< the earlier, the sooner it is asked for
    bool awaited = false;  ///< somebody waits for it now; else it will be wanted next
};

/// Lives in a Swarm, on the loop.
class Urgency {
public:
    /// In place of what was urgent before. Of a chunk that is named twice the earlier date holds, and it is awaited if
    /// one of the two says so.
    void set(const std::vector<Urgent>& chunks);

    /// Each chunk once, the earliest first.
    [[nodiscard]] std::span<const Urgent> in_order() const { return order_; }
    /// Nothing if it is not urgent.
    [[nodiscard]] std::optional<Instant> by(ChunkIndex chunk) const;
    [[nodiscard]] bool is_awaited(ChunkIndex chunk) const;
    [[nodiscard]] bool empty() const { return order_.empty(); }

private:
    std::map<ChunkIndex, Urgent> chunks_;
    std::vector<Urgent> order_;
};

}  // namespace shoal::transfer
