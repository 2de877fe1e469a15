#pragma once
// What is shared in a simulated world: the truth that everything is compared with.

#include <map>
#include <memory>
#include <string>

#include "core/manifest.h"
#include "tests/sim/draw.h"

namespace shoal::sim {

/// A folder, or a lone file (then `files` has one entry with an empty path).
struct Content {
    std::string name;
    std::map<std::string, Bytes> files;  ///< by path below the name

    // Known when somebody has shared it.
    std::string link;
    std::shared_ptr<const Manifest> manifest;

    [[nodiscard]] bool is_shared() const { return manifest != nullptr; }
    /// The true bytes of a chunk of the shared content.
    [[nodiscard]] BytesView chunk(ChunkIndex chunk) const;
    [[nodiscard]] std::uint64_t bytes() const;
    /// Where a file lies if the content lies in `directory`.
    [[nodiscard]] std::string place(const std::string& directory, const std::string& path) const;
};

/// Drawn bytes; no two leaves are alike.
[[nodiscard]] Bytes drawn_bytes(Draw& draw, std::size_t size);

/// A folder of the kinds that make trouble: empty files, lone bytes, whole chunks, one byte more; about `bytes` in all.
[[nodiscard]] Content drawn_content(Draw draw, std::string name, std::uint64_t bytes);

}  // namespace shoal::sim
