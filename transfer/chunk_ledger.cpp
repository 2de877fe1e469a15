#include "transfer/chunk_ledger.h"

#include <algorithm>

namespace shoal::transfer {

bool belongs(const Manifest& manifest, FileIndex file, const HashBlock& block) {
    if (raw(file) >= manifest.files().size()) return false;
    const auto& entry = manifest.files()[raw(file)];
    const auto tree = block.tree(manifest.chunks_of(file));
    return tree && crypto::file_root(entry.size, *tree) == entry.root;
}

Bitmap chunks_of(const Manifest& manifest, const FileSelection& selection) {
    if (selection.is_all()) return Bitmap{manifest.chunk_count(), true};
    Bitmap out{manifest.chunk_count()};
    for (std::uint32_t f = 0; f < manifest.files().size(); ++f) {
        const FileIndex file{f};
        if (!selection.has(file)) continue;
        const auto first = raw(manifest.first_chunk(file));
        for (std::uint32_t i = 0; i < manifest.chunks_of(file); ++i) out.set(ChunkIndex{first + i});
    }
    return out;
}

ChunkLedger::ChunkLedger(std::shared_ptr<const Manifest> manifest, const FileSelection& selection)
    : manifest_{std::move(manifest)}, have_{manifest_->chunk_count()}, wanted_{chunks_of(*manifest_, selection)},
      recorded_{manifest_->chunk_count()}, recorded_in_file_(manifest_->files().size()) {}

void ChunkLedger::want(const FileSelection& selection) {
    wanted_ = chunks_of(*manifest_, selection);
    count_here();
}

void ChunkLedger::count_here() {
    wanted_here_ = 0;
    bytes_have_ = wanted_bytes_have_ = 0;
    for (std::uint32_t f = 0; f < manifest_->files().size() && !have_.none(); ++f) {
        const auto first = raw(manifest_->first_chunk(FileIndex{f}));
        const auto count = manifest_->chunks_of(FileIndex{f});
        for (std::uint32_t i = first; i < first + count; ++i) {
            if (!have_.test(ChunkIndex{i})) continue;
            const auto size = i + 1 < first + count ? crypto::chunk_size : manifest_->size_of(ChunkIndex{i});
            bytes_have_ += size;
            if (!wanted_.test(ChunkIndex{i})) continue;
            ++wanted_here_;
            wanted_bytes_have_ += size;
        }
    }
}

void ChunkLedger::gain(ChunkIndex chunk) {
    if (!have_.set(chunk)) return;
    const auto size = manifest_->size_of(chunk);
    bytes_have_ += size;
    if (!wanted_.test(chunk)) return;
    ++wanted_here_;
    wanted_bytes_have_ += size;
}

void ChunkLedger::part_with(ChunkIndex chunk) {
    if (!have_.clear(chunk)) return;
    const auto size = manifest_->size_of(chunk);
    bytes_have_ -= size;
    if (!wanted_.test(chunk)) return;
    --wanted_here_;
    wanted_bytes_have_ -= size;
}

bool ChunkLedger::is_whole(FileIndex file) const {
    return recorded_in_file_[raw(file)] == manifest_->chunks_of(file);
}

void ChunkLedger::load(CatalogEntry entry) {
    for (auto& [file, block] : entry.blocks) {
        const auto number = block.block;
        blocks_.insert_or_assign({file, number}, std::move(block));
    }
    for (const auto& [index, bits] : entry.segments) {
        const auto first = std::uint64_t{index} * chunks_per_segment;
        if (first >= have_.size() || bits.size() > chunks_per_segment / 8) continue;
        // A row of impossible shape changes nothing, and its chunks count as missing.
        (void)have_.merge(static_cast<std::uint32_t>(first), bits, [&](ChunkIndex chunk) { record(chunk); });
    }
    count_here();
    dirty_segments_.clear();
    durable_bytes_ = recorded_bytes_;
    drop_unchecked();
}

// Chunks of a block that is not known could neither be verified nor proven to a peer.
void ChunkLedger::drop_unchecked() {
    for (std::uint32_t f = 0; f < recorded_in_file_.size(); ++f) {
        const FileIndex file{f};
        if (recorded_in_file_[f] == 0 || manifest_->chunks_of(file) < 2) continue;
        const auto first = raw(manifest_->first_chunk(file));
        for (std::uint32_t i = 0; i < manifest_->chunks_of(file); ++i) {
            if (i % chunks_per_hash_block == 0 && block(file, i / chunks_per_hash_block)) {
                i += chunks_per_hash_block - 1;
                continue;
            }
            if (have_.test(ChunkIndex{first + i})) lost(ChunkIndex{first + i});
        }
    }
}

void ChunkLedger::adopt(FileIndex file, std::vector<HashBlock> blocks) {
    for (auto& block : blocks) learn(file, std::move(block));
    const auto first = raw(manifest_->first_chunk(file));
    for (std::uint32_t i = 0; i < manifest_->chunks_of(file); ++i) {
        gain(ChunkIndex{first + i});
        record(ChunkIndex{first + i});
    }
}

const HashBlock* ChunkLedger::block(FileIndex file, std::uint32_t number) const {
    const auto found = blocks_.find({file, number});
    return found == blocks_.end() ? nullptr : &found->second;
}

void ChunkLedger::learn(FileIndex file, HashBlock block) {
    const BlockKey key{file, block.block};
    if (blocks_.try_emplace(key, std::move(block)).second) new_blocks_.insert(key);
}

std::optional<ChunkCheck> ChunkLedger::check_of(ChunkIndex chunk) const {
    const auto file = manifest_->file_of(chunk);
    const auto& entry = manifest_->files()[raw(file)];
    if (manifest_->chunks_of(file) == 1) return ChunkCheck{.expected = entry.root, .whole_file = entry.size};
    const auto within = raw(chunk) - raw(manifest_->first_chunk(file));
    const auto* known = block(file, within / chunks_per_hash_block);
    if (!known) return std::nullopt;
    return ChunkCheck{.expected = known->roots[within % chunks_per_hash_block], .whole_file = std::nullopt};
}

void ChunkLedger::record(ChunkIndex chunk) {
    if (!recorded_.set(chunk)) return;
    ++recorded_in_file_[raw(manifest_->file_of(chunk))];
    recorded_bytes_ += manifest_->size_of(chunk);
    dirty_segments_.insert(raw(chunk) / chunks_per_segment);
}

void ChunkLedger::synced(std::span<const ChunkIndex> chunks) {
    for (const auto chunk : chunks) {
        if (have_.test(chunk)) record(chunk);
    }
}

void ChunkLedger::lost(ChunkIndex chunk) {
    part_with(chunk);
    if (!recorded_.clear(chunk)) return;
    --recorded_in_file_[raw(manifest_->file_of(chunk))];
    recorded_bytes_ -= manifest_->size_of(chunk);
    taken_bytes_ = std::min(taken_bytes_, recorded_bytes_);
    durable_bytes_ = std::min(durable_bytes_, recorded_bytes_);
    dirty_segments_.insert(raw(chunk) / chunks_per_segment);
}

CatalogChange ChunkLedger::take_change() {
    CatalogChange change;
    for (const auto index : dirty_segments_) {
        const auto first = index * chunks_per_segment;
        change.segments.push_back(
            {.index = index, .bits = recorded_.segment(first, std::min(chunks_per_segment, have_.size() - first))});
    }
    for (const auto& key : new_blocks_) change.blocks.push_back({key.first, blocks_.at(key)});
    taken_segments_ = std::exchange(dirty_segments_, {});
    taken_blocks_ = std::exchange(new_blocks_, {});
    taken_bytes_ = recorded_bytes_;
    return change;
}

void ChunkLedger::committed() {
    taken_segments_.clear();
    taken_blocks_.clear();
    durable_bytes_ = taken_bytes_;
}

void ChunkLedger::put_back() {
    dirty_segments_.merge(taken_segments_);
    new_blocks_.merge(taken_blocks_);
    taken_segments_.clear();
    taken_blocks_.clear();
}

}  // namespace shoal::transfer
