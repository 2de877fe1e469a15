// The network half of an engine, from bytes of a connection to swarms, with strangers and liars at the other end: raw
// bytes before, in and after the handshake, any record inside an honest encryption, and opening with right and wrong
// proofs. Nobody who has not proven to know a share learns anything of it, what is sent of it is right, and in the end
// everything closes.

#include "tests/fuzz/exchange_room.h"

namespace {

using namespace shoal;
using namespace shoal::transfer;
using fuzz::ExchangeRoom;
using fuzz::FarEnd;
using fuzz::RoomMember;
using test::Content;

const Content& content_of(std::size_t which) {
    static const std::array<Content, 3> contents{test::make_content(1, {crypto::chunk_size + 9}),
                                                 test::make_content(2, {50'000, 0, 7}),
                                                 test::make_content(3, {1})};  // nobody here has this one
    return contents.at(which);
}

class Script {
public:
    explicit Script(BytesView bytes) : in_{bytes} {
        room_.add(content_of(0), true);
        room_.add(content_of(1), false);
    }

    void run() {
        while (!in_.is_empty()) {
            step();
            if (in_.below(3) != 0) room_.turn();
        }
        for (auto& end : room_.ends) end->pipe->drain();
        room_.turn();
        bool closed = false;
        room_.exchange.close([&] { closed = true; });
        room_.world.timers.advance(5s);
        FUZZ_CHECK(closed);
        FUZZ_CHECK(room_.exchange.links().ready_count() == 0 && room_.exchange.links().half_open_count() == 0);
        for (const auto& end : room_.ends) FUZZ_CHECK(end->pipe->gone);
    }

private:
    void step() {
        const auto what = in_.below(16);
        if (what == 0 && room_.ends.size() < 6) return connect();
        if (what == 1) return surroundings();
        if (what == 2) return room_.world.timers.advance(Duration{1ms} * in_.u16());
        if (room_.ends.empty()) return;
        FarEnd& end = **std::next(room_.ends.begin(), static_cast<std::ptrdiff_t>(in_.below(room_.ends.size())));
        if (what == 3) return raw(end);
        if (what == 4) return room_.converse(end);
        if (what == 5) return socket(end);
        if (end.spoiled || !end.link.is_established()) return;
        say(end, what);
        if (in_.below(8) != 0) end.deliver();
    }

    void connect() {
        // Local and global addresses, a few from the same network.
        const Endpoint from{in_.flag() ? IpAddress::v4(10, 0, 0, 9) : IpAddress::v4(8, 8, 8, in_.u8()), 50'000};
        FarEnd& end = room_.accept(from);
        if (in_.below(4) == 0) return;
        room_.converse(end);
        if (in_.below(8) != 0 && end.link.is_established()) {
            end.say(wire::Hello{.agent = "far", .port = static_cast<std::uint16_t>(in_.flag() ? 6000 : 0)});
            end.deliver();
        }
    }

    void surroundings() {
        const auto what = in_.below(4);
        if (room_.members.empty()) return;
        RoomMember& member = *room_.members[in_.below(room_.members.size())];
        if (what == 0) (void)room_.exchange.reach(member, {IpAddress::v4(10, 0, 0, 9), 6000});
        if (what == 1) room_.answer_dial(true);
        if (what == 2) room_.answer_dial(false);
        if (what == 3 && in_.below(8) == 0) room_.remove(member);
    }

    void raw(FarEnd& end) {
        if (in_.flag()) end.deliver();  // behind what it had to say
        end.spoiled = true;
        end.pipe->deliver(in_.run());
    }

    void socket(FarEnd& end) {
        const auto what = in_.below(4);
        if (what == 0) end.pipe->stuck = in_.flag();
        if (what == 1) end.pipe->drain();
        if (what == 2) end.pipe->close();
        if (what == 3) end.deliver();
    }

    wire::Handle handle() { return static_cast<wire::Handle>(in_.below(8)); }

    void say(FarEnd& end, std::size_t what) {
        switch (what) {
        case 6:
            return anything(end);
        case 7:
            return end.say(wire::Hello{.agent = "again", .port = in_.u16()});
        case 8:
        case 9:
            return open(end);
        case 10:
            return opened(end);
        case 11:
            return end.say(wire::Bye{in_.flag() ? std::optional{handle()} : std::nullopt, "enough"});
        case 12:
            return end.say(wire::Ask{handle(),
                                     in_.flag() ? wire::Space::files : wire::Space::manifest,
                                     {static_cast<std::uint32_t>(in_.below(3))}});
        case 13:
            return end.say(wire::WantHashes{handle(), static_cast<std::uint32_t>(in_.below(3)), 0});
        case 14: {
            const Bytes bits{Byte{in_.u8()}};
            return end.say(wire::HaveMap{handle(), 0, bits});
        }
        default:
            return data(end);
        }
    }

    void anything(FarEnd& end) {
        const auto record = in_.run();
        const auto message = wire::decode(record);
        const auto* open = message ? std::get_if<wire::Open>(&*message) : nullptr;
        if (open != nullptr) end.refused.insert(open->handle);  // nobody guesses a proof
        end.say(record);
    }

    void open(FarEnd& end) {
        const auto which = in_.below(3);
        const auto keys = ContentKeys::derive(content_of(which).manifest->id());
        // A right tag needs the engine's key, and a right proof the content id: here both are known.
        wire::Open open{.handle = handle(),
                        .tag = crypto::mac128(keys.open, {end.link.remote_key()}),
                        .proof = end.proof(keys, false)};
        const auto spoil = in_.below(6);
        if (spoil == 0) open.tag[0] ^= Byte{1};
        if (spoil == 1) open.proof[31] ^= Byte{1};
        if (spoil == 2) open.proof = end.proof(keys, true);  // said by the wrong side
        const auto member = std::ranges::find_if(
            room_.members, [&](const RoomMember* one) { return &one->content == &content_of(which); });
        if (spoil <= 2 || member == room_.members.end()) {
            end.refused.insert(open.handle);
        } else {
            end.shares[open.handle].push_back(*member);
        }
        end.say(open);
    }

    /// The answer to an opening of the engine's, with the right proof or without.
    void opened(FarEnd& end) {
        wire::Opened answer{.handle = handle(), .proof = {}, .manifest_size = 0, .manifest_tree = {}};
        if (!end.pending.empty() && in_.below(8) != 0) {
            const auto [number, member] = *end.pending.begin();
            answer.handle = number;
            if (in_.below(8) != 0) {
                end.pending.erase(number);
                end.shares[number].push_back(member);
                answer.proof = end.proof(member->keys(), false);
            }
        } else if (const auto known = end.shares.find(answer.handle); known != end.shares.end()) {
            const auto& content = known->second.back()->content;
            answer.proof = end.proof(known->second.back()->keys(), false);
            if (in_.flag()) {
                answer.manifest_size = content.manifest->bytes().size();
                answer.manifest_tree = content.manifest->tree();
            }
        }
        end.say(answer);
    }

    void data(FarEnd& end) {
        const auto& content = content_of(1);
        const auto chunk = static_cast<std::uint32_t>(in_.below(2));
        const std::uint32_t offset = static_cast<std::uint32_t>(in_.below(2)) * limits::data_bytes;
        const Bytes whole = content.chunk(ChunkIndex{chunk});
        const auto rest = BytesView{whole}.subspan(std::min<std::size_t>(offset, whole.size()));
        Bytes piece = fuzz::copy(rest.first(std::min<std::size_t>(rest.size(), limits::data_bytes)));
        if (!piece.empty() && in_.below(4) == 0) piece.back() ^= Byte{1};
        end.say(wire::Data{handle(), wire::Space::files, chunk, offset, piece});
    }

    fuzz::Input in_;
    ExchangeRoom room_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Script{fuzz::view(data, size)}.run();
    return 0;
}
