#pragma once
// Hashes files where they lie, on all cores, and notices when one of them changes meanwhile.

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/manifest.h"
#include "core/world.h"
#include "transfer/background.h"

namespace shoal::transfer {

inline constexpr std::uint32_t chunks_per_hash_job = 64;  ///< 16 MiB: some 20 ms, so that giving up is quick
inline constexpr std::size_t files_per_hash_job = 256;  ///< small files share a job, which costs as much as one of them

/// A file beneath the root of a run, and what a stat told of it before.
struct FileToHash {
    std::string path;
    FileWitness expected;
};

struct HashedFile {
    FileWitness witness;              ///< the same before and after every read
    std::vector<crypto::Hash> roots;  ///< of its chunks; none for an empty file
};

/// crypto::file_root of it.
[[nodiscard]] crypto::Hash root_of(const HashedFile& file);

/// One pass over a list of files. Lives on the loop; destroying it gives up. Callbacks may destroy it.
class HashRun {
public:
    struct Events {
        /// Once for each file, in any order. Errors: mismatch (it changed twice while it was read), limit, and what
        /// the disk says, naming the path.
        std::move_only_function<void(std::size_t index, Result<HashedFile>)> on_file;
        /// Bytes hashed so far (a file that is read twice counts once).
        std::move_only_function<void(std::uint64_t bytes)> on_progress;
        /// Every file was reported. From a task of its own also if there are none.
        std::move_only_function<void()> on_end;
    };

    HashRun(World& world, std::shared_ptr<Directory> root, std::vector<FileToHash> files, Events events);
    HashRun(const HashRun&) = delete;
    HashRun& operator=(const HashRun&) = delete;

private:
    struct Progress {
        std::uint32_t attempt = 0;
        std::uint32_t hashed = 0;  // chunks
        std::uint64_t bytes = 0;
        bool reported = false;
        std::vector<crypto::Hash> roots;
    };
    struct Cursor {
        std::size_t file = 0;
        std::uint32_t chunk = 0;
        std::uint32_t attempt = 0;
    };
    struct Piece {
        std::size_t index = 0;
        std::string path;
        FileWitness expected;
        std::uint32_t attempt = 0;
        std::uint32_t first = 0;  // chunk of the file
        std::uint32_t count = 0;
    };
    struct Hashed {
        Piece piece;
        Result<FileWitness> witness;      // after; or why it could not be read
        std::vector<crypto::Hash> roots;  // `count` of them if the witness is as expected
    };

    static Hashed hash_piece(Directory& root, Piece piece, Bytes& buffer);
    static std::vector<Hashed> hash_all(Directory& root, std::vector<Piece> pieces);
    void pump();
    std::vector<Piece> next_job();
    bool take_piece(Cursor& cursor, std::uint32_t& room, std::vector<Piece>& job);
    void job_ended(std::vector<Hashed> results);
    void piece_ended(Hashed result);
    void file_changed(std::size_t index, const FileWitness& now);
    void report(std::size_t index, Result<HashedFile> result);

    World& world_;
    std::shared_ptr<Directory> root_;
    std::vector<FileToHash> files_;
    std::vector<Progress> progress_;
    std::shared_ptr<Events> events_;  // shared: a callback may destroy this object while it runs
    Cursor next_;
    std::deque<Cursor> again_;  // files that changed once
    std::size_t left_;          // files not reported
    std::uint64_t bytes_ = 0;
    unsigned running_ = 0;
    Liveness alive_;
};

}  // namespace shoal::transfer
