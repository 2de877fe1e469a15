// Hash blocks as a peer sends them: those of another shape lead nowhere, those that were changed lead elsewhere, and
// the genuine ones of a blob lead to its tree.

#include "tests/fuzz/input.h"
#include "transfer/hash_block.h"

namespace {

using namespace shoal;
using namespace shoal::transfer;

constexpr std::uint32_t max_chunks = 3 * chunks_per_hash_block + 7;

std::vector<crypto::Hash> roots_of(std::uint32_t chunks, std::uint8_t salt) {
    std::vector<crypto::Hash> out(chunks);
    for (std::uint32_t i = 0; i < chunks; ++i) {
        out[i][0] = Byte{salt};
        out[i][1] = static_cast<Byte>(i & 0xff);
        out[i][2] = static_cast<Byte>(i >> 8);
    }
    return out;
}

/// Changes one thing about the block; false if it is the same still.
bool spoil(fuzz::Input& in, HashBlock& block) {
    switch (in.below(6)) {
    case 0: {
        const std::uint32_t before = std::exchange(block.block, in.u32());
        return block.block != before;
    }
    case 1:
        block.roots.resize(in.u16() % 600);
        return true;  // the caller checks the shape
    case 2:
        block.proof.resize(in.below(64));
        return true;
    case 3:
        block.roots[in.u16() % block.roots.size()][in.below(32)] ^= Byte{1};
        return true;
    case 4:
        if (block.proof.empty()) return false;
        block.proof[in.below(block.proof.size())][in.below(32)] ^= Byte{0x80};
        return true;
    default:
        if (block.roots.size() < 2 || block.roots.front() == block.roots.back()) return false;
        std::swap(block.roots.front(), block.roots.back());
        return true;
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Input in{fuzz::view(data, size)};
    const std::uint32_t chunks = in.u16() % max_chunks;
    const auto roots = roots_of(chunks, in.u8());
    const auto blocks = make_hash_blocks(roots);
    FUZZ_CHECK(blocks.size() == (chunks < 2 ? 0 : (chunks + chunks_per_hash_block - 1) / chunks_per_hash_block));
    if (blocks.empty()) {
        HashBlock claimed{.block = in.u32(), .roots = roots, .proof = {}};
        FUZZ_CHECK(!claimed.tree(chunks));
        return 0;
    }
    const auto tree = crypto::tree_root(roots);
    for (const auto& block : blocks) FUZZ_CHECK(block.tree(chunks) == tree);
    HashBlock block = blocks[in.below(blocks.size())];
    const HashBlock genuine = block;
    if (!spoil(in, block)) return 0;
    const bool same = block.block == genuine.block && block.roots == genuine.roots && block.proof == genuine.proof;
    FUZZ_CHECK((block.tree(chunks) == tree) == same);
    // Another number of chunks that it fits by chance is a fault of whoever claims it; it must not end here.
    (void)genuine.tree(in.u32());
    return 0;
}
