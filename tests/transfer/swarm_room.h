#pragma once
// Several swarms in one room: links are queues, uplinks have a rate, time is virtual. Messages travel encoded.

#include <functional>

#include "tests/transfer/memory_store.h"
#include "tests/transfer/room_timers.h"
#include "tests/transfer/seeded_random.h"
#include "transfer/swarm.h"

namespace shoal::test {

class Room;

/// One node of the room.
class RoomNode final : public Swarm::Host {
public:
    RoomNode(Room& room, std::uint64_t number, const Content& content, bool full, bool knows_manifest);

    Instant now() const override;
    void send(LinkId link, const wire::Message& message) override;
    void send_data(LinkId link, const wire::Data& data) override;
    void send_opened(LinkId link, wire::Handle handle, const ManifestShape& shape) override;
    std::size_t queued(LinkId link) const override;
    void punish(LinkId link, const Error& why, bool ban) override;
    void heard_of(const Endpoint& endpoint) override { hints.push_back(endpoint); }
    void settle_soon() override { unsettled = true; }
    void peers_changed() override { ++peer_changes; }
    void manifest_arrived(Bytes bytes) override;
    void chunk_arrived() override {
        if (on_chunk) on_chunk();
    }
    void content_arrives() override { ++first_chunks; }

    Totals& totals() override { return counted; }

    [[nodiscard]] bool is_complete() const { return store.have().all(); }

    Room& room;
    std::uint64_t number;
    SeededRandom random;
    RateLimit up_limit{0};
    RateLimit down_limit{0};
    MemoryStore store;
    Swarm swarm;
    const Content& content;
    bool unsettled = true;
    int peer_changes = 0;
    int first_chunks = 0;
    Totals counted;
    std::function<void()> on_chunk;     ///< a chunk came and is kept
    bool attaches = true;               ///< its store, as soon as the manifest is here
    bool mute = false;                  ///< sends no data though it has them
    bool mute_hashes = false;           ///< nor hashes
    std::uint64_t uplink = 10'000'000;  ///< bytes a second
    double credit = 0;
    LinkId last_sent_on{};
    std::uint64_t data_sent = 0;  ///< content bytes that left
    std::vector<Error> punished;  ///< whom it found at fault
    std::vector<Endpoint> hints;
    std::map<LinkId, std::deque<Bytes>> outbox;
    std::map<LinkId, std::size_t> outbox_bytes;
};

class Room {
public:
    explicit Room(Content shared) : content{std::move(shared)} {}

    RoomNode& add(bool full, bool knows_manifest = true);
    /// A link between the two, with the share open on it.
    LinkId connect(RoomNode& a, RoomNode& b);
    void disconnect(LinkId link);
    /// Steps of 5 ms until `done` or `limit` has passed; whether `done` came true.
    bool run(Duration limit, const std::function<bool()>& done);
    [[nodiscard]] bool all_complete() const;
    [[nodiscard]] RoomNode& other_end(LinkId link, const RoomNode& one) const;

    Content content;
    Instant now = Instant{} + 1000s;
    std::deque<Task> later;
    RoomTimers timers{now};
    std::vector<std::unique_ptr<RoomNode>> nodes;
    std::map<LinkId, std::pair<RoomNode*, RoomNode*>> links;
    std::set<LinkId> to_cut;

private:
    void step(Duration length);
    void send_first(RoomNode& node, LinkId link);
    void transmit(RoomNode& node, Duration length);
};

}  // namespace shoal::test
