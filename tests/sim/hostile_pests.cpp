// Those that say and ask too much: floods, storms of requests, addresses where nobody is.

#include <algorithm>

#include "core/packing.h"
#include "tests/sim/hostile_kinds.h"
#include "tests/sim/hostile_peer.h"
#include "tests/sim/hostile_poison.h"
#include "transfer/limits.h"

namespace shoal::sim {
namespace {

namespace limits = transfer::limits;
using wire::Space;

/// Half of the pests have all chunks and serve them; the others have nothing.
bool serves(std::uint64_t mode) {
    return (mode >> 32) % 2 == 0;
}

// --- flood -----------------------------------------------------------------------------------------------------------

class Flood final : public HostilePeer {
public:
    explicit Flood(HostileParts parts)
        : HostilePeer{Fault::flood, parts.world, parts.log, std::move(parts.options), parts.draw, parts.faults} {}

private:
    void informed(Visit& visit) override {
        if (serves(visit.mode)) HostilePeer::informed(visit);
    }

    void act(Visit& visit) override {
        for (auto left = draw_.below(8); left > 0 && has_room(visit); --left) {
            struck();
            say_something(visit);
        }
    }

    [[nodiscard]] std::uint32_t some_chunk() {
        return static_cast<std::uint32_t>(draw_.below(truth().chunks(Space::files) + 1));
    }
    /// Mostly the open one; sometimes one that never was.
    [[nodiscard]] wire::Handle some_handle(const Visit& visit) {
        return draw_.chance(900'000) ? visit.handle : static_cast<wire::Handle>(draw_.below(1U << 31));
    }

    void say_something(Visit& visit) {
        const wire::Handle handle = some_handle(visit);
        const auto space = draw_.chance(800'000) ? Space::files : Space::manifest;
        switch (draw_.below(13)) {
        case 0:  // rarely a whole record of it
            return say(visit, wire::Data{.handle = handle,
                                         .space = space,
                                         .chunk = some_chunk(),
                                         .offset = static_cast<std::uint32_t>(draw_.below(8) * limits::data_bytes),
                                         .bytes = random_bytes(draw_.chance(100'000) ? limits::data_bytes : 64)});
        case 1:
            return say_haves(visit, handle);
        case 2:
            return say_map(visit, Bytes(full_map().size()));
        case 3:
            return say(visit, wire::Peers{.handle = handle, .endpoints = {*listening()}});
        case 4:
            return say(visit, wire::Hashes{.handle = handle, .blob = some_chunk(), .block = {0, {{}, {}}, {}}});
        case 5:
            return say(visit, true_opened(visit));
        case 6:
            return say(visit, wire::Reject{handle, space, some_chunk(), wire::Refusal::not_here});
        case 7:
            return say(visit, wire::Cancel{handle, space, {some_chunk(), some_chunk()}});
        case 8:
            return say(visit, wire::Hello{.agent = "again", .port = 9});
        case 9:
            if (handle != visit.handle) return say(visit, wire::Bye{handle, "never opened"});
            return say(visit, wire::WantHashes{handle, some_chunk(), some_chunk()});
        default:
            return say_unknown(visit);
        }
    }

    /// Ranges of what there is, up to as many as a message holds, overlapping at will.
    void say_haves(Visit& visit, wire::Handle handle) {
        wire::Have have{.handle = handle, .ranges = {}};
        const std::uint32_t chunks = truth().chunks(Space::files);
        const auto count = draw_.chance(50'000) ? limits::have_ranges : draw_.between(0, 20);
        for (std::size_t i = 0; i < count; ++i) {
            const auto first = static_cast<std::uint32_t>(draw_.below(chunks + 1));
            have.ranges.push_back({first, static_cast<std::uint32_t>(draw_.below(chunks - first + 1))});
        }
        say(visit, have);
    }

    /// A kind of a later version, with canonical elements behind it.
    void say_unknown(Visit& visit) {
        Packer out;
        const auto elements = static_cast<std::uint32_t>(draw_.between(0, 5));
        out.array(elements + 1).uint(draw_.between(13, 1'000'000));
        for (std::uint32_t i = 0; i < elements; ++i) {
            switch (draw_.below(4)) {
            case 0:
                out.uint(draw_.next());
                break;
            case 1:
                out.text("?");
                break;
            case 2:
                out.bin(random_bytes(draw_.below(200)));
                break;
            default:
                out.map(1).text("k").array(0);
            }
        }
        say_record(visit, out.take());
    }
};

// --- request storm ---------------------------------------------------------------------------------------------------

class RequestStorm final : public HostilePeer {
public:
    explicit RequestStorm(HostileParts parts)
        : HostilePeer{Fault::request_storm,     parts.world, parts.log,
                      std::move(parts.options), parts.draw,  parts.faults} {}

private:
    enum class Storm : std::uint8_t { all, never_reads, and_cancels, out_of_range, hashes, beyond_queue, count_ };
    [[nodiscard]] static Storm storm_of(const Visit& visit) {
        return static_cast<Storm>(visit.mode % std::to_underlying(Storm::count_));
    }

    void opened(Visit& visit) override { visit.next_act = now() + draw_.between(0ns, 500ms); }

    void act(Visit& visit) override {
        if (now() < visit.next_act) return;
        const Storm storm = storm_of(visit);
        if (storm == Storm::never_reads && visit.acts == 0) {
            if (auto* one = link(visit.link)) one->stop_reading();
        }
        for (auto left = draw_.between(1, 8); left > 0 && has_room(visit); --left) {
            ++visit.acts;
            struck();
            switch (storm) {
            case Storm::hashes:
                say_wants(visit);
                break;
            case Storm::out_of_range:
                say_out_of_range(visit);
                break;
            default:
                say_asks(visit, storm);
            }
        }
    }

    void say_asks(Visit& visit, Storm storm) {
        wire::Ask ask{.handle = visit.handle, .space = Space::files, .chunks = {}};
        if (draw_.chance(100'000)) ask.space = Space::manifest;
        const std::uint32_t chunks = truth().chunks(ask.space);
        if (chunks == 0) return;
        for (std::size_t i = 0; i < limits::chunks_per_request; ++i) {
            ask.chunks.push_back(static_cast<std::uint32_t>((visit.acts * limits::chunks_per_request + i) % chunks));
        }
        say(visit, ask);
        if (storm == Storm::and_cancels) say(visit, wire::Cancel{visit.handle, ask.space, ask.chunks});
    }

    void say_out_of_range(Visit& visit) {
        const std::uint32_t chunks = truth().chunks(Space::files);
        const auto beyond = draw_.chance(500'000) ? chunks : static_cast<std::uint32_t>(draw_.next() | 0x8000'0000U);
        if (draw_.chance(300'000)) {
            return say(visit, wire::Cancel{visit.handle, Space::files, {beyond}});  // harmless
        }
        say(visit, wire::Ask{visit.handle, Space::files, {0, beyond}});
    }

    void say_wants(Visit& visit) {
        const std::uint64_t files = truth().manifest().files().size();
        const auto blob = static_cast<std::uint32_t>(draw_.chance(100'000) ? draw_.next() : draw_.below(files + 2));
        const auto block = static_cast<std::uint32_t>(draw_.chance(200'000) ? draw_.next() : draw_.below(2));
        say(visit, wire::WantHashes{visit.handle, blob, block});
    }

    void informed(Visit&) override {}  // it has nothing: it only takes
};

// --- peer poison -----------------------------------------------------------------------------------------------------

class PeerPoison final : public HostilePeer {
public:
    explicit PeerPoison(HostileParts parts)
        : HostilePeer{Fault::peer_poison, parts.world, parts.log, parts.options, parts.draw, parts.faults},
          poison_{parts.draw.split("poison"), parts.options.victims, parts.options.may_name_anybody} {}

private:
    void informed(Visit& visit) override {
        if (serves(visit.mode)) HostilePeer::informed(visit);
    }

    void act(Visit& visit) override {
        if (now() < visit.next_act || !has_room(visit)) return;
        visit.next_act = now() + draw_.between(100ms, 2s);
        wire::Peers peers{.handle = visit.handle, .endpoints = {}};
        const auto count = draw_.between(1, limits::peers_per_message);
        for (std::size_t i = 0; i < count; ++i) peers.endpoints.push_back(poison_.endpoint());
        struck();
        say(visit, peers);
    }

    Poison poison_;
};

}  // namespace

HostilePtr make_flood(HostileParts parts) {
    return std::make_unique<Flood>(std::move(parts));
}
HostilePtr make_request_storm(HostileParts parts) {
    return std::make_unique<RequestStorm>(std::move(parts));
}
HostilePtr make_peer_poison(HostileParts parts) {
    return std::make_unique<PeerPoison>(std::move(parts));
}

}  // namespace shoal::sim
