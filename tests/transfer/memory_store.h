#pragma once
// A store in memory that keeps the contract of transfer/store.h: it verifies, and answers on a later turn.

#include <deque>
#include <map>
#include <set>

#include "transfer/chunk_ledger.h"
#include "transfer/store.h"

namespace shoal::test {

using namespace shoal::transfer;

/// Content whose bytes follow from a seed, cut into files, with its manifest and hash blocks.
struct Content {
    std::shared_ptr<const Manifest> manifest;
    std::vector<Bytes> files;
    std::map<std::pair<std::uint32_t, std::uint32_t>, HashBlock> blocks;

    [[nodiscard]] Bytes chunk(ChunkIndex index) const {
        const auto& file = files[raw(manifest->file_of(index))];
        const auto begin = file.begin() + static_cast<std::ptrdiff_t>(manifest->offset_in_file(index));
        return {begin, begin + manifest->size_of(index)};
    }
};

inline Content make_content(std::uint64_t seed, const std::vector<std::size_t>& sizes) {
    Content out;
    ManifestContent content{
        .name = "content", .single = false, .salt = {}, .files = {}, .directories = {}, .comment = {}, .created = {}};
    std::uint64_t state = seed * 0x9e3779b97f4a7c15 + 1;
    for (std::uint32_t f = 0; f < sizes.size(); ++f) {
        Bytes bytes(sizes[f]);
        for (auto& byte : bytes) {
            state = state * 6364136223846793005 + 1442695040888963407;
            byte = static_cast<Byte>(state >> 56);
        }
        const auto roots = chunk_roots_of(bytes);
        const auto tree = roots.empty() ? crypto::tree_of(bytes) : crypto::tree_root(roots);
        for (auto& block : make_hash_blocks(roots)) out.blocks[{f, block.block}] = block;
        std::string name = "file-" + std::string(6 - std::to_string(f).size(), '0') + std::to_string(f);
        content.files.push_back({.path = {std::move(name)},
                                 .size = bytes.size(),
                                 .root = crypto::file_root(bytes.size(), tree),
                                 .executable = false});
        out.files.push_back(std::move(bytes));
    }
    out.manifest = std::make_shared<const Manifest>(Manifest::make(std::move(content)).value());
    return out;
}

class MemoryStore final : public Store {
public:
    MemoryStore(const Content& content, bool full, std::deque<Task>& later)
        : content_{content}, later_{later}, have_{content.manifest->chunk_count(), full},
          wanted_{content.manifest->chunk_count(), true} {
        if (full) blocks_ = content.blocks;
    }

    void open(std::move_only_function<void(Result<>)> done) override {
        later_.emplace_back([done = std::move(done)]() mutable { done({}); });
    }
    const Bitmap& have() const override { return have_; }
    const Bitmap& wanted() const override { return wanted_; }
    std::uint32_t missing() const override {
        std::uint32_t out = 0;
        for (std::uint32_t i = 0; i < have_.size(); ++i)
            out += wanted_.test(ChunkIndex{i}) && !have_.test(ChunkIndex{i}) ? 1U : 0U;
        return out;
    }
    void select(FileSelection selection, Task done) override {
        wanted_ = chunks_of(*content_.manifest, selection);
        later_.push_back(std::move(done));
    }
    void recheck(Task done) override { later_.push_back(std::move(done)); }
    void allow_overwriting() override {}
    void look(Mending, std::move_only_function<void(std::string)> done) override {
        later_.push_back([done = std::move(done)]() mutable { done({}); });
    }
    std::optional<CheckProgress> checking() const override { return std::nullopt; }
    std::uint64_t bytes_have() const override { return bytes_in(Bitmap{have_.size(), true}); }
    std::uint64_t wanted_bytes_have() const override { return bytes_in(wanted_); }
    std::uint64_t durable_bytes() const override { return 0; }
    bool is_complete() const override { return complete; }

    const HashBlock* hashes(FileIndex file, std::uint32_t block) const override {
        const auto found = blocks_.find({raw(file), block});
        return found == blocks_.end() ? nullptr : &found->second;
    }
    void learn(FileIndex file, HashBlock block) override { blocks_[{raw(file), block.block}] = std::move(block); }
    std::optional<ChunkCheck> check_of(ChunkIndex chunk) const override {
        const auto& manifest = *content_.manifest;
        const FileIndex file = manifest.file_of(chunk);
        const auto& wanted = manifest.files()[raw(file)];
        if (manifest.chunks_of(file) == 1) return ChunkCheck{.expected = wanted.root, .whole_file = wanted.size};
        const std::uint32_t inside = raw(chunk) - raw(manifest.first_chunk(file));
        const auto* block = hashes(file, inside / chunks_per_hash_block);
        if (block == nullptr) return std::nullopt;
        return ChunkCheck{.expected = block->roots[inside % chunks_per_hash_block], .whole_file = {}};
    }

    void accept(ChunkIndex chunk, Bytes data, std::move_only_function<void(Accepted)> done) override {
        pending_ += data.size();
        if (!answers) return;
        later_.emplace_back([this, chunk, data = std::move(data), done = std::move(done)]() mutable {
            pending_ -= data.size();
            if (fails > 0) {
                --fails;
                return done(Accepted::failed);
            }
            if (!check_of(chunk)->matches(data)) return done(Accepted::bad);
            have_.set(chunk);
            done(Accepted::stored);
        });
    }
    std::uint64_t pending_bytes() const override { return pending_; }

    void read(ChunkIndex chunk, std::move_only_function<void(Result<std::shared_ptr<const Bytes>>)> done) override {
        later_.emplace_back([this, chunk, done = std::move(done)]() mutable {
            Bytes data = content_.chunk(chunk);
            if (rotten.contains(raw(chunk))) data[data.size() / 2] ^= Byte{1};
            done(std::make_shared<const Bytes>(std::move(data)));
        });
    }
    void flush(Task done) override { later_.push_back(std::move(done)); }

    std::set<std::uint32_t> rotten;  ///< chunks that this store serves with one bit wrong
    int fails = 0;                   ///< so many writes fail
    bool complete = false;           ///< durable as well
    bool answers = true;             ///< or keeps what it is given for ever
    void gain(ChunkIndex chunk) { have_.set(chunk); }
    void lose(ChunkIndex chunk) { have_.clear(chunk); }

private:
    [[nodiscard]] std::uint64_t bytes_in(const Bitmap& these) const {
        std::uint64_t out = 0;
        for (std::uint32_t i = 0; i < have_.size(); ++i)
            if (have_.test(ChunkIndex{i}) && these.test(ChunkIndex{i}))
                out += content_.manifest->size_of(ChunkIndex{i});
        return out;
    }

    const Content& content_;
    std::deque<Task>& later_;
    Bitmap have_;
    Bitmap wanted_;
    std::map<std::pair<std::uint32_t, std::uint32_t>, HashBlock> blocks_;
    std::uint64_t pending_ = 0;
};

}  // namespace shoal::test
