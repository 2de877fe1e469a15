#pragma once
// An engine's network half, from its sockets to its swarms, with a fuzz target at the other end of every connection.

#include <list>

#include "core/names.h"
#include "crypto/secure_link.h"
#include "tests/fuzz/world.h"
#include "tests/transfer/memory_store.h"
#include "tests/transfer/seeded_random.h"
#include "transfer/exchange.h"
#include "transfer/limits.h"

namespace shoal::fuzz {

using namespace shoal::transfer;

/// A share: what stands between an exchange and a swarm.
class RoomMember final : public Exchange::Member, public Swarm::Host {
public:
    RoomMember(FuzzWorld& world, Exchange& exchange, const test::Content& shared, bool full)
        : content{shared}, store{shared, full, later}, swarm_{shared.manifest->id(), *this, random_, up_, down_},
          world_{world}, exchange_{exchange}, keys_{ContentKeys::derive(shared.manifest->id())} {
        swarm_.learn(content.manifest);
        swarm_.attach(store, true);
    }

    [[nodiscard]] const ContentKeys& keys() const override { return keys_; }
    [[nodiscard]] Swarm& swarm() override { return swarm_; }
    void reached(const Endpoint&) override {}
    void lost(const Endpoint&) override {}
    void failed(const Endpoint&, bool) override {}
    void lacking(const Endpoint&) override {}
    void banned(const Endpoint&, Instant) override {}

    [[nodiscard]] Instant now() const override { return world_.timers.now(); }
    void send(LinkId link, const wire::Message& message) override { exchange_.links().send(link, message); }
    void send_data(LinkId link, const wire::Data& data) override { exchange_.links().send_data(link, data); }
    void send_opened(LinkId link, wire::Handle handle, const ManifestShape& shape) override {
        exchange_.send_opened(*this, link, handle, shape);
    }
    [[nodiscard]] std::size_t queued(LinkId link) const override { return exchange_.links().queued(link); }
    void punish(LinkId link, const Error& why, bool ban) override { exchange_.links().punish(link, why, ban); }
    void heard_of(const Endpoint&) override {}
    void settle_soon() override { exchange_.settle_soon(*this); }
    void manifest_arrived(Bytes) override {}
    void chunk_arrived() override {}
    void peers_changed() override {}
    Totals& totals() override { return totals_; }

    void run_later() {
        for (auto& task : std::exchange(later, {})) task();
    }

    const test::Content& content;
    std::deque<Task> later;
    test::MemoryStore store;

private:
    test::SeededRandom random_{11};
    RateLimit up_{0};
    RateLimit down_{0};
    Totals totals_;
    Swarm swarm_;
    FuzzWorld& world_;
    Exchange& exchange_;
    ContentKeys keys_;
};

/// The far end of one connection, which speaks the protocol and checks all that it hears.
class FarEnd {
public:
    /// All shares that the engine has or had: what it said of one may still be under way when it is removed.
    using Members = std::vector<std::unique_ptr<RoomMember>>;

    FarEnd(crypto::Role role, std::uint64_t seed, std::shared_ptr<Pipe> wire)
        : pipe{std::move(wire)}, random_{seed}, key_{crypto::DhPair::generate(random_)}, link{role, key_, random_} {}

    /// Takes what the engine wrote. True if there was anything.
    bool hear(const Members& members) {
        const Bytes arrived = std::exchange(pipe->sent, {});
        if (arrived.empty() || spoiled) return !arrived.empty();
        FUZZ_CHECK(link.received(arrived));
        while (const auto record = link.next_record()) {
            const auto message = wire::decode(*record);
            FUZZ_CHECK(message.has_value());
            FUZZ_CHECK(greeted_ || std::holds_alternative<wire::Hello>(*message));
            std::visit([&](const auto& m) { on(m, members); }, *message);
        }
        FUZZ_CHECK(!link.is_broken());
        return true;
    }
    /// Puts a record on the wire.
    void say(BytesView plain) {
        if (link.is_established()) link.send({plain});
    }
    void say(const wire::Message& message) { say(wire::encode(message)); }
    void deliver() {
        const Bytes out = link.take_output();
        pipe->deliver(out);
    }

    [[nodiscard]] crypto::Hash proof(const ContentKeys& keys, bool theirs) const {
        const bool initiator = (link.role() == crypto::Role::initiator) != theirs;
        const std::array<Byte, 1> role{Byte{initiator ? std::uint8_t{0} : std::uint8_t{1}}};
        return crypto::mac256(keys.proof, {link.handshake_hash(), role});
    }

    std::shared_ptr<Pipe> pipe;

private:
    crypto::PublicKey own() const { return key_.public_key(); }
    test::SeededRandom random_;
    crypto::DhPair key_;

public:
    crypto::SecureLink link;
    bool spoiled = false;  ///< bytes from nowhere were sent: the encryption no longer fits
    /// Shares that we have proven to know under a handle, ours or the engine's. A handle may not be used twice, but who
    /// would keep us from it?
    std::map<wire::Handle, std::vector<RoomMember*>> shares;
    std::map<wire::Handle, RoomMember*> pending;  ///< handles that the engine opened and we did not answer
    std::set<wire::Handle> refused;               ///< handles of ours that were opened with a wrong proof or tag

private:
    void on(const wire::Hello& m, const Members&) {
        greeted_ = true;
        FUZZ_CHECK(m.agent.size() <= limits::agent_bytes && m.port == 4747);
    }
    void on(const wire::Open& m, const Members& members) {
        // Even from who began the link, odd from the other; never a second time.
        FUZZ_CHECK((m.handle % 2 == 0) == (link.role() == crypto::Role::responder));
        for (const auto& member : members) {
            if (crypto::mac128(member->keys().open, {own()}) != m.tag) continue;
            FUZZ_CHECK(m.proof == proof(member->keys(), true));
            FUZZ_CHECK(pending.emplace(m.handle, member.get()).second && engine_used_.insert(m.handle).second);
            return;
        }
        FUZZ_NEVER("it opens what it does not have");
    }
    void on(const wire::Opened& m, const Members&) {
        check_share(m.handle, [&](const RoomMember& member) {
            return m.proof == proof(member.keys(), true) && m.manifest_tree == member.content.manifest->tree();
        });
    }
    void on(const wire::Bye& m, const Members&) {
        if (!m.handle) return;
        const bool unknown = m.reason == "unknown";
        FUZZ_CHECK(!unknown || refused.contains(*m.handle) || shares.contains(*m.handle));
        FUZZ_CHECK(unknown || m.reason == "duplicate" || m.reason == "removed");
    }
    void on(const wire::Data& m, const Members&) {
        check_share(m.handle, [&](const RoomMember& member) {
            const bool is_file = m.space == wire::Space::files;
            if (is_file && m.chunk >= member.content.manifest->chunk_count()) return false;
            const Bytes whole = is_file ? member.content.chunk(ChunkIndex{m.chunk}) : member.content.manifest->bytes();
            return m.offset + m.bytes.size() <= whole.size() &&
                   fuzz::same(m.bytes, BytesView{whole}.subspan(m.offset, m.bytes.size()));
        });
    }
    void on(const wire::HaveMap& m, const Members&) {
        check_share(m.handle, [&](const RoomMember& member) {
            Bitmap said{member.store.have().size()};
            bool all_here = true;
            const bool fits = said.merge(
                m.first, m.bits, [&](ChunkIndex chunk) { all_here = all_here && member.store.have().test(chunk); });
            return fits && all_here;
        });
    }
    /// Everything else that concerns a share goes only to who has proven that it knows it.
    void on(const auto& m, const Members&) {
        if constexpr (requires { m.handle; }) {
            check_share(m.handle, [](const RoomMember&) { return true; });
        } else {
            FUZZ_NEVER("nothing else is said");
        }
    }

    /// What is said under this handle is right for a share that we have proven to know under it.
    void check_share(wire::Handle handle, auto&& is_right) const {
        const auto found = shares.find(handle);
        FUZZ_CHECK(found != shares.end());
        FUZZ_CHECK(std::ranges::any_of(found->second, [&](const RoomMember* one) { return is_right(*one); }));
    }

    std::set<wire::Handle> engine_used_;
    bool greeted_ = false;
};

/// The engine's network half.
class ExchangeRoom : private Exchange::Observer {
public:
    ExchangeRoom() : world{random_}, exchange{world.world, log_, *this} {
        FUZZ_CHECK(exchange.links().listen({IpAddress::v4(10, 0, 0, 1), 4747}).has_value());
    }
    ~ExchangeRoom() override {
        for (auto* member : members) exchange.remove(*member);
    }

    RoomMember& add(const test::Content& content, bool full) {
        all_.push_back(std::make_unique<RoomMember>(world, exchange, content, full));
        members.push_back(all_.back().get());
        exchange.add(*members.back());
        return *members.back();
    }
    void remove(RoomMember& member) {
        if (std::erase(members, &member) != 0) exchange.remove(member);
    }

    /// Somebody connects.
    FarEnd& accept(const Endpoint& from) {
        auto pipe = pipe_to(from);
        ends.push_back(std::make_unique<FarEnd>(crypto::Role::initiator, next_seed_++, pipe));
        world.streams.accepted(std::make_unique<PipeStream>(std::move(pipe)));
        return *ends.back();
    }
    /// The oldest dial of the engine's ends: in a connection, or not.
    void answer_dial(bool good) {
        if (world.streams.dialling.empty()) return;
        auto dialling = world.streams.dialling.extract(world.streams.dialling.begin());
        auto& [to, answer] = dialling.mapped();
        if (!good) return answer(fail(Errc::network, "nobody there"));
        auto pipe = pipe_to(to);
        ends.push_back(std::make_unique<FarEnd>(crypto::Role::responder, next_seed_++, pipe));
        answer(std::make_unique<PipeStream>(std::move(pipe)));
    }

    void turn() {
        for (auto& member : all_) member->run_later();
        world.timers.turn();
        for (auto& end : ends) (void)end->hear(all_);
        check();
    }
    /// Lets an honest handshake take place.
    void converse(FarEnd& end) {
        for (int i = 0; i < 4; ++i) {
            if (!end.spoiled) end.deliver();
            turn();
        }
    }

private:
    void peer_banned(const Endpoint&, const Error& why) override { FUZZ_CHECK(!why.what.empty()); }

    static std::shared_ptr<Pipe> pipe_to(const Endpoint& remote) {
        auto pipe = std::make_shared<Pipe>();
        pipe->remote = remote;
        pipe->local = {IpAddress::v4(10, 0, 0, 1), 4747};
        return pipe;
    }

    void check() {
        FUZZ_CHECK(exchange.links().ready_count() + exchange.links().half_open_count() <= ends.size());
        for (auto* member : members) {
            FUZZ_CHECK(member->swarm().peers().size() <= exchange.links().ready_count());
            for (const auto& [link, peer] : member->swarm().peers()) {
                FUZZ_CHECK(exchange.links().info(link) != nullptr);
                FUZZ_CHECK(peer.wants.size() <= limits::upload_queue);
            }
        }
    }

    test::SeededRandom random_{3};
    Log log_{LogLevel::trace, LogFormat::text, [] { return WallTime{}; },
             [](std::string_view line) { FUZZ_CHECK(printable(line) == line); }};
    std::vector<std::unique_ptr<RoomMember>> all_;  // removed ones too: their stores may still answer
    std::uint64_t next_seed_ = 100;

public:
    FuzzWorld world;
    Exchange exchange;
    std::vector<RoomMember*> members;
    std::list<std::unique_ptr<FarEnd>> ends;
};

}  // namespace shoal::fuzz
