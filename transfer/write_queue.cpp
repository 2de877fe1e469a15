#include "transfer/write_queue.h"

#include <algorithm>

namespace shoal::transfer {

void WriteQueue::add(ChunkIndex chunk, Bytes data, Answer done) {
    pending_bytes_ += data.size();
    open_.insert(next_number_);
    waiting_.push_back({.number = next_number_++, .chunk = chunk, .data = std::move(data), .done = std::move(done)});
}

std::optional<WriteQueue::Write> WriteQueue::next(unsigned at_once) {
    if (waiting_.empty() || under_way_ >= at_once) return std::nullopt;
    Write out = std::move(waiting_.front());
    waiting_.pop_front();
    ++under_way_;
    return out;
}

void WriteQueue::ended(std::uint64_t number, std::uint64_t bytes) {
    SHOAL_REQUIRE(under_way_ > 0 && open_.erase(number) == 1);
    --under_way_;
    pending_bytes_ -= bytes;
}

std::vector<Task> WriteQueue::take_due_flushes() {
    const auto oldest = open_.empty() ? next_number_ : *open_.begin();
    const auto first_early = std::ranges::find_if(flushes_, [&](const Flush& one) { return one.after > oldest; });
    std::vector<Task> out;
    for (auto at = flushes_.begin(); at != first_early; ++at) out.push_back(std::move(at->done));
    flushes_.erase(flushes_.begin(), first_early);
    return out;
}

}  // namespace shoal::transfer
