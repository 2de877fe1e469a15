#include "transfer/early_chunks.h"

namespace shoal::transfer {

EarlyChunks::EarlyChunks(Workers& workers, std::shared_ptr<const Manifest> manifest, Task on_verified)
    : workers_{workers}, on_verified_{std::move(on_verified)}, ledger_{std::move(manifest)} {}

void EarlyChunks::accept(ChunkIndex chunk, Bytes data, Answer done) {
    const auto check = ledger_.check_of(chunk);
    SHOAL_REQUIRE(check.has_value());
    pending_bytes_ += data.size();
    run_behind(
        workers_, alive_.watch(),
        [check = *check, held = Held{chunk, std::move(data), std::move(done)}]() mutable {
            const bool good = check.matches(held.data);
            return std::pair{std::move(held), good};
        },
        [this](std::pair<Held, bool> ended) { verified(std::move(ended.first), ended.second); });
}

void EarlyChunks::verified(Held held, bool good) {
    if (!good) {
        pending_bytes_ -= held.data.size();
        return held.done(Accepted::bad);
    }
    const auto alive = alive_.watch();
    on_verified_();
    if (alive.expired()) return;
    if (store_ == nullptr) {
        held_.push_back(std::move(held));
    } else {
        store_->accept(held.chunk, std::move(held.data), std::move(held.done));
    }
}

void EarlyChunks::hand_to(Store& store) {
    SHOAL_REQUIRE(store_ == nullptr && store.have().none());
    store_ = &store;
    for (auto& [file, block] : ledger_.take_change().blocks) store.learn(file, std::move(block));
    for (auto& held : std::exchange(held_, {})) store.accept(held.chunk, std::move(held.data), std::move(held.done));
}

}  // namespace shoal::transfer
