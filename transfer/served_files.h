#pragma once
// Open files of one share, and how much each can be trusted: witnesses, and chunks that were verified since the file
// was last seen to change.

#include <list>
#include <map>
#include <memory>
#include <optional>

#include "core/world.h"
#include "transfer/bitmap.h"
#include "transfer/file_places.h"
#include "transfer/hash_block.h"
#include "transfer/share_layout.h"

namespace shoal::transfer {

inline constexpr std::size_t max_open_files =
    64;  ///< descriptors of one share; a pread on an open file is the fast case

/// One read, self-contained.
struct ReadJob {
    std::shared_ptr<const ShareLayout> layout;
    std::shared_ptr<Directory> root;
    std::shared_ptr<File> cached;  ///< may be empty
    FileIndex file{};
    FilePlace place = FilePlace::placed;
    std::optional<FileWitness> witness;  ///< under which chunks were verified
    bool verified = false;               ///< this chunk was
    ChunkCheck check;
    std::uint64_t offset = 0;
    std::uint32_t size = 0;
};

struct ReadOutcome {
    Result<std::shared_ptr<const Bytes>> data;
    std::shared_ptr<File> file;          ///< to be kept open; empty if it could not be opened
    std::optional<FileWitness> witness;  ///< what stat said; only for placed files
    std::shared_ptr<Directory> root;     ///< the folder opened afresh, as the held one works no more; usually empty
    bool root_gone = false;              ///< the whole folder is away, not just this file
};

/// Blocking. Stats, reads, and hashes unless the chunk is verified under just this witness.
[[nodiscard]] ReadOutcome read_chunk(ReadJob job);

/// Lives on the loop.
class ServedFiles {
public:
    explicit ServedFiles(std::uint32_t chunks) : verified_{chunks} {}

    /// The open file or nothing; the least recently used one is closed when there are too many.
    [[nodiscard]] std::shared_ptr<File> open_file(FileIndex file);
    /// Keeps what a job opened or used; ignored if anything was closed since the job took `generation()`, as the
    /// descriptor may then be of a file that is gone.
    void keep_open(FileIndex file, std::shared_ptr<File> open, std::uint64_t generation);
    void close(FileIndex file);
    void close_all();
    [[nodiscard]] std::uint64_t generation() const { return generation_; }

    /// What stat said of a file when its chunks were verified.
    [[nodiscard]] std::optional<FileWitness> witness(FileIndex file) const;
    /// True if it is another one than before: then what was verified of the file counts no more.
    bool saw(const Manifest& manifest, FileIndex file, const FileWitness& witness);
    /// Takes the witness as that of the bytes that were verified so far (after our own rename).
    void adopt(FileIndex file, const FileWitness& witness) { witnesses_[file] = witness; }
    void forget(const Manifest& manifest, FileIndex file);

    [[nodiscard]] bool is_verified(ChunkIndex chunk) const { return verified_.test(chunk); }
    void mark_verified(ChunkIndex chunk) { verified_.set(chunk); }
    void mark_unverified(ChunkIndex chunk) { verified_.clear(chunk); }

    /// True the first time since the file was last seen to change.
    bool report_once(FileIndex file) { return reported_.emplace(file, true).second; }

private:
    void drop(FileIndex file);
    struct Open {
        std::shared_ptr<File> file;
        std::list<FileIndex>::iterator age;
    };
    std::map<FileIndex, Open> open_;
    std::list<FileIndex> ages_;  // most recently used first
    std::map<FileIndex, FileWitness> witnesses_;
    std::map<FileIndex, bool> reported_;
    Bitmap verified_;
    std::uint64_t generation_ = 0;
};

}  // namespace shoal::transfer
