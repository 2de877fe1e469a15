#include "transfer/picker.h"

#include "core/result.h"

namespace shoal::transfer {

Picker::Picker(std::uint32_t chunks, crypto::Random& random)
    : random_{random}, place_(chunks, nowhere), availability_(chunks, 0), priority_(chunks, FilePriority::normal) {}

std::uint32_t Picker::Lane::class_end(std::uint32_t availability) const {
    return availability + 1 < begin.size() ? begin[availability + 1] : static_cast<std::uint32_t>(order.size());
}

std::size_t Picker::candidates() const {
    std::size_t out = 0;
    for (const auto& lane : lanes_) out += lane.order.size();
    return out;
}

void Picker::swap_places(Lane& lane, std::uint32_t a, std::uint32_t b) {
    if (a == b) return;
    std::swap(lane.order[a], lane.order[b]);
    place_[lane.order[a]] = a;
    place_[lane.order[b]] = b;
}

void Picker::shuffle_into(Lane& lane, std::uint32_t place, std::uint32_t begin, std::uint32_t end) {
    const auto other = begin + static_cast<std::uint32_t>(random_.below(end - begin));
    swap_places(lane, place, other);
}

/// Moves the candidate at `place` from class `from` to the next: to the end of its class, whose border then steps
/// over it.
void Picker::raise(Lane& lane, std::uint32_t& place, std::uint32_t from) {
    if (from + 1 >= lane.begin.size()) lane.begin.push_back(static_cast<std::uint32_t>(lane.order.size()));
    const std::uint32_t last = lane.begin[from + 1] - 1;
    swap_places(lane, place, last);
    --lane.begin[from + 1];
    place = last;
}

void Picker::lower(Lane& lane, std::uint32_t& place, std::uint32_t from) {
    const std::uint32_t first = lane.begin[from];
    swap_places(lane, place, first);
    ++lane.begin[from];
    place = first;
}

void Picker::offer(ChunkIndex chunk) {
    if (is_candidate(chunk)) return;
    auto& lane = lane_of(chunk);
    const std::uint32_t mine = availability_[raw(chunk)];
    while (lane.begin.size() <= mine) lane.begin.push_back(static_cast<std::uint32_t>(lane.order.size()));
    auto place = static_cast<std::uint32_t>(lane.order.size());
    lane.order.push_back(raw(chunk));
    place_[raw(chunk)] = place;
    for (auto c = static_cast<std::uint32_t>(lane.begin.size()) - 1; c > mine; --c) lower(lane, place, c);
    shuffle_into(lane, place, lane.begin[mine], lane.class_end(mine));
    ++version_;
}

void Picker::withdraw(ChunkIndex chunk) {
    if (!is_candidate(chunk)) return;
    auto& lane = lane_of(chunk);
    std::uint32_t place = place_[raw(chunk)];
    const auto top = static_cast<std::uint32_t>(lane.begin.size()) - 1;
    for (std::uint32_t c = availability_[raw(chunk)]; c < top; ++c) raise(lane, place, c);
    swap_places(lane, place, static_cast<std::uint32_t>(lane.order.size()) - 1);
    lane.order.pop_back();
    place_[raw(chunk)] = nowhere;
}

void Picker::prioritise(ChunkIndex chunk, FilePriority priority) {
    if (priority_[raw(chunk)] == priority) return;
    const bool was_candidate = is_candidate(chunk);
    withdraw(chunk);
    priority_[raw(chunk)] = priority;
    if (was_candidate) offer(chunk);
}

void Picker::appeared(ChunkIndex chunk) {
    const std::uint32_t from = availability_[raw(chunk)]++;
    if (!is_candidate(chunk)) return;
    auto& lane = lane_of(chunk);
    std::uint32_t place = place_[raw(chunk)];
    raise(lane, place, from);
    shuffle_into(lane, place, lane.begin[from + 1], lane.class_end(from + 1));
}

void Picker::vanished(ChunkIndex chunk) {
    SHOAL_REQUIRE(availability_[raw(chunk)] > 0);
    const std::uint32_t from = availability_[raw(chunk)]--;
    if (!is_candidate(chunk)) return;
    auto& lane = lane_of(chunk);
    std::uint32_t place = place_[raw(chunk)];
    lower(lane, place, from);
    shuffle_into(lane, place, lane.begin[from - 1], lane.class_end(from - 1));
}

std::optional<ChunkIndex> Picker::pick(FilePriority priority, const Bitmap& has,
                                       const std::function<bool(ChunkIndex)>& excluded) const {
    for (const auto number : lane(priority).order) {
        const ChunkIndex chunk{number};
        if (has.test(chunk) && !excluded(chunk)) return chunk;
    }
    return std::nullopt;
}

bool Picker::is_consistent(FilePriority priority) const {
    const auto& [order, begin] = lane(priority);
    for (std::uint32_t i = 0; i < order.size(); ++i) {
        if (place_[order[i]] != i || priority_[order[i]] != priority) return false;
        if (i > 0 && availability_[order[i - 1]] > availability_[order[i]]) return false;
        const std::uint32_t mine = availability_[order[i]];
        if (mine >= begin.size() || i < begin[mine] || i >= lane(priority).class_end(mine)) return false;
    }
    return true;
}

bool Picker::is_consistent() const {
    std::size_t placed = 0;
    for (const auto place : place_) placed += place != nowhere ? 1 : 0;
    return placed == candidates() && is_consistent(FilePriority::low) && is_consistent(FilePriority::normal) &&
           is_consistent(FilePriority::high);
}

}  // namespace shoal::transfer
