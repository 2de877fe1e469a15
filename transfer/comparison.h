#pragma once
// A file or folder compared with the list of a share, byte by byte; nothing is changed.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/manifest.h"
#include "core/queries.h"
#include "core/world.h"
#include "transfer/background.h"
#include "transfer/hash_run.h"

namespace shoal::transfer {

inline constexpr std::size_t bad_files_named = 1000;  ///< of a comparison; more are counted only

/// Lives on the loop; destroying it gives up. What lies in the folder beyond the list is not looked at.
class Comparison {
public:
    struct Events {
        /// Bytes hashed, of so many; at most 5 times a second.
        std::function<void(std::uint64_t, std::uint64_t)> on_progress;
        /// Once; may destroy the comparison. Errors: usage (no absolute path; a file where a folder is compared, or the
        /// reverse), not_found, permission, io: of the file or folder itself.
        std::move_only_function<void(Result<VerifyReport>)> on_done;
    };
    /// `path`: absolute; what the share's folder, or lone file, is compared with, whatever its name.
    Comparison(World& world, std::shared_ptr<const Manifest> manifest, std::string path, Events events);

    [[nodiscard]] std::uint64_t hashed_bytes() const { return hashed_bytes_; }

private:
    /// What the stats of some files told.
    struct Looked {
        std::vector<std::pair<FileIndex, FileToHash>> to_hash;
        std::vector<BadFile> bad;
        std::uint32_t next = 0;  // file
    };
    /// The folder, and where in it the lone file lies.
    struct Opened {
        std::shared_ptr<Directory> root;
        std::string lone;
    };
    [[nodiscard]] static Result<Opened> open(Disk& disk, const Manifest& manifest, const std::string& path);
    [[nodiscard]] static Looked look_at(Directory& root, const Manifest& manifest, const std::string& lone,
                                        std::uint32_t first);
    void look_on(std::uint32_t first);
    void hash_all();
    void file_hashed(std::size_t index, Result<HashedFile> file);
    void progressed(std::uint64_t bytes);
    void add_bad(BadFile bad);
    void end(Result<VerifyReport> result);

    World& world_;
    std::shared_ptr<const Manifest> manifest_;
    std::shared_ptr<Events> events_;
    Opened opened_;
    std::vector<FileIndex> hashed_;  // which file each of the run is
    std::vector<FileToHash> to_hash_;
    std::uint64_t bytes_to_hash_ = 0;
    std::uint64_t hashed_bytes_ = 0;
    VerifyReport report_;
    std::unique_ptr<HashRun> run_;
    std::optional<Instant> told_;
    Liveness alive_;
};

}  // namespace shoal::transfer
