#include "gui/share_counts.h"

#include <utility>

namespace shoal::gui {

void ShareCounts::put(const ShareView& share) {
    Counted now{.is = {}, .labels = share.labels};
    for (std::size_t kind = 0; kind < kinds; ++kind) now.is[kind] = is_of(static_cast<ShareFilter::Kind>(kind), share);
    const auto [place, is_new] = counted_.try_emplace(share.tag);
    if (!is_new) {
        if (place->second == now) return;
        subtract(place->second);
    }
    add(now);
    place->second = std::move(now);
}

void ShareCounts::forget(const std::string& tag) {
    const auto gone = counted_.extract(tag);
    if (gone) subtract(gone.mapped());
}

void ShareCounts::clear() {
    counted_.clear();
    of_kind_ = {};
    of_label_.clear();
}

std::uint64_t ShareCounts::of_label(const std::string& label) const {
    const auto found = of_label_.find(label);
    return found == of_label_.end() ? 0 : found->second;
}

void ShareCounts::add(const Counted& one) {
    for (std::size_t kind = 0; kind < kinds; ++kind) of_kind_[kind] += one.is[kind] ? 1U : 0U;
    for (const auto& label : one.labels) ++of_label_[label];
}

void ShareCounts::subtract(const Counted& one) {
    for (std::size_t kind = 0; kind < kinds; ++kind) of_kind_[kind] -= one.is[kind] ? 1U : 0U;
    for (const auto& label : one.labels) {
        const auto found = of_label_.find(label);
        if (found != of_label_.end() && --found->second == 0) of_label_.erase(found);
    }
}

}  // namespace shoal::gui
