#include "crypto/merkle.h"

#include <algorithm>
#include <array>
#include <limits>

#include "crypto/require.h"

namespace shoal::crypto {

namespace {

std::array<Byte, 8> le64(std::uint64_t value) {
    std::array<Byte, 8> out;
    for (Byte& byte : out) {
        byte = static_cast<Byte>(value & 0xffU);
        value >>= 8U;
    }
    return out;
}

/// How wide the level above a level of `width` nodes is. Never overflows.
constexpr std::size_t parents(std::size_t width) {
    return width / 2 + width % 2;
}

/// A tree that grows from the left in constant memory: the roots of its whole subtrees, largest first. Joining them
/// from the right at the end is the same as promoting the odd node of each level.
class GrowingTree {
public:
    void add(const Hash& node) {
        Hash joined = node;
        // As many joins as there are ones at the end of the count: like a carry in a binary counter.
        for (std::size_t carry = count_; carry % 2 == 1; carry /= 2) joined = node_hash(subtrees_[--depth_], joined);
        subtrees_[depth_++] = joined;
        ++count_;
    }

    [[nodiscard]] Hash root() const {
        SHOAL_CRYPTO_REQUIRE(depth_ > 0);
        Hash joined = subtrees_[depth_ - 1];
        for (std::size_t i = depth_ - 1; i > 0; --i) joined = node_hash(subtrees_[i - 1], joined);
        return joined;
    }

private:
    static constexpr std::size_t max_depth = std::numeric_limits<std::size_t>::digits;  ///< one for each bit of count_
    std::array<Hash, max_depth> subtrees_;
    std::size_t depth_ = 0;
    std::size_t count_ = 0;
};

/// Nodes [first, last) of a level of `width` nodes, on their way up to the root.
struct Range {
    std::size_t width;
    std::size_t first;
    std::size_t last;

    [[nodiscard]] bool is_root() const { return width == 1; }
    [[nodiscard]] bool needs_left() const { return first % 2 == 1; }
    [[nodiscard]] bool needs_right() const { return last % 2 == 1 && last < width; }
    [[nodiscard]] Range above() const { return {parents(width), first / 2, parents(last)}; }
};

bool fits(std::size_t total, std::size_t first, std::size_t count) {
    return count > 0 && first < total && count <= total - first;
}

/// The node at `index` of the level `level` above `nodes`. Precondition: there is one.
Hash node_above(std::span<const Hash> nodes, unsigned level, std::size_t index) {
    const std::size_t begin = index << level;
    const std::size_t length = std::min(std::size_t{1} << level, nodes.size() - begin);
    return tree_root(nodes.subspan(begin, length));
}

}  // namespace

Hash leaf_hash(BytesView data) {
    SHOAL_CRYPTO_REQUIRE(data.size() <= leaf_size);
    return blake2b(personal::leaf, data);
}

Hash node_hash(const Hash& left, const Hash& right) {
    return blake2b(personal::node, {left, right});
}

Hash chunk_root(BytesView data) {
    SHOAL_CRYPTO_REQUIRE(data.size() <= chunk_size);
    return tree_of(data);
}

Hash tree_root(std::span<const Hash> nodes) {
    GrowingTree tree;
    for (const Hash& node : nodes) tree.add(node);
    return tree.root();
}

Hash tree_of(BytesView blob) {
    if (blob.empty()) return leaf_hash({});
    GrowingTree tree;
    for (std::size_t at = 0; at < blob.size(); at += leaf_size) {
        tree.add(leaf_hash(blob.subspan(at, std::min(leaf_size, blob.size() - at))));
    }
    return tree.root();
}

Hash file_root(std::uint64_t size, const Hash& tree) {
    return blake2b(personal::file, {le64(size), tree});
}

Hash content_id(std::uint64_t manifest_size, const Hash& tree) {
    return blake2b(personal::id, {le64(manifest_size), tree});
}

std::vector<Hash> prove_range(std::span<const Hash> nodes, std::size_t first, std::size_t count) {
    SHOAL_CRYPTO_REQUIRE(fits(nodes.size(), first, count));
    std::vector<Hash> proof;
    proof.reserve(proof_length(nodes.size(), first, count));
    unsigned level = 0;
    for (Range range{nodes.size(), first, first + count}; !range.is_root(); range = range.above()) {
        if (range.needs_left()) proof.push_back(node_above(nodes, level, range.first - 1));
        if (range.needs_right()) proof.push_back(node_above(nodes, level, range.last));
        ++level;
    }
    return proof;
}

std::vector<std::vector<Hash>> prove_each(std::span<const Hash> nodes) {
    SHOAL_CRYPTO_REQUIRE(!nodes.empty());
    std::vector<std::vector<Hash>> proofs(nodes.size());
    std::vector<Hash> level{nodes.begin(), nodes.end()};
    for (std::size_t height = 0; level.size() > 1; ++height) {
        for (std::size_t i = 0; i < proofs.size(); ++i) {
            const std::size_t neighbour = i >> height ^ 1U;
            if (neighbour < level.size()) proofs[i].push_back(level[neighbour]);
        }
        std::size_t written = 0;
        for (std::size_t i = 0; i + 1 < level.size(); i += 2) level[written++] = node_hash(level[i], level[i + 1]);
        if (level.size() % 2 == 1) level[written++] = level.back();
        level.resize(written);
    }
    return proofs;
}

std::optional<Hash> root_of_range(std::size_t total, std::size_t first, std::span<const Hash> range,
                                  std::span<const Hash> proof) {
    if (!fits(total, first, range.size())) return std::nullopt;
    if (proof.size() != proof_length(total, first, range.size())) return std::nullopt;
    std::vector<Hash> nodes{range.begin(), range.end()};
    auto next = proof.begin();
    for (Range at{total, first, first + range.size()}; !at.is_root(); at = at.above()) {
        // Parents are written over their children from the left; they never overtake them.
        std::size_t read = 0;
        std::size_t written = 0;
        if (at.needs_left()) nodes[written++] = node_hash(*next++, nodes[read++]);
        for (; read + 1 < nodes.size(); read += 2) nodes[written++] = node_hash(nodes[read], nodes[read + 1]);
        if (read < nodes.size()) nodes[written++] = at.needs_right() ? node_hash(nodes[read], *next++) : nodes[read];
        nodes.resize(written);
    }
    return nodes.front();
}

std::size_t proof_length(std::size_t total, std::size_t first, std::size_t count) {
    SHOAL_CRYPTO_REQUIRE(fits(total, first, count));
    std::size_t length = 0;
    for (Range range{total, first, first + count}; !range.is_root(); range = range.above()) {
        length += (range.needs_left() ? 1U : 0U) + (range.needs_right() ? 1U : 0U);
    }
    return length;
}

}  // namespace shoal::crypto
