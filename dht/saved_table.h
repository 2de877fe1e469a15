#pragma once
// What a node of one address family remembers over a restart: its id, and who answered it lately. Bencode, as
// docs/disk.md tells. Pure; any thread.

#include <optional>
#include <vector>

#include "core/result.h"
#include "dht/contact.h"

namespace shoal::dht {

inline constexpr std::size_t saved_nodes_at_most = 400;  ///< of one family; a full table of a large network has 350

struct SavedTable {
    NodeId id;
    std::vector<NodeInfo> nodes;  ///< those of another family than the table's are not written
    friend bool operator==(const SavedTable&, const SavedTable&) = default;
};

/// Both families; either may be missing.
struct SavedTables {
    std::optional<SavedTable> v4{};
    std::optional<SavedTable> v6{};
    friend bool operator==(const SavedTables&, const SavedTables&) = default;
};

[[nodiscard]] Bytes encode(const SavedTables& tables);
/// Errors: malformed, truncated, limit.
[[nodiscard]] Result<SavedTables> parse_saved(BytesView text);

}  // namespace shoal::dht
