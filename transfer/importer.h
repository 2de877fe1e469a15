#pragma once
// Makes a share of files that lie on this machine: walk, hash, manifest.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/world.h"
#include "transfer/background.h"
#include "transfer/catalog.h"
#include "transfer/file_walk.h"
#include "transfer/hash_run.h"
#include "transfer/library.h"

namespace shoal::transfer {

/// A path as a directory and the name in it.
struct ShareSource {
    std::string directory;  ///< absolute
    std::string name;

    /// Errors: usage (not absolute, "/" itself, a component "." or ".."), malformed (the name).
    [[nodiscard]] static Result<ShareSource> parse(const std::string& path);
    [[nodiscard]] std::string path() const;
};

/// What an import leads to.
struct Imported {
    std::optional<ShareRecord> unchanged;  ///< the share that it already is; then nothing else is set but `skipped`
    std::shared_ptr<const Manifest> manifest;
    std::vector<PlacedFile> files;   ///< every file, with the witness it had before and after it was read
    std::vector<KnownBlock> blocks;  ///< every hash block
    std::vector<std::string> skipped;
};

/// True if the files that were walked are those of the manifest and none has changed since `witnesses`.
[[nodiscard]] bool is_unchanged(const Manifest& manifest, const std::vector<PlacedFile>& witnesses,
                                const Walked& walked);

/// Lives on the loop; destroying it gives up. `done` may destroy it.
class Importer {
public:
    struct Events {
        /// Asked once, after the walk: is this an unchanged share that is remembered?
        std::move_only_function<void(std::shared_ptr<const Walked>,
                                     std::move_only_function<void(Result<std::optional<ShareRecord>>)> answer)>
            on_walked;
        std::function<void(std::uint64_t, std::uint64_t)> on_progress;
        std::move_only_function<void(Result<Imported>)> on_done;
    };
    Importer(World& world, ShareSource source, ShareOptions options, Events events);

private:
    struct Opened {
        std::shared_ptr<Directory> root;
        std::optional<FileWitness> single;  // a lone file, with what stat says of it
    };
    static Result<Opened> open_source(Disk& disk, const ShareSource& source);
    void opened(Opened opened);
    void walk_on(std::unique_ptr<FileWalk> walk);
    void walked(Walked walked);
    void look_up();
    void hash_all();
    void file_hashed(std::size_t index, Result<HashedFile> file);
    void progressed(std::uint64_t bytes);
    void assemble();
    void end(Result<Imported> result);

    World& world_;
    ShareSource source_;
    ShareOptions options_;
    std::shared_ptr<Events> events_;
    std::shared_ptr<Directory> root_;
    bool single_ = false;
    std::shared_ptr<const Walked> walked_;
    std::vector<HashedFile> hashed_;
    std::unique_ptr<HashRun> run_;
    std::optional<Instant> progress_told_;
    Liveness alive_;
};

}  // namespace shoal::transfer
