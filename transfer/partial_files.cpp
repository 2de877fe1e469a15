#include "transfer/partial_files.h"

#include <charconv>
#include <set>

#include <fmt/format.h>

#include "transfer/standing_file.h"

namespace shoal::transfer {

namespace {

Result<std::shared_ptr<File>> open_hidden(const ShareDisk& disk, FileIndex file, bool is_begun) {
    const auto path = disk.layout->partial_path(file);
    auto open = disk.root->open(path, is_begun ? OpenMode::write : OpenMode::create);
    if (!open && !is_begun && open.error().code == Errc::not_found) {
        SHOAL_CHECK(disk.root->make_directories(disk.layout->hidden()));
        open = disk.root->open(path, OpenMode::create);
    }
    if (!open) return std::unexpected{std::move(open).error()};
    return std::shared_ptr<File>{std::move(*open)};
}

Result<std::shared_ptr<File>> open_shared(Directory& root, const std::string& path, OpenMode mode) {
    SHOAL_TRY(auto file, root.open(path, mode));
    return std::shared_ptr<File>{std::move(file)};
}

/// The hidden file still has its name, and that is still the file we hold open, if we do. An error if all of it is
/// away.
Result<bool> is_there(const ShareDisk& disk, FileIndex file, const std::shared_ptr<File>& cached) {
    const auto named = disk.root->stat(disk.layout->partial_path(file));
    if (!named) {
        if (named.error().code != Errc::not_found) return std::unexpected{named.error()};
        SHOAL_TRY([[maybe_unused]] const auto root, disk.layout->open_root());
        return false;
    }
    if (!cached) return true;
    SHOAL_TRY(const auto held, cached->stat());
    return named->device == held.device && named->inode == held.inode;
}

Result<> sync_one(const ShareDisk& disk, FileIndex file, const std::shared_ptr<File>& cached) {
    if (cached) return cached->sync();
    SHOAL_TRY(const auto open, open_shared(*disk.root, disk.layout->partial_path(file), OpenMode::write));
    return open->sync();
}

std::unexpected<Error> in_directory(const ShareLayout& layout, Error error) {
    return fail_in(printable(layout.directory()), std::move(error));
}

// Directories whose entries changed, and all above them up to the root.
void add_with_parents(std::set<std::string>& directories, std::string path) {
    while (directories.insert(path).second && !path.empty()) path = parent_of(path);
}

Result<> sync_directories(Directory& root, const std::set<std::string>& directories) {
    if (directories.size() > max_single_syncs) return root.sync_all();
    for (const auto& path : directories) SHOAL_CHECK(root.sync(path));
    return {};
}

enum class Placing : std::uint8_t { placed, missing, blocked };

/// What became of one file, with the witness of what lies under its name: ours as it was before the rename, or the one
/// in the way.
struct PlacedOne {
    Placing placing = Placing::blocked;
    FileWitness witness;
};

// The file system refuses to make a file or a directory because something else has the name.
bool is_in_the_way(const Error& error) {
    return error.code == Errc::exists;
}

Result<> make_executable(Directory& root, const std::string& path) {
    SHOAL_TRY(const auto open, root.open(path, OpenMode::write));
    return open->set_executable(true);
}

// Somebody put a file there. If it is the same the hidden one is not needed.
Result<PlacedOne> meet_standing_file(const PlaceJob& job, FileIndex file, const std::string& to) {
    auto& root = *job.disk.root;
    const auto there = root.stat(to);
    if (!there) return PlacedOne{};  // it went again, or is no file
    const auto known = job.strange.find(file);
    if (known != job.strange.end() && known->second == *there) return PlacedOne{Placing::blocked, *there};
    const auto same = check_standing_file(root, to, job.disk.layout->manifest(), file);
    if (!same) return PlacedOne{Placing::blocked, *there};
    if (job.disk.layout->manifest().files()[raw(file)].executable) SHOAL_CHECK(make_executable(root, to));
    SHOAL_CHECK(root.remove(job.disk.layout->partial_path(file)));
    return PlacedOne{Placing::placed, *same};
}

Result<PlacedOne> place_hidden(const PlaceJob& job, FileIndex file, const std::string& to) {
    const auto& layout = *job.disk.layout;
    const auto from = layout.partial_path(file);
    const auto there = job.disk.root->stat(from);
    if (!there) {
        if (there.error().code != Errc::not_found) return std::unexpected{there.error()};
        SHOAL_TRY([[maybe_unused]] const auto root, layout.open_root());  // or is all of it away?
        return PlacedOne{Placing::missing, {}};
    }
    if (layout.manifest().files()[raw(file)].executable) SHOAL_CHECK(make_executable(*job.disk.root, from));
    const auto renamed = job.disk.root->rename(from, to, job.overwrite);
    if (renamed) return PlacedOne{Placing::placed, *there};
    if (is_in_the_way(renamed.error())) return meet_standing_file(job, file, to);
    return std::unexpected{renamed.error()};
}

Result<PlacedOne> place_empty(const PlaceJob& job, FileIndex file, const std::string& at) {
    const auto& disk = job.disk;
    auto open = open_shared(*disk.root, at, OpenMode::create_new);
    if (!open) {
        if (!is_in_the_way(open.error())) return std::unexpected{std::move(open).error()};
        open = open_shared(*disk.root, at, OpenMode::write);
        if (!open) return PlacedOne{};
        SHOAL_TRY(const auto now, (*open)->stat());
        if (now.size > 0 && !job.overwrite) return PlacedOne{Placing::blocked, now};
        if (now.size > 0) SHOAL_CHECK((*open)->resize(0));
    }
    if (disk.layout->manifest().files()[raw(file)].executable) SHOAL_CHECK((*open)->set_executable(true));
    SHOAL_CHECK((*open)->sync());
    SHOAL_TRY(const auto witness, (*open)->stat());
    return PlacedOne{Placing::placed, witness};
}

// One file into its place; the directories that must be synced for it are added.
Result<PlacedOne> place_one(const PlaceJob& job, FileIndex file, std::set<std::string>& directories) {
    const auto& disk = job.disk;
    const auto to = disk.layout->final_path(file);
    const auto parent = parent_of(to);
    if (!parent.empty()) {
        const auto made = disk.root->make_directories(parent);
        if (!made && made.error().code == Errc::not_found) {  // a file stands on the way, or all of it is away
            SHOAL_TRY([[maybe_unused]] const auto root, disk.layout->open_root());
            return PlacedOne{};
        }
        if (!made && is_in_the_way(made.error())) return PlacedOne{};
        SHOAL_CHECK(made);
    }
    const bool empty = disk.layout->manifest().files()[raw(file)].size == 0;
    SHOAL_TRY(const auto placed, empty ? place_empty(job, file, to) : place_hidden(job, file, to));
    add_with_parents(directories, parent);
    return placed;
}

// Makes the new names durable, then takes the witnesses, as a rename changes them. Whoever edits a file in between has
// made it his own: what we verified is not there.
Result<> settle_moved(const ShareDisk& disk, const std::set<std::string>& directories, PlaceOutcome& out) {
    if (out.moved.empty()) return {};
    SHOAL_CHECK(sync_directories(*disk.root, directories));
    std::vector<PlacedFile> placed;
    std::vector<FileIndex> changed;
    for (const auto& [file, before] : out.moved) {
        const auto witness = disk.root->stat(disk.layout->final_path(file));
        if (!witness && witness.error().code != Errc::not_found) return std::unexpected{witness.error()};
        if (witness && has_same_content(*witness, before)) {
            placed.push_back({file, *witness});
        } else {
            changed.push_back(file);
        }
    }
    out.placed = std::move(placed);
    out.missing.insert(out.missing.end(), changed.begin(), changed.end());
    out.moved.clear();
    return {};
}

Result<> clear_hidden(const ShareDisk& disk) {
    const auto& hidden = disk.layout->hidden();
    const auto left = disk.root->list(hidden);
    if (!left) return left.error().code == Errc::not_found ? Result<>{} : std::unexpected{left.error()};
    for (const auto& [name, kind] : *left) {
        if (kind != EntryKind::directory) SHOAL_CHECK(disk.root->remove(hidden + "/" + name));
    }
    SHOAL_CHECK(disk.root->remove_directory(hidden));
    return disk.root->sync("");
}

Result<> make_empty_directories(const ShareDisk& disk) {
    std::set<std::string> directories;
    for (const auto& components : disk.layout->manifest().content().directories) {
        const auto path = disk.layout->final_path(components);
        SHOAL_CHECK(disk.root->make_directories(path));
        add_with_parents(directories, path);
    }
    if (disk.layout->manifest().files().empty() && !disk.layout->manifest().is_single()) {
        SHOAL_CHECK(disk.root->make_directories(disk.layout->manifest().name()));
        add_with_parents(directories, disk.layout->manifest().name());
    }
    return sync_directories(*disk.root, directories);
}

}  // namespace

WriteOutcome write_chunk(WriteJob job) {
    WriteOutcome out{.accepted = Accepted::failed, .error = {}, .file = std::move(job.cached)};
    if (!job.check.matches(job.data)) {
        out.accepted = Accepted::bad;
        return out;
    }
    if (job.verify_only) return out;
    const auto write = [&]() -> Result<> {
        if (!out.file) {
            SHOAL_TRY(out.file, open_hidden(job.disk, job.file, job.is_begun));
        }
        return out.file->write(job.offset, job.data);
    };
    if (auto written = write(); !written) {
        // Or is all of it away?
        out.vanished = job.is_begun && !out.file && written.error().code == Errc::not_found &&
                       job.disk.layout->open_root().has_value();
        if (out.vanished) return out;
        out.error = in_directory(*job.disk.layout, std::move(written).error()).error();
        out.file.reset();
        return out;
    }
    out.accepted = Accepted::stored;
    return out;
}

Result<std::vector<FileIndex>> sync_files(const SyncJob& job) {
    const bool all = job.files.size() > max_single_syncs;
    std::vector<FileIndex> gone;
    const auto sync = [&]() -> Result<> {
        for (const auto& [file, cached] : job.files) {
            SHOAL_TRY(const auto there, is_there(job.disk, file, cached));
            if (!there) gone.push_back(file);
            if (there && !all) SHOAL_CHECK(sync_one(job.disk, file, cached));
        }
        if (gone.size() == job.files.size()) return {};
        if (all) return job.disk.root->sync_all();
        if (!job.entries) return {};
        SHOAL_CHECK(job.disk.root->sync(job.disk.layout->hidden()));
        return job.disk.root->sync("");
    };
    auto synced = sync();
    if (!synced) return in_directory(*job.disk.layout, std::move(synced).error());
    return gone;
}

PlaceOutcome place_files(const PlaceJob& job) {
    const auto& disk = job.disk;
    PlaceOutcome out{.placed = {}, .moved = job.moved, .missing = {}, .blocked = {}, .blocked_why = {}, .error = {}};
    std::set<std::string> directories;
    for (const auto& [file, witness] : out.moved)
        add_with_parents(directories, parent_of(disk.layout->final_path(file)));
    for (const auto file : job.files) {
        const auto placed = place_one(job, file, directories);
        if (!placed) {
            out.error = in_directory(*disk.layout, placed.error()).error();
            break;
        }
        if (placed->placing == Placing::placed) out.moved.push_back({file, placed->witness});
        if (placed->placing == Placing::missing) out.missing.push_back(file);
        if (placed->placing != Placing::blocked) continue;
        out.blocked.push_back({file, placed->witness});
        const auto shown = printable(beneath(disk.layout->directory(), disk.layout->final_path(file)));
        if (!out.blocked_why) out.blocked_why = Error{Errc::exists, shown + " is there already with other content"};
    }
    if (auto settled = settle_moved(disk, directories, out); !settled && !out.error)
        out.error = in_directory(*disk.layout, std::move(settled).error()).error();
    return out;
}

Result<> finish_share(const ShareDisk& disk, bool whole) {
    const auto finish = [&]() -> Result<> {
        if (whole) SHOAL_CHECK(make_empty_directories(disk));
        return clear_hidden(disk);
    };
    auto finished = finish();
    if (!finished) return in_directory(*disk.layout, std::move(finished).error());
    return {};
}

std::vector<FileIndex> take_back(const ShareDisk& disk, const std::vector<FileIndex>& files) {
    std::vector<FileIndex> out;
    std::set<std::string> directories{"", disk.layout->hidden()};
    if (!disk.root->make_directories(disk.layout->hidden())) return out;
    for (const auto file : files) {
        const auto path = disk.layout->final_path(file);
        const auto there = disk.root->stat(path);
        if (!there || there->size != disk.layout->manifest().files()[raw(file)].size) continue;
        if (!disk.root->rename(path, disk.layout->partial_path(file), true)) continue;
        add_with_parents(directories, parent_of(path));
        out.push_back(file);
    }
    if (!sync_directories(*disk.root, directories)) out.clear();  // then all of them is fetched again
    return out;
}

void discard_hidden(const ShareDisk& disk, const std::vector<FileIndex>& files) {
    for (const auto file : files) (void)disk.root->remove(disk.layout->partial_path(file));
}

void discard_unselected(const ShareDisk& disk, const FileSelection& selection) {
    const auto there = disk.root->list(disk.layout->hidden());
    if (!there) return;
    for (const auto& [name, kind] : *there) {
        std::uint32_t number = 0;
        const auto [stop, error] = std::from_chars(name.data(), name.data() + name.size(), number);
        const bool is_file = kind == EntryKind::file && error == std::errc{} && stop == name.data() + name.size() &&
                             number < disk.layout->manifest().files().size();
        if (is_file && !selection.has(FileIndex{number})) (void)disk.root->remove(disk.layout->hidden() + "/" + name);
    }
}

Result<std::vector<PlacedFile>> settle_found(const ShareDisk& disk, std::vector<PlacedFile> found) {
    const bool all = found.size() > max_single_syncs;
    for (auto& [file, witness] : found) {
        const bool executable = disk.layout->manifest().files()[raw(file)].executable && !witness.executable;
        if (all && !executable) continue;
        SHOAL_TRY(const auto open, disk.root->open(disk.layout->final_path(file), OpenMode::read));
        if (executable && !disk.layout->shared_here()) SHOAL_CHECK(open->set_executable(true));
        SHOAL_CHECK(open->sync());
        SHOAL_TRY(const auto now, open->stat());
        if (executable) witness = now;
    }
    if (all) SHOAL_CHECK(disk.root->sync_all());
    return found;
}

Result<std::shared_ptr<Directory>> probe_share(const ShareLayout& layout, Probe probe) {
    SHOAL_TRY(auto root, layout.open_root());
    if (probe == Probe::content) SHOAL_CHECK(layout.check_content(*root));
    if (probe != Probe::write) return root;
    const auto path = layout.hidden() + "/probe";
    const auto attempt = [&]() -> Result<> {
        SHOAL_CHECK(root->make_directories(layout.hidden()));
        SHOAL_TRY(const auto file, root->open(path, OpenMode::create));
        SHOAL_CHECK(file->write(0, Bytes(probe_bytes)));
        return file->sync();
    };
    auto written = attempt();
    (void)root->remove(path);  // if it stays it goes with the hidden directory
    if (!written) return in_directory(layout, std::move(written).error());
    return root;
}

Result<std::vector<FoundFile>> survey_files(const ShareDisk& disk, const std::vector<FileIndex>& files) {
    const bool hidden = disk.root->stat(disk.layout->hidden()).has_value();
    std::vector<FoundFile> out;
    out.reserve(files.size());
    for (const auto file : files) {
        FoundFile found{.file = file, .hidden_size = {}, .at_place = {}};
        if (hidden) {
            const auto partial = disk.root->stat(disk.layout->partial_path(file));
            if (!partial && partial.error().code != Errc::not_found) return in_directory(*disk.layout, partial.error());
            if (partial) found.hidden_size = partial->size;
        }
        const auto placed = disk.root->stat(disk.layout->final_path(file));
        if (!placed && placed.error().code != Errc::not_found) return in_directory(*disk.layout, placed.error());
        if (placed) found.at_place = *placed;
        out.push_back(found);
    }
    return out;
}

std::vector<ChangedFile> changed_since(const ShareDisk& disk, const std::vector<PlacedFile>& placed) {
    std::vector<ChangedFile> out;
    for (const auto& [file, witness] : placed) {
        const auto now = disk.root->stat(disk.layout->final_path(file));
        if (now && *now == witness) continue;
        out.push_back({.file = file, .is_missing = !now && now.error().code == Errc::not_found});
    }
    return out;
}

}  // namespace shoal::transfer
