#include "transfer/urgency.h"

#include <algorithm>
#include <tuple>

namespace shoal::transfer {

void Urgency::set(const std::vector<Urgent>& chunks) {
    chunks_.clear();
    for (const auto& one : chunks) {
        auto& kept = chunks_.try_emplace(one.chunk, one).first->second;
        kept.by = std::min(kept.by, one.by);
        kept.awaited = kept.awaited || one.awaited;
    }
    order_.clear();
    for (const auto& [chunk, one] : chunks_) order_.push_back(one);
    std::ranges::sort(order_, {}, [](const Urgent& one) { return std::tuple{one.by, one.chunk}; });
}

std::optional<Instant> Urgency::by(ChunkIndex chunk) const {
    const auto found = chunks_.find(chunk);
    return found == chunks_.end() ? std::nullopt : std::optional{found->second.by};
}

bool Urgency::is_awaited(ChunkIndex chunk) const {
    const auto found = chunks_.find(chunk);
    return found != chunks_.end() && found->second.awaited;
}

}  // namespace shoal::transfer
