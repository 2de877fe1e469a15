#pragma once
// A swarm with a store, and links that end in a fuzz target: it says anything on them, and this checks whatever the
// swarm says.

#include <map>
#include <set>

#include "tests/fuzz/input.h"
#include "tests/transfer/memory_store.h"
#include "tests/transfer/seeded_random.h"
#include "transfer/limits.h"
#include "transfer/swarm.h"

namespace shoal::fuzz {

using namespace shoal::transfer;
using test::Content;
using test::MemoryStore;

/// What stands in a chunk of files or of the manifest; empty if this content has no bytes.
inline BytesView bytes_of(const Content& content, const std::pair<wire::Space, std::uint32_t>& chunk) {
    const auto part = [](const Bytes& all, std::uint64_t first) {
        return BytesView{all}.subspan(first, std::min<std::uint64_t>(crypto::chunk_size, all.size() - first));
    };
    if (chunk.first == wire::Space::manifest) {
        return part(content.manifest->bytes(), std::uint64_t{chunk.second} * crypto::chunk_size);
    }
    if (content.files.empty()) return {};
    const ChunkIndex index{chunk.second};
    return part(content.files[raw(content.manifest->file_of(index))], content.manifest->offset_in_file(index));
}

/// What the swarm should be at the start.
struct SwarmRole {
    const Content& content;
    bool full = false;
    bool knows_manifest = false;
};

/// Host of one swarm; also the book of what was said on each link.
class SwarmRoom final : public Swarm::Host {
public:
    explicit SwarmRoom(const SwarmRole& role)
        : content{role.content}, store{role.content, role.full, later}, swarm{role.content.manifest->id(), *this,
                                                                              random, up, down} {
        if (!role.knows_manifest) return;
        swarm.learn(content.manifest);
        swarm.attach(store, true);
    }

    using Chunk = std::pair<wire::Space, std::uint32_t>;
    /// One link, as the fuzzer's end of it sees it.
    struct Far {
        bool honest = true;                     ///< broke no rule: may never be punished
        bool full_queue = false;                ///< the system takes nothing
        bool says_it_knows = false;             ///< sent `opened`: only then the swarm tells what it has
        std::map<Chunk, std::uint32_t> owed;    ///< asked of us -> bytes of it that we sent
        std::map<Chunk, std::size_t> asked;     ///< how often we asked the swarm, less what was answered
        std::set<Chunk> answers;                ///< chunks of which at least one request was answered
        std::map<Chunk, std::uint32_t> coming;  ///< bytes that the swarm has sent of it
        std::set<std::pair<std::uint32_t, std::uint32_t>> hashes_owed;  ///< (blob, block) that the swarm wants
    };

    // --- the room's doors: what the target does ---

    void join(LinkId link) {
        if (far.contains(link)) return;
        far[link].honest = !liars_.contains(link);
        const Endpoint at{IpAddress::v4(10, 0, 0, static_cast<std::uint8_t>(std::to_underlying(link))), 4747};
        swarm.joined(now_, {.link = link,
                            .handle = 2,
                            .remote = at,
                            .listens_at = at,
                            .incoming = true,
                            .was_told = swarm.shape().has_value()});
    }
    void leave(LinkId link) {
        const auto found = far.find(link);
        if (found == far.end()) return;
        if (!found->second.honest) liars_.insert(link);
        far.erase(found);
        swarm.left(link);
    }
    void say(LinkId link, wire::Message message) {
        if (far.contains(link)) swarm.received(now_, link, message);
        bury();
    }
    /// What the loop does at the end of each turn.
    void turn() {
        for (auto& task : std::exchange(later, {})) task();
        bury();
        const auto deadline = swarm.deadline();
        if (unsettled_ || (deadline && *deadline <= now_)) settle();
    }
    void settle() {
        unsettled_ = false;
        swarm.settle(now_);
        check();
    }
    void advance(Duration span) {
        now_ += span;
        turn();
    }

    /// Ends the links of those whom the swarm found at fault.
    void bury() {
        for (const auto link : std::exchange(condemned_, {})) leave(link);
    }

    // --- Swarm::Host ---

    [[nodiscard]] Instant now() const override { return now_; }
    void send(LinkId link, const wire::Message& message) override {
        // Its encoding is what travels.
        const Bytes record = wire::encode(message);
        const auto decoded = wire::decode(record);
        FUZZ_CHECK(decoded.has_value() && decoded->index() == message.index());
        std::visit([&](const auto& m) { hear(at(link), m); }, *decoded);
    }
    void send_data(LinkId link, const wire::Data& data) override { send(link, data); }
    void send_opened(LinkId link, wire::Handle handle, const ManifestShape& shape) override {
        FUZZ_CHECK(handle == 2 && far.contains(link));
        FUZZ_CHECK(shape.size == content.manifest->bytes().size() && shape.tree == content.manifest->tree());
    }
    [[nodiscard]] std::size_t queued(LinkId link) const override {
        FUZZ_CHECK(far.contains(link));
        return far.at(link).full_queue ? limits::send_queue_bytes : 0;
    }
    void punish(LinkId link, const Error& why, bool) override {
        FUZZ_CHECK(!why.what.empty());
        // What it sent is checked later: it may have left by then.
        const auto found = far.find(link);
        FUZZ_CHECK(found == far.end() ? liars_.contains(link) : !found->second.honest);
        if (found != far.end()) condemned_.insert(link);
    }
    void heard_of(const Endpoint&) override {}
    void settle_soon() override { unsettled_ = true; }
    void manifest_arrived(Bytes bytes) override {
        FUZZ_CHECK(bytes == content.manifest->bytes());
        later.emplace_back([this] {
            swarm.learn(content.manifest);
            swarm.attach(store, true);
        });
    }
    void chunk_arrived() override {}
    void peers_changed() override {}
    Totals& totals() override { return counted; }

    const Content& content;
    std::deque<Task> later;
    test::SeededRandom random{5};
    RateLimit up{0};
    RateLimit down{0};
    Totals counted;
    MemoryStore store;
    Swarm swarm;
    std::map<LinkId, Far> far;

private:
    Far& at(LinkId link) {
        const auto found = far.find(link);
        FUZZ_CHECK(found != far.end());
        return found->second;
    }

    [[nodiscard]] std::uint64_t count_of(wire::Space space) const {
        return space == wire::Space::files ? content.manifest->chunk_count()
                                           : chunk_count_of(content.manifest->bytes().size());
    }

    // what the swarm says
    void hear(Far& to, const wire::Ask& m) {
        FUZZ_CHECK(!m.chunks.empty() && m.chunks.size() <= limits::chunks_per_request);
        for (const auto chunk : m.chunks) {
            FUZZ_CHECK(chunk < count_of(m.space));
            // Not while it is on its way from there, and not what is here.
            FUZZ_CHECK(to.owed.emplace(Chunk{m.space, chunk}, 0).second);
            if (m.space == wire::Space::files) FUZZ_CHECK(!store.have().test(ChunkIndex{chunk}));
        }
    }
    void hear(Far& to, const wire::Cancel& m) {
        for (const auto chunk : m.chunks) FUZZ_CHECK(to.owed.contains({m.space, chunk}));
    }
    void hear(Far& to, const wire::WantHashes& m) {
        FUZZ_CHECK(m.blob <= content.manifest->files().size());
        FUZZ_CHECK(to.hashes_owed.insert({m.blob, m.block}).second);
    }
    void hear(Far& to, const wire::Data& m) {
        const Chunk chunk{m.space, m.chunk};
        FUZZ_CHECK(to.asked.contains(chunk));  // nobody gets what it did not ask for
        auto& sent = to.coming[chunk];
        FUZZ_CHECK(m.offset == sent);
        const BytesView whole = bytes_of(content, chunk);
        FUZZ_CHECK(m.offset + m.bytes.size() <= whole.size());
        FUZZ_CHECK(fuzz::same(m.bytes, whole.subspan(m.offset, m.bytes.size())));
        sent += static_cast<std::uint32_t>(m.bytes.size());
        if (sent < whole.size()) return;
        to.coming.erase(chunk);
        answered(to, chunk);
    }
    void hear(Far& to, const wire::Reject& m) {
        const Chunk chunk{m.space, m.chunk};
        FUZZ_CHECK(to.asked.contains(chunk));
        answered(to, chunk);
    }
    void hear(Far& to, const wire::HaveMap& m) {
        FUZZ_CHECK(to.says_it_knows);
        Bitmap said{store.have().size()};
        FUZZ_CHECK(said.merge(m.first, m.bits, [&](ChunkIndex chunk) { FUZZ_CHECK(store.have().test(chunk)); }));
    }
    void hear(Far& to, const wire::Have& m) {
        FUZZ_CHECK(to.says_it_knows);
        for (const auto& range : m.ranges) {
            for (std::uint32_t i = 0; i < range.count; ++i) {
                FUZZ_CHECK(store.have().test(ChunkIndex{range.first + i}));
            }
        }
    }
    void hear(Far&, const wire::Hashes& m) {
        if (m.block.roots.empty()) return;
        const auto chunks =
            m.blob == 0 ? count_of(wire::Space::manifest) : content.manifest->chunks_of(FileIndex{m.blob - 1});
        FUZZ_CHECK(m.block.tree(static_cast<std::uint32_t>(chunks)).has_value());
    }
    void hear(Far&, const wire::Peers& m) { FUZZ_CHECK(!m.endpoints.empty()); }
    void hear(Far&, const auto&) { FUZZ_NEVER("a swarm does not say this"); }

    /// One answer, by data or by reject. Asked twice while it waits counts once, so the last one may stay open.
    static void answered(Far& to, const Chunk& chunk) {
        auto& open = to.asked.at(chunk);
        FUZZ_CHECK(open > 0);
        --open;
        to.answers.insert(chunk);
    }
    /// What must hold between any two turns.
    void check() const {
        FUZZ_CHECK(swarm.peers().size() == far.size());
        for (const auto& [link, peer] : swarm.peers()) {
            std::uint64_t bytes = 0;
            for (const auto& [chunk, flight] : peer.in_flight) {
                FUZZ_CHECK(flight.data.size() < flight.size && far.at(link).owed.contains({wire::Space::files, chunk}));
                bytes += flight.size;
            }
            FUZZ_CHECK(peer.asked_bytes == bytes && peer.in_flight.size() <= limits::asks_in_flight);
            FUZZ_CHECK(peer.wants.size() <= limits::upload_queue && peer.sending.size() <= limits::reads_per_peer);
            FUZZ_CHECK(peer.hashes_asked.size() <= limits::hash_blocks_in_flight);
            FUZZ_CHECK(peer.manifest_parts.size() <= limits::manifest_chunks_in_flight);
            if (swarm.manifest()) FUZZ_CHECK(peer.manifest_parts.empty());
        }
    }

    Instant now_ = Instant{} + 1000s;
    bool unsettled_ = true;
    std::set<LinkId> condemned_;
    std::set<LinkId> liars_;  // that left
};

}  // namespace shoal::fuzz
