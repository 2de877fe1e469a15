#pragma once
// The list of files behind a content id (docs/wire.md "Manifest").

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/ids.h"
#include "core/names.h"
#include "core/result.h"
#include "core/time.h"
#include "crypto/merkle.h"

namespace shoal {

inline constexpr std::uint64_t manifest_version = 1;
inline constexpr std::size_t max_manifest_files = 1'000'000;        ///< files and empty directories together
inline constexpr std::size_t max_manifest_components = 16'000'000;  ///< of all paths: each takes 32 bytes or more here
inline constexpr std::size_t max_manifest_bytes = 256 * 1024 * 1024;
inline constexpr std::size_t max_comment_bytes = 4096;
inline constexpr std::uint64_t max_share_chunks = std::uint64_t{1} << 27;  ///< 32 TiB of full chunks

struct ManifestFile {
    std::vector<std::string> path;  ///< components, validated
    std::uint64_t size = 0;         ///< bytes
    crypto::Hash root{};            ///< crypto::file_root; of an empty file too
    bool executable = false;
};

/// What a person shares, before it has bytes and an id.
struct ManifestContent {
    std::string name;     ///< one valid component: the folder's or file's name
    bool single = false;  ///< a lone file: exactly one file, whose path is {name}; it is placed without a folder
    std::optional<std::array<Byte, 32>> salt;           ///< absent only for reproducible shares
    std::vector<ManifestFile> files;                    ///< strictly ascending by path (component-wise, bytewise)
    std::vector<std::vector<std::string>> directories;  ///< empty directories, strictly ascending
    std::string comment;
    std::optional<WallTime> created;
};

/// A valid manifest with its exact bytes. Immutable; shared freely.
class Manifest {
public:
    /// Validates and encodes. Errors: malformed, limit (naming the file).
    [[nodiscard]] static Result<Manifest> make(ManifestContent content);
    /// Decodes and validates everything. Only the canonical form is read, so that encoding the content again gives the
    /// same bytes (but for unknown keys, which only bytes() keeps). Errors: malformed, limit.
    [[nodiscard]] static Result<Manifest> load(Bytes bytes);

    [[nodiscard]] const std::string& name() const { return content_.name; }
    [[nodiscard]] bool is_single() const { return content_.single; }
    [[nodiscard]] std::span<const ManifestFile> files() const { return content_.files; }
    [[nodiscard]] const ManifestContent& content() const { return content_; }
    [[nodiscard]] const Bytes& bytes() const { return bytes_; }
    [[nodiscard]] const ContentId& id() const { return id_; }
    [[nodiscard]] const crypto::Hash& tree() const { return tree_; }

    [[nodiscard]] std::uint64_t total_bytes() const { return total_bytes_; }
    [[nodiscard]] std::uint32_t chunk_count() const { return first_chunk_.back(); }

    /// Chunks [first_chunk(f), first_chunk(f) + chunks_of(f)) belong to file f.
    [[nodiscard]] ChunkIndex first_chunk(FileIndex file) const;
    [[nodiscard]] std::uint32_t chunks_of(FileIndex file) const;
    [[nodiscard]] FileIndex file_of(ChunkIndex chunk) const;
    [[nodiscard]] std::uint64_t offset_in_file(ChunkIndex chunk) const;
    [[nodiscard]] std::uint32_t size_of(ChunkIndex chunk) const;  ///< bytes; chunk_size but for a file's last

private:
    Manifest(ManifestContent content, Bytes bytes);
    ManifestContent content_;
    Bytes bytes_;
    ContentId id_;
    crypto::Hash tree_{};
    std::uint64_t total_bytes_ = 0;
    std::vector<std::uint32_t> first_chunk_;  // files + 1 entries
};

/// ceil(size / chunk_size).
[[nodiscard]] std::uint64_t chunk_count_of(std::uint64_t size);

}  // namespace shoal
