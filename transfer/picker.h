#pragma once
// Which missing chunk to ask for next: by the priority of its file, then local rarest first with random ties.
//
// What is tracked. *Candidates*: chunks that are wanted, whose hash is known, and which nobody has been asked for.
// The
// *availability* of every chunk: how many linked peers that are not complete have it (complete peers would add the
// same to all). Candidates lie in one array a priority, ordered by availability, in random order inside each class.
//
// The rules, and why:
//  1. A candidate of higher priority comes before all of lower priority: a person said so. The caller goes through the
//     priorities and asks all peers for what one has before it begins with the next.
//  2. Of one priority the rarest that the peer has comes first: what few have is lost first when they leave, and a
//     source that is alone is asked for what nobody else can give (so that it sends each chunk about once).
//  3. Ties are random: peers that start together ask the source for different chunks and can then trade.
//  4. What a caller excludes (the peer has just refused it) is passed over.
//
// Cost: a change of availability or membership is O(classes); pick is O(candidates passed over).

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "core/ids.h"
#include "core/share_view.h"
#include "crypto/random.h"
#include "transfer/bitmap.h"

namespace shoal::transfer {

/// In the order in which they are asked for.
inline constexpr std::array falling_priorities{FilePriority::high, FilePriority::normal, FilePriority::low};

/// Not thread-safe; lives on the loop. `random` must outlive it.
class Picker {
public:
    Picker(std::uint32_t chunks, crypto::Random& random);

    /// The chunk becomes a candidate; no-op if it is one.
    void offer(ChunkIndex chunk);
    /// The chunk is a candidate no more (asked for, had, not wanted); no-op if it is none.
    void withdraw(ChunkIndex chunk);
    [[nodiscard]] bool is_candidate(ChunkIndex chunk) const { return place_[raw(chunk)] != nowhere; }
    [[nodiscard]] std::size_t candidates() const;
    [[nodiscard]] std::size_t candidates(FilePriority priority) const { return lane(priority).order.size(); }
    /// Every chunk begins as normal.
    void prioritise(ChunkIndex chunk, FilePriority priority);
    [[nodiscard]] FilePriority priority(ChunkIndex chunk) const { return priority_[raw(chunk)]; }
    /// Changes whenever a candidate is added, so that a fruitless search need not be repeated before.
    [[nodiscard]] std::uint64_t version() const { return version_; }

    /// A peer that is not complete has it, or has it no more (it left, or became complete).
    void appeared(ChunkIndex chunk);
    void vanished(ChunkIndex chunk);
    [[nodiscard]] std::uint32_t availability(ChunkIndex chunk) const { return availability_[raw(chunk)]; }

    /// The best candidate of this priority that is in `has` and not excluded; it stays a candidate.
    [[nodiscard]] std::optional<ChunkIndex> pick(FilePriority priority, const Bitmap& has,
                                                 const std::function<bool(ChunkIndex)>& excluded) const;

    /// For tests: the order and every index agree.
    [[nodiscard]] bool is_consistent() const;

private:
    static constexpr std::uint32_t nowhere = 0xffff'ffff;
    /// The candidates of one priority.
    struct Lane {
        std::vector<std::uint32_t> order{};    // ascending availability
        std::vector<std::uint32_t> begin{0U};  // by class: where it begins in order; classes lie end to end
        [[nodiscard]] std::uint32_t class_end(std::uint32_t availability) const;
    };
    [[nodiscard]] Lane& lane(FilePriority priority) { return lanes_[std::to_underlying(priority)]; }
    [[nodiscard]] const Lane& lane(FilePriority priority) const { return lanes_[std::to_underlying(priority)]; }
    [[nodiscard]] Lane& lane_of(ChunkIndex chunk) { return lane(priority_[raw(chunk)]); }
    void swap_places(Lane& lane, std::uint32_t a, std::uint32_t b);
    void shuffle_into(Lane& lane, std::uint32_t place, std::uint32_t begin, std::uint32_t end);
    void raise(Lane& lane, std::uint32_t& place, std::uint32_t from);
    void lower(Lane& lane, std::uint32_t& place, std::uint32_t from);
    [[nodiscard]] bool is_consistent(FilePriority priority) const;

    crypto::Random& random_;
    std::array<Lane, std::to_underlying(FilePriority::high) + 1> lanes_;
    std::vector<std::uint32_t> place_;         // by chunk: index in the order of its lane, or nowhere
    std::vector<std::uint32_t> availability_;  // by chunk
    std::vector<FilePriority> priority_;       // by chunk
    std::uint64_t version_ = 0;
};

}  // namespace shoal::transfer
