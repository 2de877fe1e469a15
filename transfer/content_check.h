#pragma once
// One pass over the bytes of a share: every chunk is read and hashed, a few at a time.

#include <functional>
#include <memory>
#include <optional>

#include "core/manifest.h"
#include "transfer/background.h"
#include "transfer/served_files.h"
#include "transfer/store.h"

namespace shoal::transfer {

/// Lives on the loop; destroying it gives up.
class ContentCheck {
public:
    struct Events {
        /// How to read a chunk just now; nothing: there is nothing to read of it.
        std::function<std::optional<ReadJob>(ChunkIndex)> job_of;
        /// What came of it, and where the file was looked for. May destroy the check.
        std::function<void(ChunkIndex, FilePlace, ReadOutcome)> on_read;
        std::function<void()> on_progress;
        std::move_only_function<void()> on_end;  ///< may destroy the check
    };

    ContentCheck(World& world, std::shared_ptr<const Manifest> manifest, Events events);
    /// Begins. Never ends inside the call.
    void start();
    [[nodiscard]] CheckProgress progress() const { return {done_bytes_, manifest_->total_bytes()}; }

private:
    void next();

    World& world_;
    std::shared_ptr<const Manifest> manifest_;
    std::shared_ptr<Events> events_;
    std::uint32_t at_ = 0;
    unsigned under_way_ = 0;
    std::uint64_t done_bytes_ = 0;
    Liveness alive_;
};

}  // namespace shoal::transfer
