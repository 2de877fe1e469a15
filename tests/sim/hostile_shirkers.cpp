// Those that promise and do not keep it: haves without chunks, requests without answers, rejections.

#include "tests/sim/hostile_kinds.h"
#include "tests/sim/hostile_peer.h"
#include "transfer/limits.h"

namespace shoal::sim {
namespace {

namespace limits = transfer::limits;
using wire::Refusal;
using wire::Space;

constexpr std::uint32_t half = 500'000;  // per million

// --- claims what it does not have ------------------------------------------------------------------------------------

class HaveLie final : public HostilePeer {
public:
    explicit HaveLie(HostileParts parts)
        : HostilePeer{Fault::have_lie, parts.world, parts.log, std::move(parts.options), parts.draw, parts.faults} {}

private:
    enum class Lie : std::uint8_t { has_all, serves_some, nearly_all, out_of_range, broken_map, contradicts, count_ };
    [[nodiscard]] static Lie lie_of(const Visit& visit) {
        return static_cast<Lie>(visit.mode % std::to_underlying(Lie::count_));
    }
    [[nodiscard]] std::uint32_t chunks() { return truth().chunks(Space::files); }

    void informed(Visit& visit) override {
        Bytes bits = full_map();
        switch (lie_of(visit)) {
        case Lie::nearly_all:  // not complete, so that it counts as one who trades
            if (!bits.empty()) bits.front() &= Byte{0xfe};
            return say_map(visit, bits);
        case Lie::out_of_range:
            say_map(visit, bits);
            return say_ranges_outside(visit);
        case Lie::broken_map:
            return say_broken_map(visit, bits);
        default:
            return say_map(visit, bits);
        }
    }

    void say_ranges_outside(Visit& visit) {
        struck();
        wire::Have have{.handle = visit.handle, .ranges = {}};
        switch (draw_.below(4)) {
        case 0:
            have.ranges = {{chunks(), 1}};
            break;
        case 1:
            have.ranges = {{0, chunks() + 1}};
            break;
        case 2:
            have.ranges = {{0xffff'ffff, 0xffff'ffff}};
            break;
        default:
            have.ranges = {{0, 1}, {1, 0xffff'ffff}};
        }
        say(visit, have);
    }

    void say_broken_map(Visit& visit, Bytes bits) {
        struck();
        std::uint32_t first = 0;
        switch (draw_.below(4)) {
        case 0:  // not a multiple of 8
            first = static_cast<std::uint32_t>(draw_.between(1, 7));
            break;
        case 1:  // behind the end
            first = (chunks() + 15) / 8 * 8;
            break;
        case 2:  // runs over the end
            bits.insert(bits.end(), draw_.between(1, 64), Byte{0xff});
            break;
        default:
            first = 0xffff'fff8;
        }
        say(visit, wire::HaveMap{.handle = visit.handle, .first = first, .bits = bits});
    }

    /// Maps that say other things than those before, and haves of what was just refused.
    void act(Visit& visit) override {
        if (!visit.knows || lie_of(visit) > Lie::nearly_all) {
            if (lie_of(visit) != Lie::contradicts || !visit.knows) return;
        }
        if (now() < visit.next_act || !has_room(visit)) return;
        visit.next_act = now() + draw_.between(200ms, 3s);
        if (lie_of(visit) == Lie::contradicts) {
            struck();
            const auto size = full_map().size();
            if (chunks() % 8 == 0) say_map(visit, random_bytes(size));
            say_map(visit, Bytes(size));
        }
        say(visit, wire::Have{.handle = visit.handle, .ranges = {{0, chunks()}}});
    }

    void answer(Visit& visit, Space space, std::uint32_t chunk) override {
        if (space == Space::manifest || (lie_of(visit) == Lie::serves_some && draw_.chance(half))) {
            return HostilePeer::answer(visit, space, chunk);
        }
        struck();
        reject(visit, space, chunk, Refusal::not_here);
    }
};

// --- answers nothing -------------------------------------------------------------------------------------------------

class SilentPeer final : public HostilePeer {
public:
    explicit SilentPeer(HostileParts parts)
        : HostilePeer{Fault::silent_peer, parts.world, parts.log, std::move(parts.options), parts.draw, parts.faults} {}

private:
    /// after_manifest: answers that and the hashes. all_but_the_last: the last record of every chunk is missing.
    /// tarpit: swallows requests, but looks alive by saying things that were not asked.
    enum class Silence : std::uint8_t { everything, after_manifest, after_hashes, all_but_the_last, tarpit, count_ };
    [[nodiscard]] static Silence silence_of(const Visit& visit) {
        return static_cast<Silence>(visit.mode % std::to_underlying(Silence::count_));
    }

    void wants_hashes(Visit& visit, const wire::WantHashes& message) override {
        if (silence_of(visit) == Silence::everything ||
            (silence_of(visit) == Silence::after_manifest && message.blob != 0)) {
            return struck();
        }
        HostilePeer::wants_hashes(visit, message);
    }

    void answer(Visit& visit, Space space, std::uint32_t chunk) override {
        if (space == Space::manifest && silence_of(visit) != Silence::everything) {
            return HostilePeer::answer(visit, space, chunk);
        }
        struck();
        if (silence_of(visit) != Silence::all_but_the_last) return;
        const Bytes bytes = truth().chunk(space, chunk);
        const auto kept = (bytes.size() - 1) / limits::data_bytes * limits::data_bytes;
        say_chunk(visit, space, chunk, BytesView{bytes}.first(kept));
    }

    void cancelled(Visit&, const wire::Cancel&) override {}

    void act(Visit& visit) override {
        if (silence_of(visit) != Silence::tarpit || now() < visit.next_act) return;
        visit.next_act = now() + draw_.between(500ms, 3s);
        switch (draw_.below(3)) {
        case 0:
            return reject(visit, Space::files, 0xffff'ffff, Refusal::ask_others_first);
        case 1:
            return say(visit, wire::Data{.handle = visit.handle,
                                         .space = Space::files,
                                         .chunk = 0xffff'ffff,
                                         .offset = 0,
                                         .bytes = random_bytes(1)});
        default:
            return say(visit, wire::Hashes{.handle = visit.handle, .blob = 0xffff'ffff, .block = {}});
        }
    }
};

// --- rejects everything ----------------------------------------------------------------------------------------------

class RejectingPeer final : public HostilePeer {
public:
    explicit RejectingPeer(HostileParts parts)
        : HostilePeer{Fault::rejecting_peer,    parts.world, parts.log,
                      std::move(parts.options), parts.draw,  parts.faults} {}

private:
    [[nodiscard]] static bool serves_manifest(const Visit& visit) { return visit.mode % 2 == 0; }
    [[nodiscard]] static bool knows_hashes(const Visit& visit) { return visit.mode % 3 != 0; }

    void wants_hashes(Visit& visit, const wire::WantHashes& message) override {
        if (knows_hashes(visit)) return HostilePeer::wants_hashes(visit, message);
        struck();
        say(visit, wire::Hashes{.handle = visit.handle, .blob = message.blob, .block = {message.block, {}, {}}});
    }

    void answer(Visit& visit, Space space, std::uint32_t chunk) override {
        if (space == Space::manifest && serves_manifest(visit)) return HostilePeer::answer(visit, space, chunk);
        struck();
        reject(visit, space, chunk, static_cast<Refusal>(draw_.below(6)));  // reasons of a later version too
    }

    /// What it refused it claims again.
    void act(Visit& visit) override {
        if (!visit.knows || now() < visit.next_act || !has_room(visit)) return;
        visit.next_act = now() + draw_.between(200ms, 2s);
        say(visit, wire::Have{.handle = visit.handle, .ranges = {{0, truth().chunks(Space::files)}}});
    }
};

}  // namespace

HostilePtr make_have_lie(HostileParts parts) {
    return std::make_unique<HaveLie>(std::move(parts));
}
HostilePtr make_silent_peer(HostileParts parts) {
    return std::make_unique<SilentPeer>(std::move(parts));
}
HostilePtr make_rejecting_peer(HostileParts parts) {
    return std::make_unique<RejectingPeer>(std::move(parts));
}

}  // namespace shoal::sim
