#include "transfer/picker.h"

#include "core/result.h"

namespace shoal::transfer {

Picker::Picker(std::uint32_t chunks, crypto::Random& random)
    : random_{random}, place_(chunks, nowhere), availability_(chunks, 0), begin_(1, 0) {}

std::uint32_t Picker::class_end(std::uint32_t availability) const {
    return availability + 1 < begin_.size() ? begin_[availability + 1] : static_cast<std::uint32_t>(order_.size());
}

void Picker::swap_places(std::uint32_t a, std::uint32_t b) {
    if (a == b) return;
    std::swap(order_[a], order_[b]);
    place_[order_[a]] = a;
    place_[order_[b]] = b;
}

void Picker::shuffle_into(std::uint32_t place, std::uint32_t begin, std::uint32_t end) {
    const auto other = begin + static_cast<std::uint32_t>(random_.below(end - begin));
    swap_places(place, other);
}

/// Moves the candidate at `place` from class `from` to the next: to the end of its class, whose border then steps
/// over it.
void Picker::raise(std::uint32_t& place, std::uint32_t from) {
    if (from + 1 >= begin_.size()) begin_.push_back(static_cast<std::uint32_t>(order_.size()));
    const std::uint32_t last = begin_[from + 1] - 1;
    swap_places(place, last);
    --begin_[from + 1];
    place = last;
}

void Picker::lower(std::uint32_t& place, std::uint32_t from) {
    const std::uint32_t first = begin_[from];
    swap_places(place, first);
    ++begin_[from];
    place = first;
}

void Picker::offer(ChunkIndex chunk) {
    if (is_candidate(chunk)) return;
    const std::uint32_t mine = availability_[raw(chunk)];
    while (begin_.size() <= mine) begin_.push_back(static_cast<std::uint32_t>(order_.size()));
    auto place = static_cast<std::uint32_t>(order_.size());
    order_.push_back(raw(chunk));
    place_[raw(chunk)] = place;
    for (auto c = static_cast<std::uint32_t>(begin_.size()) - 1; c > mine; --c) lower(place, c);
    shuffle_into(place, begin_[mine], class_end(mine));
    ++version_;
}

void Picker::withdraw(ChunkIndex chunk) {
    if (!is_candidate(chunk)) return;
    std::uint32_t place = place_[raw(chunk)];
    const auto top = static_cast<std::uint32_t>(begin_.size()) - 1;
    for (std::uint32_t c = availability_[raw(chunk)]; c < top; ++c) raise(place, c);
    swap_places(place, static_cast<std::uint32_t>(order_.size()) - 1);
    order_.pop_back();
    place_[raw(chunk)] = nowhere;
}

void Picker::appeared(ChunkIndex chunk) {
    const std::uint32_t from = availability_[raw(chunk)]++;
    if (!is_candidate(chunk)) return;
    std::uint32_t place = place_[raw(chunk)];
    raise(place, from);
    shuffle_into(place, begin_[from + 1], class_end(from + 1));
}

void Picker::vanished(ChunkIndex chunk) {
    SHOAL_REQUIRE(availability_[raw(chunk)] > 0);
    const std::uint32_t from = availability_[raw(chunk)]--;
    if (!is_candidate(chunk)) return;
    std::uint32_t place = place_[raw(chunk)];
    lower(place, from);
    shuffle_into(place, begin_[from - 1], class_end(from - 1));
}

std::optional<ChunkIndex> Picker::pick(const Bitmap& has, const std::function<bool(ChunkIndex)>& excluded) const {
    for (const auto number : order_) {
        const ChunkIndex chunk{number};
        if (has.test(chunk) && !excluded(chunk)) return chunk;
    }
    return std::nullopt;
}

bool Picker::is_consistent() const {
    for (std::uint32_t i = 0; i < order_.size(); ++i) {
        if (place_[order_[i]] != i) return false;
        if (i > 0 && availability_[order_[i - 1]] > availability_[order_[i]]) return false;
        const std::uint32_t mine = availability_[order_[i]];
        if (mine >= begin_.size() || i < begin_[mine] || i >= class_end(mine)) return false;
    }
    std::size_t placed = 0;
    for (const auto place : place_) placed += place != nowhere ? 1 : 0;
    return placed == order_.size();
}

}  // namespace shoal::transfer
