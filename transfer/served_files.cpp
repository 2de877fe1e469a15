#include "transfer/served_files.h"

#include <fmt/format.h>

namespace shoal::transfer {

namespace {

Result<std::shared_ptr<File>> open_at(Directory& root, const std::string& path, OpenMode mode) {
    SHOAL_TRY(auto file, root.open(path, mode));
    return std::shared_ptr<File>{std::move(file)};
}

// The file by its path; one that is being renamed is looked for at both places.
Result<std::shared_ptr<File>> open_by_path(const ReadJob& job) {
    const auto& layout = *job.layout;
    if (job.place == FilePlace::placed) return open_at(*job.root, layout.final_path(job.file), OpenMode::read);
    auto file = open_at(*job.root, layout.partial_path(job.file), OpenMode::write);
    if (file || file.error().code != Errc::not_found || job.place == FilePlace::hidden) return file;
    return open_at(*job.root, layout.final_path(job.file), OpenMode::read);
}

// Opens if needed and says what the file looks like now. A descriptor whose file changed may be of a file that was
// replaced, so the path decides.
Result<FileWitness> look(const ReadJob& job, std::shared_ptr<File>& file) {
    if (file) {
        auto now = file->stat();
        if (now && (!job.witness || *now == *job.witness || job.place != FilePlace::placed)) return now;
        file.reset();
    }
    SHOAL_TRY(file, open_by_path(job));
    return file->stat();
}

Result<std::shared_ptr<const Bytes>> fetch(const ReadJob& job, File& file, bool trusted) {
    auto data = std::make_shared<Bytes>(job.size);
    SHOAL_TRY(const auto got, file.read(job.offset, *data));
    if (got != job.size) return fail(Errc::mismatch, "the file is shorter than it was");
    if (!trusted && !job.check.matches(*data))
        return fail(Errc::mismatch, "the file does not have its content any more");
    return std::shared_ptr<const Bytes>{std::move(data)};
}

// Asked by path, as the directory that is held open may have been moved or unmounted. A lone file that is missing is
// not a folder that is missing.
Result<std::shared_ptr<Directory>> open_afresh(const ShareLayout& layout, bool placed) {
    SHOAL_TRY(auto root, layout.open_root());
    if (placed && !layout.manifest().is_single()) SHOAL_CHECK(layout.check_content(*root));
    return root;
}

void attempt(const ReadJob& job, ReadOutcome& out) {
    const bool placed = job.place == FilePlace::placed;
    auto now = look(job, out.file);
    if (!now) {
        out.file.reset();
        out.data = std::unexpected{std::move(now).error()};
        return;
    }
    // While it gets its name there is no witness yet, and people can reach it already.
    const bool unchanged = placed ? job.witness && *now == *job.witness : job.place == FilePlace::hidden;
    if (placed) out.witness = *now;
    out.data = fetch(job, *out.file, job.verified && unchanged);
}

// A folder that was unmounted and mounted again is reached through a new handle only.
void attempt_afresh(ReadJob& job, ReadOutcome& out) {
    auto root = open_afresh(*job.layout, job.place == FilePlace::placed);
    if (!root) {
        out.root_gone = root.error().code == Errc::not_found;
        if (out.root_gone) out.data = std::unexpected{std::move(root).error()};
        return;
    }
    job.root = *root;
    out.file.reset();
    attempt(job, out);
    if (out.data) out.root = std::move(*root);
}

}  // namespace

ReadOutcome read_chunk(ReadJob job) {
    ReadOutcome out{
        .data = fail(Errc::io, ""), .file = std::move(job.cached), .witness = {}, .root = {}, .root_gone = false};
    attempt(job, out);
    const bool differs = !out.data && out.data.error().code == Errc::mismatch;
    if (!out.data && !differs) attempt_afresh(job, out);
    if (!out.data && !out.root_gone) out.data = fail_in(printable(job.layout->name_of(job.file)), out.data.error());
    return out;
}

std::shared_ptr<File> ServedFiles::open_file(FileIndex file) {
    const auto found = open_.find(file);
    if (found == open_.end()) return nullptr;
    ages_.splice(ages_.begin(), ages_, found->second.age);
    return found->second.file;
}

void ServedFiles::keep_open(FileIndex file, std::shared_ptr<File> open, std::uint64_t generation) {
    if (generation != generation_) return;
    if (const auto found = open_.find(file); found != open_.end() && found->second.file == open) return;
    drop(file);
    ages_.push_front(file);
    open_[file] = {.file = std::move(open), .age = ages_.begin()};
    if (open_.size() > max_open_files) drop(ages_.back());
}

void ServedFiles::drop(FileIndex file) {
    const auto found = open_.find(file);
    if (found == open_.end()) return;
    ages_.erase(found->second.age);
    open_.erase(found);
}

void ServedFiles::close(FileIndex file) {
    ++generation_;
    drop(file);
}

void ServedFiles::close_all() {
    ++generation_;
    open_.clear();
    ages_.clear();
}

std::optional<FileWitness> ServedFiles::witness(FileIndex file) const {
    const auto found = witnesses_.find(file);
    return found == witnesses_.end() ? std::nullopt : std::optional{found->second};
}

bool ServedFiles::saw(const Manifest& manifest, FileIndex file, const FileWitness& witness) {
    const auto found = witnesses_.find(file);
    if (found != witnesses_.end() && found->second == witness) return false;
    forget(manifest, file);
    witnesses_[file] = witness;
    return true;
}

void ServedFiles::forget(const Manifest& manifest, FileIndex file) {
    witnesses_.erase(file);
    reported_.erase(file);
    const auto first = raw(manifest.first_chunk(file));
    for (std::uint32_t i = 0; i < manifest.chunks_of(file); ++i) verified_.clear(ChunkIndex{first + i});
}

}  // namespace shoal::transfer
