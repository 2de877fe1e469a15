#include "dht/search_plan.h"

namespace shoal::dht {

namespace {

SearchPlan careful(std::size_t paths, std::int64_t cost) {
    return {.paths = paths,
            .parallel_at_first = careful_parallel_at_first,
            .parallel = careful_parallel,
            .region = region_rank,
            .patient = true,
            .cost = cost};
}

/// Nobody waits for it: few questions in flight, so that hardly any is in vain.
SearchPlan frugal() {
    return {.parallel_at_first = refresh_parallel,
            .parallel = refresh_parallel,
            .parallel_at_end = refresh_parallel,
            .patient = true};
}

}  // namespace

DisjointLookup SearchPlan::walk(const NodeId& target, const NodeId& own, bool enforce_ids) const {
    return {target, own, paths,
            LookupRules{.parallel_at_first = parallel_at_first,
                        .parallel = parallel,
                        .parallel_at_end = parallel_at_end,
                        .region = {},
                        .enforce_ids = enforce_ids}};
}

std::optional<LookupRegion> SearchPlan::surroundings(const SizeEstimate& size, std::size_t known) const {
    if (region == 0) return std::nullopt;
    const auto bound = size.expected(region, known);
    const auto wider = size.expected(wide_region_rank, known);
    if (!bound || !wider) return std::nullopt;
    const bool is_sure = size.error_percent() <= sure_percent;
    return LookupRegion{
        .bound = *bound, .most = is_sure ? crowded_region_most : region_crowd, .crowd = region_crowd, .wider = *wider};
}

SearchPlan plan_of(SearchKind kind, Care care, std::size_t shares) {
    switch (kind) {
    case SearchKind::fill:
        return {
            .parallel_at_first = refresh_parallel, .parallel = refresh_parallel, .parallel_at_end = refresh_parallel};
    case SearchKind::announce:
    case SearchKind::put_item:
        if (shares > max_region_shares) return frugal();
        if (shares > max_two_path_shares) return {.region = region_rank, .patient = true, .cost = 2};
        return careful(2, 3);
    case SearchKind::find:
    case SearchKind::get_item:
        break;
    }
    switch (care) {
    case Care::plain:
        break;
    case Care::suspicious:
        return careful(2, 3);
    case Care::besieged:
        return careful(4, 5);
    }
    return {};
}

}  // namespace shoal::dht
