#include "transfer/early_chunks.h"

namespace shoal::transfer {

void EarlyChunks::accept(ChunkIndex chunk, Bytes data, std::move_only_function<void(Accepted)> done) {
    pending_bytes_ += data.size();
    held_.push_back({chunk, std::move(data), std::move(done)});
}

void EarlyChunks::hand_to(Store& store) {
    SHOAL_REQUIRE(store.have().none());
    pending_bytes_ = 0;
    for (auto& [file, block] : ledger_.take_change().blocks) store.learn(file, std::move(block));
    for (auto& held : std::exchange(held_, {})) store.accept(held.chunk, std::move(held.data), std::move(held.done));
}

}  // namespace shoal::transfer
