#pragma once
// What comes of a download before its store is open: hash blocks, and chunks that are verified and wait in memory.

#include <memory>
#include <vector>

#include "transfer/background.h"
#include "transfer/chunk_ledger.h"
#include "transfer/store.h"

namespace shoal::transfer {

/// Lives on the loop, verifies on workers. Destroying it drops what it holds, and answers nothing of it.
class EarlyChunks final : public ChunkSink {
public:
    /// `on_verified` is called for each chunk that is verified, before anything else comes of it.
    EarlyChunks(Workers& workers, std::shared_ptr<const Manifest> manifest, Task on_verified);

    /// The store is open and lacks all chunks: it is told everything, and what still comes goes there at once. The
    /// store must outlive this.
    void hand_to(Store& store);

    [[nodiscard]] const Bitmap& have() const override { return ledger_.have(); }  ///< none
    void learn(FileIndex file, HashBlock block) override { ledger_.learn(file, std::move(block)); }
    [[nodiscard]] std::optional<ChunkCheck> check_of(ChunkIndex chunk) const override {
        return ledger_.check_of(chunk);
    }
    /// Answers `bad` as soon as that is known; everything else is answered by the store.
    void accept(ChunkIndex chunk, Bytes data, std::move_only_function<void(Accepted)> done) override;
    [[nodiscard]] std::uint64_t pending_bytes() const override { return pending_bytes_; }

private:
    using Answer = std::move_only_function<void(Accepted)>;
    struct Held {
        ChunkIndex chunk{};
        Bytes data;
        Answer done;
    };
    void verified(Held held, bool good);

    Workers& workers_;
    Task on_verified_;
    ChunkLedger ledger_;
    Store* store_ = nullptr;
    std::vector<Held> held_;
    std::uint64_t pending_bytes_ = 0;
    Liveness alive_;
};

}  // namespace shoal::transfer
