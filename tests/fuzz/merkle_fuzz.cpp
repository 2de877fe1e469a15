// Hash trees against a naive twin, and proofs: the genuine one leads to the root, a changed one never does, and one of
// another shape is refused.

#include "crypto/merkle.h"
#include "tests/fuzz/input.h"

namespace {

using namespace shoal;
using crypto::Hash;

constexpr std::size_t max_nodes = 40;

/// Level by level, as docs/wire.md says it.
Hash naive_root(std::vector<Hash> level) {
    while (level.size() > 1) {
        std::vector<Hash> above;
        for (std::size_t i = 0; i < level.size(); i += 2) {
            above.push_back(i + 1 < level.size() ? crypto::node_hash(level[i], level[i + 1]) : level[i]);
        }
        level = std::move(above);
    }
    return level.front();
}

std::vector<Hash> read_hashes(fuzz::Input& in, std::size_t count) {
    std::vector<Hash> out;
    // One byte tells them apart; the rest of a hash says nothing to this code.
    for (std::size_t i = 0; i < count; ++i) {
        out.push_back({});
        out.back()[i % 32] = Byte{in.u8()};
    }
    return out;
}

/// Whatever a stranger claims: an answer exactly if the shape is right.
void check_claim(fuzz::Input& in) {
    const std::size_t total = in.flag() ? in.u8() : in.u64();
    const std::size_t first = in.flag() ? in.u8() : in.u64();
    const auto range = read_hashes(in, in.below(max_nodes));
    const auto proof = read_hashes(in, in.below(70));
    const bool fits = !range.empty() && first < total && range.size() <= total - first;
    const bool right = fits && crypto::proof_length(total, first, range.size()) == proof.size();
    FUZZ_CHECK(crypto::root_of_range(total, first, range, proof).has_value() == right);
}

void check_change(fuzz::Input& in, std::size_t total, std::size_t first, std::vector<Hash> range,
                  std::vector<Hash> proof, const Hash& root) {
    const std::size_t at = in.u8();
    const Byte mask{static_cast<std::uint8_t>(in.u8() | 1U)};
    auto& changed = at < range.size() || proof.empty() ? range[at % range.size()] : proof[at % proof.size()];
    changed[in.below(32)] ^= mask;
    const auto found = crypto::root_of_range(total, first, range, proof);
    FUZZ_CHECK(found && *found != root);
    proof.push_back({});
    FUZZ_CHECK(!crypto::root_of_range(total, first, range, proof));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Input in{fuzz::view(data, size)};
    check_claim(in);
    const auto nodes = read_hashes(in, 1 + in.below(max_nodes));
    const Hash root = naive_root(nodes);
    FUZZ_CHECK(crypto::tree_root(nodes) == root);
    const std::size_t first = in.below(nodes.size());
    const std::size_t count = 1 + in.below(nodes.size() - first);
    const std::vector<Hash> range{nodes.begin() + static_cast<std::ptrdiff_t>(first),
                                  nodes.begin() + static_cast<std::ptrdiff_t>(first + count)};
    const auto proof = crypto::prove_range(nodes, first, count);
    FUZZ_CHECK(proof.size() == crypto::proof_length(nodes.size(), first, count));
    FUZZ_CHECK(crypto::root_of_range(nodes.size(), first, range, proof) == root);
    FUZZ_CHECK(crypto::prove_each(nodes)[first] == crypto::prove_range(nodes, first, 1));
    check_change(in, nodes.size(), first, range, proof, root);
    return 0;
}
