// Those that lie below the messages: handshakes that never end, lengths and records beyond all caps.

#include <algorithm>
#include <deque>

#include "core/packing.h"
#include "tests/sim/hostile_host.h"
#include "tests/sim/hostile_kinds.h"
#include "transfer/limits.h"

namespace shoal::sim {
namespace {

namespace limits = transfer::limits;

constexpr std::size_t first_message_size = 32;  // bytes: the initiator's key, as docs/wire.md "Link" has it

// --- half handshakes -------------------------------------------------------------------------------------------------

/// Many connections at once, each of which begins a handshake in its own way and never ends it.
class HalfHandshake final : public HostileHost {
public:
    explicit HalfHandshake(HostileParts parts)
        : HostileHost{Setup{.kind = Fault::half_handshake,
                            .accepts = false,
                            .greets = false,
                            .options = without_victims(parts.options)},
                      parts.world, parts.log, parts.draw, parts.faults},
          victims_{parts.options.victims} {}

private:
    static constexpr std::size_t calls_at_most = 48;
    static constexpr Duration call_every = 50ms;

    enum class Way : std::uint8_t { nothing, half, byte_by_byte, first_only, noise, no_hello, count_ };
    struct Call {
        Way way = Way::nothing;
        Endpoint to;
        std::unique_ptr<Dial> dial{};
        std::unique_ptr<Stream> stream{};
        std::deque<Bytes> out{};  // one each `pause`
        Instant next_write;
        Duration pause{};
        Instant until;
        bool is_over = false;
    };

    static HostileOptions without_victims(HostileOptions options) {
        options.victims.clear();  // this kind dials by itself
        return options;
    }

    void on_beat() override {
        std::erase_if(calls_, [&](const auto& entry) { return entry.second.is_over || entry.second.until <= now(); });
        for (auto& [number, call] : calls_) {
            if (!call.stream || call.out.empty() || now() < call.next_write) continue;
            call.next_write = now() + call.pause;
            call.stream->write(std::move(call.out.front()));
            call.out.pop_front();
        }
        if (victims_.empty() || calls_.size() >= calls_at_most || now() < next_call_) return;
        next_call_ = now() + draw_.between(0ns, call_every);
        begin();
    }

    void begin() {
        const std::uint64_t number = next_number_++;
        auto& call = calls_[number];
        call.way = static_cast<Way>(draw_.below(std::to_underlying(Way::count_)));
        call.to = victims_[draw_.below(victims_.size())];
        call.pause = draw_.between(25ms, 1s);
        call.until = now() + draw_.between(1s, 60s);
        IpAddress from{.family = call.to.address.family, .bytes = {}};
        if (options().listen.address.family == from.family) from = options().listen.address;
        call.dial = world_.streams.dial(from, call.to, 5s, [this, number](auto stream) {
            const auto found = calls_.find(number);
            if (!stream) {
                found->second.is_over = true;
            } else {
                dialled(found->second, std::move(*stream), number);
            }
        });
    }

    void dialled(Call& call, std::unique_ptr<Stream> stream, std::uint64_t number) {
        struck();
        if (call.way == Way::no_hello) {  // a whole handshake, and then not a word
            call.is_over = true;
            (void)add_link(std::move(stream), crypto::Role::initiator);
            return;
        }
        call.stream = std::move(stream);
        call.stream->start({.on_data = [](BytesView) {},
                            .on_drained = [] {},
                            .on_closed = [this, number](const Error&) { calls_.at(number).is_over = true; }});
        Bytes first{Byte{0}, Byte{first_message_size}};
        const Bytes key = random_bytes(first_message_size);
        first.insert(first.end(), key.begin(), key.end());
        switch (call.way) {
        case Way::half:
            first.resize(draw_.between(1, first.size() - 1));
            [[fallthrough]];
        case Way::first_only:
            call.out.push_back(std::move(first));
            return;
        case Way::byte_by_byte:
            for (const auto byte : first) call.out.push_back({byte});
            return;
        case Way::noise:
            call.out.push_back(random_bytes(draw_.between(1, 4096)));
            return;
        default:
            return;
        }
    }

    std::vector<Endpoint> victims_;
    std::uint64_t next_number_ = 1;
    std::map<std::uint64_t, Call> calls_;
    Instant next_call_;
};

// --- giant lengths ---------------------------------------------------------------------------------------------------

/// On each link one thing that is larger than anything may be, then a wait for the end of the link.
class GiantLength final : public HostileHost {
public:
    explicit GiantLength(HostileParts parts)
        : HostileHost{
              Setup{.kind = Fault::giant_length, .accepts = true, .greets = true, .options = std::move(parts.options)},
              parts.world, parts.log, parts.draw, parts.faults} {}

private:
    static constexpr Duration patience = 5s;  // then the link is ended from here

    void on_ready(HostileLink& link) override {
        until_[link.number()] = now() + patience;
        struck();
        if (draw_.chance(300'000)) return garbage(link);
        link.send_record(draw_.chance(500'000) ? too_long() : claim());
    }

    void on_gone(HostileLink& link) override { until_.erase(link.number()); }

    void on_link_beat(HostileLink& link) override {
        const auto until = until_.find(link.number());
        if (until != until_.end() && until->second <= now()) link.end();
    }

    /// Past the encryption: a length with nothing, too little or noise behind it.
    void garbage(HostileLink& link) {
        const std::size_t length = draw_.chance(300'000) ? draw_.below(17) : draw_.between(60'000, 65'535);
        Bytes out{static_cast<Byte>(length >> 8), static_cast<Byte>(length & 0xff)};
        const Bytes body = random_bytes(draw_.chance(300'000) ? draw_.below(length + 1) : length);
        out.insert(out.end(), body.begin(), body.end());
        link.write_raw(std::move(out));
    }

    /// A true message with more in it than its kind may hold.
    Bytes too_long() {
        switch (draw_.below(8)) {
        case 0: {
            const Bytes bits(limits::have_map_bytes + draw_.between(1, 20'000));
            return wire::encode(wire::HaveMap{.handle = 0, .first = 0, .bits = bits});
        }
        case 1:
            return wire::encode(wire::Have{
                .handle = 0, .ranges = std::vector<wire::ChunkRange>(limits::have_ranges + draw_.between(1, 10'000))});
        case 2:
            return wire::encode(
                wire::Ask{.handle = 0,
                          .space = wire::Space::files,
                          .chunks = std::vector<std::uint32_t>(limits::chunks_per_request + draw_.between(1, 9000))});
        case 3: {
            const Bytes bytes(limits::data_bytes + draw_.between(1, 30'000));
            return wire::encode(
                wire::Data{.handle = 0, .space = wire::Space::files, .chunk = 0, .offset = 0, .bytes = bytes});
        }
        case 4:
            return wire::encode(wire::Peers{
                .handle = 0, .endpoints = std::vector<Endpoint>(limits::peers_per_message + draw_.between(1, 5000))});
        case 5:
            return wire::encode(wire::Hello{.agent = std::string(draw_.between(65, 60'000), 'a'), .port = 1});
        case 6:
            return wire::encode(wire::Bye{.handle = 0, .reason = std::string(draw_.between(65, 60'000), 'b')});
        default:
            return wire::encode(wire::Hashes{
                .handle = 0,
                .blob = 1,
                .block = {.block = 0, .roots = std::vector<crypto::Hash>(draw_.between(513, 1500)), .proof = {}}});
        }
    }

    /// A few bytes that claim gigabytes, nest without end, or break the form.
    Bytes claim() {
        const auto bytes = [](std::initializer_list<unsigned> values) {
            Bytes out;
            for (const auto value : values) out.push_back(static_cast<Byte>(value));
            return out;
        };
        switch (draw_.below(6)) {
        case 0:  // a data message with a bin of 4 GiB - 1
            return bytes({0x96, 8, 0, 1, 0, 0, 0xc6, 0xff, 0xff, 0xff, 0xff});
        case 1:  // a have with as many ranges
            return bytes({0x93, 4, 0, 0xdd, 0xff, 0xff, 0xff, 0xff});
        case 2:  // a hello with as many features
            return bytes({0x92, 0, 0xdf, 0xff, 0xff, 0xff, 0xff});
        case 3: {  // nested beyond the 16 that are passed over
            Bytes out = bytes({0x92, 13});
            out.insert(out.end(), draw_.between(17, 60'000), Byte{0x91});
            out.push_back(Byte{0});
            return out;
        }
        case 4:
            return {};  // a record without a message
        default: {      // a known kind with a canonical tail of 60 KB
            Packer out;
            out.array(4).uint(12).uint(0).text("r").bin(random_bytes(60'000));
            return out.take();
        }
        }
    }

    std::map<std::uint64_t, Instant> until_;
};

}  // namespace

HostilePtr make_giant_length(HostileParts parts) {
    return std::make_unique<GiantLength>(std::move(parts));
}
HostilePtr make_half_handshake(HostileParts parts) {
    return std::make_unique<HalfHandshake>(std::move(parts));
}

}  // namespace shoal::sim
