// Those that send wrong content: data, hashes, manifests.

#include <algorithm>

#include "tests/sim/hostile_kinds.h"
#include "tests/sim/hostile_peer.h"
#include "transfer/limits.h"

namespace shoal::sim {
namespace {

namespace limits = transfer::limits;
using wire::Space;

constexpr std::uint32_t truth_per_million = 300'000;  // of what a liar says

void flip_bit(Draw& draw, BytesMut bytes) {
    if (bytes.empty()) return;
    bytes[draw.below(bytes.size())] ^= static_cast<Byte>(1U << draw.below(8));
}

// --- wrong data ------------------------------------------------------------------------------------------------------

class WrongData : public HostilePeer {
public:
    WrongData(Fault kind, HostileParts parts)
        : HostilePeer{kind, parts.world, parts.log, std::move(parts.options), parts.draw, parts.faults} {}

protected:
    void answer(Visit& visit, Space space, std::uint32_t chunk) override {
        if (space == Space::manifest || draw_.chance(truth_per_million)) {
            return HostilePeer::answer(visit, space, chunk);
        }
        Bytes bytes = truth().chunk(space, chunk);
        struck();
        ++visit.acts;
        switch (draw_.below(10)) {
        case 0:
            return cut_short(visit, chunk, bytes);
        case 1:
            return too_much(visit, chunk, bytes);
        case 2:
            return with_a_gap(visit, chunk, bytes);
        case 3:
            return another_chunk(visit, chunk, bytes);
        case 4:  // only the last byte, in the last leaf
            bytes.back() ^= Byte{1};
            return say_chunk(visit, space, chunk, bytes);
        case 5:
        case 6:  // the right bytes in the wrong place
            return say_chunk(visit, space, chunk, elsewhere(chunk, std::move(bytes)));
        default:
            flip_bit(draw_, bytes);
            return say_chunk(visit, space, chunk, bytes);
        }
    }

private:
    /// The bytes of another chunk of the same size; if there is none, a flipped bit.
    Bytes elsewhere(std::uint32_t chunk, Bytes bytes) {
        const auto other = static_cast<std::uint32_t>(draw_.below(truth().chunks(Space::files)));
        Bytes theirs = truth().chunk(Space::files, other);
        if (other != chunk && theirs.size() == bytes.size() && theirs != bytes) return theirs;
        flip_bit(draw_, bytes);
        return bytes;
    }

    void say_piece(Visit& visit, std::uint32_t chunk, std::uint32_t offset, BytesView bytes) {
        say(visit,
            wire::Data{
                .handle = visit.handle, .space = Space::files, .chunk = chunk, .offset = offset, .bytes = bytes});
    }

    void cut_short(Visit& visit, std::uint32_t chunk, BytesView bytes) {
        say_chunk(visit, Space::files, chunk, bytes.first(bytes.size() - 1 - draw_.below(bytes.size())));
        say_piece(visit, chunk, 0, {});
    }

    void too_much(Visit& visit, std::uint32_t chunk, const Bytes& bytes) {
        if (draw_.chance(500'000)) {  // one message that is larger than any may be
            return say_piece(visit, chunk, 0, random_bytes(limits::data_bytes + 1 + draw_.below(1024)));
        }
        say_chunk(visit, Space::files, chunk, bytes);
        say_piece(visit, chunk, static_cast<std::uint32_t>(bytes.size()), random_bytes(1024));
        Bytes longer = bytes;
        longer.resize(bytes.size() + 1);
        say_chunk(visit, Space::files, chunk, longer);
    }

    void with_a_gap(Visit& visit, std::uint32_t chunk, const Bytes& bytes) {
        const auto pieces = (bytes.size() + limits::data_bytes - 1) / limits::data_bytes;
        const std::size_t left_out = draw_.below(pieces);
        for (std::size_t i = 0; i < pieces; ++i) {
            if (i == left_out) continue;
            const std::size_t at = i * limits::data_bytes;
            const auto size = std::min<std::size_t>(limits::data_bytes, bytes.size() - at);
            say_piece(visit, chunk, static_cast<std::uint32_t>(at), BytesView{bytes}.subspan(at, size));
        }
        say_piece(visit, chunk, static_cast<std::uint32_t>(draw_.next()), BytesView{bytes}.first(1));
    }

    /// Data that was not asked for, under other numbers, then the truth.
    void another_chunk(Visit& visit, std::uint32_t chunk, const Bytes& bytes) {
        say_chunk(visit, Space::files, chunk + 1, bytes);
        say_chunk(visit, Space::manifest, chunk, BytesView{bytes}.first(std::min<std::size_t>(bytes.size(), 4096)));
        say_piece(visit, static_cast<std::uint32_t>(draw_.next()), 0, random_bytes(512));
        say_chunk(visit, Space::files, chunk, bytes);
    }
};

/// Lies in data, and comes back as somebody else when it was found out.
class NewIdentities final : public WrongData {
public:
    explicit NewIdentities(HostileParts parts) : WrongData{Fault::new_identities, std::move(parts)} {}

private:
    void left(Visit&) override { take_new_key(); }
};

// --- wrong hashes ----------------------------------------------------------------------------------------------------

class WrongHashes final : public HostilePeer {
public:
    explicit WrongHashes(HostileParts parts)
        : HostilePeer{Fault::wrong_hashes, parts.world, parts.log, std::move(parts.options), parts.draw, parts.faults} {
    }

private:
    /// Some that nobody asked for, so that it does its evil with shares of single chunks too.
    void opened(Visit& visit) override {
        struck();
        say(visit, wire::Hashes{.handle = visit.handle,
                                .blob = static_cast<std::uint32_t>(draw_.below(4)),
                                .block = {.block = 0, .roots = noise(draw_.between(1, 8)), .proof = noise(3)}});
    }

    void wants_hashes(Visit& visit, const wire::WantHashes& message) override {
        auto block = truth().hashes(message.blob, message.block);
        if (block.roots.empty() || draw_.chance(truth_per_million)) return HostilePeer::wants_hashes(visit, message);
        wire::Hashes lie{.handle = visit.handle, .blob = message.blob, .block = std::move(block)};
        twist(lie);
        struck();
        say(visit, lie);
    }

    void twist(wire::Hashes& lie) {
        auto& [number, roots, proof] = lie.block;
        switch (draw_.below(10)) {
        case 0:  // everything one to the left
            std::ranges::rotate(roots, roots.begin() + 1);
            if (roots.size() > 1 && roots[0] != roots[1]) return;
            return flip_bit(draw_, roots.front());
        case 1:
            return roots.pop_back();
        case 2:
            return roots.push_back(roots.front());
        case 3:
            return proof.push_back(roots.front());
        case 4:
            if (proof.empty()) return flip_bit(draw_, roots.back());
            return flip_bit(draw_, proof[draw_.below(proof.size())]);
        case 5:  // more than a message may hold
            roots = noise(513 + draw_.below(1000));
            return;
        case 6:
            proof = noise(65 + draw_.below(100));
            return;
        case 7:  // of another block, or of another blob
            if (draw_.chance(500'000)) {
                number += 1;
            } else {
                lie.blob += 1;
            }
            return;
        default:
            return flip_bit(draw_, roots[draw_.below(roots.size())]);
        }
    }

    std::vector<crypto::Hash> noise(std::size_t count) {
        std::vector<crypto::Hash> out(count);
        for (auto& hash : out) std::ranges::copy(random_bytes(hash.size()), hash.begin());
        return out;
    }
};

// --- wrong manifest --------------------------------------------------------------------------------------------------

class WrongManifest final : public HostilePeer {
public:
    explicit WrongManifest(HostileParts parts)
        : HostilePeer{Fault::wrong_manifest,    parts.world, parts.log,
                      std::move(parts.options), parts.draw,  parts.faults} {}

private:
    enum class Lie : std::uint8_t { giant, size, tree, none_with_tree, chunk_bytes, chunk_length, hashes, count_ };
    [[nodiscard]] static Lie lie_of(const Visit& visit) {
        return static_cast<Lie>(visit.mode % std::to_underlying(Lie::count_));
    }

    void opening(Visit& visit, wire::Opened& message) override {
        switch (lie_of(visit)) {
        case Lie::giant:
            message.manifest_size = (std::uint64_t{1} << (30 + draw_.below(34))) - draw_.below(2);
            return struck();
        case Lie::size:
            message.manifest_size += draw_.between(1, 1000);
            return struck();
        case Lie::tree:
            flip_bit(draw_, message.manifest_tree);
            return struck();
        case Lie::none_with_tree:
            message.manifest_size = 0;
            return struck();
        default:
            return;
        }
    }

    /// Whom it cannot lie to in the manifest's own bytes, it tells later that the manifest is another.
    void act(Visit& visit) override {
        if (visit.acts++ == 0) visit.next_act = now() + draw_.between(500ms, 5s);
        if (now() < visit.next_act || !(visit.knows || lie_of(visit) == Lie::none_with_tree)) return;
        visit.next_act = now() + 5s;
        struck();
        auto message = true_opened(visit);
        message.manifest_size += 1;
        say(visit, message);
    }

    void answer(Visit& visit, Space space, std::uint32_t chunk) override {
        if (space == Space::files || lie_of(visit) == Lie::hashes) return HostilePeer::answer(visit, space, chunk);
        struck();
        Bytes bytes = truth().chunk(space, chunk);
        if (lie_of(visit) == Lie::chunk_length) {
            bytes.resize(draw_.chance(500'000) ? bytes.size() - 1 : bytes.size() + 1);
        } else {
            flip_bit(draw_, bytes);
        }
        say_chunk(visit, space, chunk, bytes);
    }

    void wants_hashes(Visit& visit, const wire::WantHashes& message) override {
        auto block = truth().hashes(message.blob, message.block);
        if (message.blob != 0 || block.roots.empty() || lie_of(visit) != Lie::hashes) {
            return HostilePeer::wants_hashes(visit, message);
        }
        struck();
        flip_bit(draw_, block.roots[draw_.below(block.roots.size())]);
        say(visit, wire::Hashes{.handle = visit.handle, .blob = 0, .block = std::move(block)});
    }
};

}  // namespace

HostilePtr make_wrong_data(HostileParts parts) {
    return std::make_unique<WrongData>(Fault::wrong_data, std::move(parts));
}
HostilePtr make_new_identities(HostileParts parts) {
    return std::make_unique<NewIdentities>(std::move(parts));
}
HostilePtr make_wrong_hashes(HostileParts parts) {
    return std::make_unique<WrongHashes>(std::move(parts));
}
HostilePtr make_wrong_manifest(HostileParts parts) {
    return std::make_unique<WrongManifest>(std::move(parts));
}

}  // namespace shoal::sim
