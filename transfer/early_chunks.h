#pragma once
// What comes of a download before its store is open: hash blocks, and chunks that wait in memory.

#include <memory>
#include <vector>

#include "transfer/chunk_ledger.h"
#include "transfer/store.h"

namespace shoal::transfer {

/// Lives on the loop. Destroying it drops what it holds, and answers nothing of it.
class EarlyChunks final : public ChunkSink {
public:
    EarlyChunks(std::shared_ptr<const Manifest> manifest, const FileSelection& selection)
        : ledger_{std::move(manifest), selection} {}

    /// The store is open and lacks all chunks: it is told everything, once, and answers for all that is held.
    void hand_to(Store& store);

    [[nodiscard]] const Bitmap& have() const override { return ledger_.have(); }  ///< none
    [[nodiscard]] const Bitmap& wanted() const override { return ledger_.wanted(); }
    [[nodiscard]] std::uint32_t missing() const override { return ledger_.missing(); }
    void learn(FileIndex file, HashBlock block) override { ledger_.learn(file, std::move(block)); }
    [[nodiscard]] std::optional<ChunkCheck> check_of(ChunkIndex chunk) const override {
        return ledger_.check_of(chunk);
    }
    /// Nothing is answered before hand_to().
    void accept(ChunkIndex chunk, Bytes data, std::move_only_function<void(Accepted)> done) override;
    [[nodiscard]] std::uint64_t pending_bytes() const override { return pending_bytes_; }

private:
    struct Held {
        ChunkIndex chunk{};
        Bytes data;
        std::move_only_function<void(Accepted)> done;
    };

    ChunkLedger ledger_;
    std::vector<Held> held_;
    std::uint64_t pending_bytes_ = 0;
};

}  // namespace shoal::transfer
