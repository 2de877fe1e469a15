#pragma once
// The disk work of a download, each step a blocking function with its inputs by value: writing chunks to hidden
// files, making them durable, giving them their names, and clearing up. Run on workers only.

#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "transfer/catalog.h"
#include "transfer/share_layout.h"
#include "transfer/store.h"

namespace shoal::transfer {

inline constexpr std::size_t max_single_syncs = 32;  ///< files or directories; above that one syncfs is cheaper
inline constexpr std::size_t probe_bytes =
    512 * 1024;  ///< two chunks must fit before a full disk counts as having room

/// What every step needs.
struct ShareDisk {
    std::shared_ptr<const ShareLayout> layout;
    std::shared_ptr<Directory> root;
};

struct WriteJob {
    ShareDisk disk;
    std::shared_ptr<File> cached;  ///< may be empty
    FileIndex file{};
    ChunkCheck check;
    std::uint64_t offset = 0;
    Bytes data;
    bool is_begun = false;     ///< other chunks lie in the hidden file: it must be there
    bool verify_only = false;  ///< the disk is in trouble: only find out whether the sender lied
};

struct WriteOutcome {
    Accepted accepted = Accepted::failed;
    std::optional<Error> error;  ///< with `failed`, unless verify_only or vanished
    bool vanished = false;       ///< with `failed`: the hidden file was begun and is gone
    std::shared_ptr<File> file;  ///< to be kept open
};

[[nodiscard]] WriteOutcome write_chunk(WriteJob job);

/// Files with new data; `entries`: some may be new in the hidden directory.
struct SyncJob {
    ShareDisk disk;
    std::vector<std::pair<FileIndex, std::shared_ptr<File>>> files;  ///< the open file may be empty
    bool entries = false;
};

/// Files whose name is gone, or is another file's by now: what was written to them is lost. After an error none of the
/// data may be taken for durable, even if a later sync succeeds.
[[nodiscard]] Result<std::vector<FileIndex>> sync_files(const SyncJob& job);

struct PlaceOutcome {
    std::vector<PlacedFile> placed;    ///< durable under their names
    std::vector<PlacedFile> moved;     ///< under their names, but that could not be made durable: try again
    std::vector<FileIndex> missing;    ///< the hidden file is gone, or it was changed as soon as it had its name
    std::vector<PlacedFile> blocked;   ///< something else is at its place: that one's witness, empty if it is no file
    std::optional<Error> blocked_why;  ///< of the first of them
    std::optional<Error> error;        ///< the disk said no; files not named above are as they were
};

/// A batch to be placed.
struct PlaceJob {
    ShareDisk disk;
    std::vector<FileIndex> files;
    std::vector<PlacedFile> moved;             ///< renamed by an attempt before, with their witnesses before that
    std::map<FileIndex, FileWitness> strange;  ///< what stood in the way and was found to be different
    bool overwrite = false;                    ///< what has other content and is in the way is replaced
};

/// Renames whole hidden files to their places and makes empty files there. A file that stands there already is taken
/// if it has the content; it is read once for each change of it.
[[nodiscard]] PlaceOutcome place_files(const PlaceJob& job);

/// Makes the empty directories, if `whole`, and removes the hidden directory.
[[nodiscard]] Result<> finish_share(const ShareDisk& disk, bool whole);

/// Files that lie under their names with bytes that are not theirs, but in their size, become hidden files again,
/// durably: those that did.
[[nodiscard]] std::vector<FileIndex> take_back(const ShareDisk& disk, const std::vector<FileIndex>& files);

/// Removes hidden files of these, as far as there are any. What cannot be removed now goes with the hidden directory.
void discard_hidden(const ShareDisk& disk, const std::vector<FileIndex>& files);
/// Removes all hidden files that are not of the selection.
void discard_unselected(const ShareDisk& disk, const FileSelection& selection);

/// For files that were found in place and verified: executable bit, sync; with the witnesses after it.
[[nodiscard]] Result<std::vector<PlacedFile>> settle_found(const ShareDisk& disk, std::vector<PlacedFile> found);

enum class Probe : std::uint8_t {
    root,     ///< is the directory there?
    content,  ///< and the share's folder in it?
    write,    ///< and can it take probe_bytes?
};

/// Opens the directory afresh.
[[nodiscard]] Result<std::shared_ptr<Directory>> probe_share(const ShareLayout& layout, Probe probe);

/// What lies on disk for a file that is not known to be in its place.
struct FoundFile {
    FileIndex file{};
    std::optional<std::uint64_t> hidden_size;
    std::optional<FileWitness> at_place;
};

/// A file that is not as it was placed.
struct ChangedFile {
    FileIndex file{};
    bool is_missing = false;
};

/// Stats each at its place.
[[nodiscard]] std::vector<ChangedFile> changed_since(const ShareDisk& disk, const std::vector<PlacedFile>& placed);

[[nodiscard]] Result<std::vector<FoundFile>> survey_files(const ShareDisk& disk, const std::vector<FileIndex>& files);

}  // namespace shoal::transfer
