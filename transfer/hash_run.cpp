#include "transfer/hash_run.h"

#include <algorithm>

#include <fmt/format.h>

namespace shoal::transfer {

crypto::Hash root_of(const HashedFile& file) {
    const auto tree = file.roots.empty() ? crypto::chunk_root({}) : crypto::tree_root(file.roots);
    return crypto::file_root(file.witness.size, tree);
}

HashRun::HashRun(World& world, std::shared_ptr<Directory> root, std::vector<FileToHash> files, Events events)
    : world_{world}, root_{std::move(root)}, files_{std::move(files)},
      progress_(files_.size()), events_{std::make_shared<Events>(std::move(events))}, left_{files_.size()} {
    pump();
}

// --- on a worker -----------------------------------------------------------------------------------------------------

HashRun::Hashed HashRun::hash_piece(Directory& root, Piece piece, Bytes& buffer) {
    std::vector<crypto::Hash> roots;
    const auto read = [&]() -> Result<FileWitness> {
        SHOAL_TRY(const auto file, root.open(piece.path, OpenMode::read));
        SHOAL_TRY(const auto before, file->stat());
        if (before != piece.expected) return before;
        for (std::uint32_t i = 0; i < piece.count; ++i) {
            const std::uint64_t offset = std::uint64_t{piece.first + i} * crypto::chunk_size;
            const auto wanted = std::min<std::uint64_t>(crypto::chunk_size, piece.expected.size - offset);
            const auto part = BytesMut{buffer}.first(static_cast<std::size_t>(wanted));
            SHOAL_TRY(const auto got, file->read(offset, part));
            if (got != part.size()) break;  // it became shorter: the witness below says so
            roots.push_back(crypto::chunk_root(part));
        }
        return file->stat();
    };
    auto witness = read();
    if (witness && *witness == piece.expected && roots.size() != piece.count)
        witness = fail(Errc::io, "it ends before its size says");
    return {.piece = std::move(piece), .witness = std::move(witness), .roots = std::move(roots)};
}

std::vector<HashRun::Hashed> HashRun::hash_all(Directory& root, std::vector<Piece> pieces) {
    Bytes buffer(crypto::chunk_size);
    std::vector<Hashed> results;
    results.reserve(pieces.size());
    for (auto& piece : pieces) results.push_back(hash_piece(root, std::move(piece), buffer));
    return results;
}

// --- on the loop -----------------------------------------------------------------------------------------------------

void HashRun::pump() {
    while (running_ < world_.workers.parallelism()) {
        auto job = next_job();
        // Nothing more to read: an empty list still ends through the loop, never inside the constructor.
        if (job.empty() && (running_ > 0 || left_ > 0)) return;
        const bool last = job.empty();
        ++running_;
        run_behind(
            world_.workers, alive_.watch(),
            [root = root_, job = std::move(job)]() mutable { return hash_all(*root, std::move(job)); },
            [this](std::vector<Hashed> results) { job_ended(std::move(results)); });
        if (last) return;
    }
}

std::vector<HashRun::Piece> HashRun::next_job() {
    std::vector<Piece> job;
    std::uint32_t room = chunks_per_hash_job;
    while (!again_.empty()) {
        if (!take_piece(again_.front(), room, job)) return job;
        again_.pop_front();
    }
    while (next_.file < files_.size()) {
        if (!take_piece(next_, room, job)) return job;
        next_ = {.file = next_.file + 1, .chunk = 0, .attempt = 0};
    }
    return job;
}

// False: the job is full. True: all of this cursor's file is taken.
bool HashRun::take_piece(Cursor& cursor, std::uint32_t& room, std::vector<Piece>& job) {
    const auto& file = files_[cursor.file];
    if (progress_[cursor.file].reported || progress_[cursor.file].attempt != cursor.attempt) return true;
    const auto chunks = static_cast<std::uint32_t>(
        std::min<std::uint64_t>(chunk_count_of(file.expected.size), max_share_chunks));  // more is refused below
    if (job.size() == files_per_hash_job || (chunks > 0 && room == 0)) return false;
    const auto count = std::min(room, chunks - cursor.chunk);
    job.push_back({.index = cursor.file,
                   .path = file.path,
                   .expected = file.expected,
                   .attempt = cursor.attempt,
                   .first = cursor.chunk,
                   .count = count});
    room -= count;
    cursor.chunk += count;
    return cursor.chunk == chunks;
}

void HashRun::job_ended(std::vector<Hashed> results) {
    --running_;
    const auto alive = alive_.watch();
    for (auto& result : results) {
        piece_ended(std::move(result));
        if (alive.expired()) return;
    }
    const auto events = events_;
    if (!results.empty()) events->on_progress(bytes_);
    if (alive.expired()) return;
    if (left_ == 0 && running_ == 0) return events->on_end();
    if (left_ > 0) pump();
}

void HashRun::piece_ended(Hashed result) {
    const auto& piece = result.piece;
    auto& state = progress_[piece.index];
    if (state.reported || state.attempt != piece.attempt) return;
    if (!result.witness) return report(piece.index, fail_in(printable(piece.path), std::move(result.witness).error()));
    if (*result.witness != piece.expected) return file_changed(piece.index, *result.witness);
    const auto chunks = chunk_count_of(piece.expected.size);
    if (chunks > max_share_chunks)
        return report(piece.index, fail(Errc::limit, fmt::format("{} is too large to share", printable(piece.path))));
    state.roots.resize(static_cast<std::size_t>(chunks));
    std::copy(result.roots.begin(), result.roots.end(), state.roots.begin() + piece.first);
    state.hashed += piece.count;
    const auto end = std::min(piece.expected.size, std::uint64_t{piece.first + piece.count} * crypto::chunk_size);
    const auto bytes = end - std::uint64_t{piece.first} * crypto::chunk_size;
    state.bytes += bytes;
    bytes_ += bytes;
    if (state.hashed == chunks)
        report(piece.index, HashedFile{.witness = piece.expected, .roots = std::move(state.roots)});
}

// The first change may be the end of somebody's saving; a second one means that it goes on.
void HashRun::file_changed(std::size_t index, const FileWitness& now) {
    auto& state = progress_[index];
    if (state.attempt > 0)
        return report(index, fail(Errc::mismatch, fmt::format("{} changed while it was read; try again when nothing "
                                                              "writes to it",
                                                              printable(files_[index].path))));
    bytes_ -= state.bytes;
    state = {.attempt = 1, .hashed = 0, .bytes = 0, .reported = false, .roots = {}};
    files_[index].expected = now;
    again_.push_back({.file = index, .chunk = 0, .attempt = 1});
}

void HashRun::report(std::size_t index, Result<HashedFile> result) {
    progress_[index].reported = true;
    progress_[index].roots = {};
    --left_;
    const auto events = events_;
    events->on_file(index, std::move(result));
}

}  // namespace shoal::transfer
