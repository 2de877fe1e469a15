#include "dht/search_plan.h"

namespace shoal::dht {

DisjointLookup SearchPlan::walk(const NodeId& target, const NodeId& own, bool enforce_ids) const {
    return {target, own, paths, LookupRules{.parallel = parallel, .region = {}, .enforce_ids = enforce_ids}};
}

std::optional<LookupRegion> SearchPlan::surroundings(const SizeEstimate& size, std::size_t known) const {
    if (region == 0) return std::nullopt;
    const auto bound = size.expected(region, known);
    if (!bound) return std::nullopt;
    return LookupRegion{.bound = *bound,
                        .most = size.error_percent() <= sure_percent ? crowded_region_most : region_most};
}

SearchPlan plan_of(SearchKind kind, Care care, std::size_t shares) {
    switch (kind) {
    case SearchKind::fill:
        return {.paths = 1, .parallel = refresh_parallel};
    case SearchKind::announce:
        if (shares > max_two_path_shares) return {.paths = 1, .region = region_rank, .patient = true, .cost = 2};
        return {.paths = 2, .parallel = two_path_parallel, .region = region_rank, .patient = true, .cost = 3};
    case SearchKind::find:
        break;
    }
    switch (care) {
    case Care::plain:
        break;
    case Care::suspicious:
        return {.paths = 2, .parallel = two_path_parallel, .region = region_rank, .patient = true, .cost = 3};
    case Care::besieged:
        return {.paths = 4, .parallel = four_path_parallel, .region = region_rank, .patient = true, .cost = 4};
    }
    return {};
}

}  // namespace shoal::dht
