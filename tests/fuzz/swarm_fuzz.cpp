// A swarm among peers who say anything, in any order, truly or falsely. It sends only what is right and was asked
// for, claims only what it has, punishes nobody who kept the rules, keeps its limits; and when they are gone, one
// honest seeder is enough to finish a download.

#include "tests/fuzz/swarm_room.h"

namespace {

using namespace shoal;
using namespace shoal::transfer;
using fuzz::SwarmRoom;
using test::Content;

/// Two chunks and a piece, a file of one chunk, an empty one.
const Content& small_content() {
    static const Content content = test::make_content(1, {2 * crypto::chunk_size + 40'000, 70'000, 0});
    return content;
}

/// A file of two hash blocks, of which there are hashes but no bytes; and a manifest of two chunks.
const Content& large_content() {
    static const Content content = [] {
        constexpr std::uint32_t chunks = chunks_per_hash_block + 3;
        std::vector<crypto::Hash> roots(chunks);
        for (std::uint32_t i = 0; i < chunks; ++i) roots[i][0] = static_cast<Byte>(i & 0xff);
        ManifestContent entries{
            .name = "large", .single = false, .salt = {}, .files = {}, .directories = {}, .comment = {}, .created = {}};
        Content out;
        const std::uint64_t size = std::uint64_t{chunks} * crypto::chunk_size;
        entries.files.push_back({.path = {"big"},
                                 .size = size,
                                 .root = crypto::file_root(size, crypto::tree_root(roots)),
                                 .executable = false});
        for (auto& block : make_hash_blocks(roots)) out.blocks[{0, block.block}] = block;
        const std::string filler(200, 'x');
        for (std::uint32_t i = 0; i < 1200; ++i) {
            entries.files.push_back({.path = {"d" + std::to_string(10'000 + i), filler},
                                     .size = 1,
                                     .root = {Byte{1}},
                                     .executable = false});
        }
        out.manifest = std::make_shared<const Manifest>(Manifest::make(std::move(entries)).value());
        return out;
    }();
    return content;
}

class Script {
public:
    explicit Script(BytesView bytes) : in_{bytes}, kind_{in_.below(4)}, room_{role_of(kind_)} {}

    void run() {
        if (in_.flag()) room_.up = RateLimit{100'000};
        while (!in_.is_empty()) {
            step();
            if (in_.below(2) == 0) room_.turn();
        }
        end();
    }

private:
    static fuzz::SwarmRole role_of(std::size_t kind) {
        if (kind == 3) return {.content = large_content(), .full = false, .knows_manifest = false};
        return {.content = small_content(), .full = kind == 0, .knows_manifest = kind != 2};
    }

    SwarmRoom::Far* far() {
        const auto found = room_.far.find(link_);
        return found == room_.far.end() ? nullptr : &found->second;
    }
    /// From here on this link may be punished.
    void lie() {
        if (far() != nullptr) far()->honest = false;
    }

    void step() {
        link_ = LinkId{1 + in_.below(4)};
        switch (in_.below(16)) {
        case 0:
        case 1:
            return room_.join(link_);
        case 2:
            return in_.flag() ? room_.leave(link_) : surroundings();
        case 3:
            return anything();
        case 4:
            return opened();
        case 5:
        case 6:
            return have();
        case 7:
        case 8:
            return hashes();
        case 9:
        case 10:
        case 11:
            return data();
        case 12:
            return reject();
        case 13:
            return ask();
        case 14:
            return want();
        default:
            return room_.advance(Duration{1ms} * in_.u16());
        }
    }

    void surroundings() {
        const auto what = in_.below(5);
        if (what == 0) room_.swarm.set_paused(in_.flag());
        if (what == 1 && far() != nullptr) far()->full_queue = in_.flag();
        if (what == 2) room_.store.fails = static_cast<int>(in_.below(4));
        if (what == 3) room_.settle();  // before the disk answers what is under way
        if (what == 4 && room_.swarm.manifest() && room_.store.have().count() > 0 &&
            room_.store.have().test(ChunkIndex{0}))
            room_.swarm.chunk_found(ChunkIndex{0});
    }

    void anything() {
        const Bytes record = fuzz::copy(in_.run());
        auto message = wire::decode(record);
        if (!message || far() == nullptr) return;
        if (const auto* asked = std::get_if<wire::Ask>(&*message)) note_asked(*asked);
        if (const auto* m = std::get_if<wire::Reject>(&*message)) far()->owed.erase({m->space, m->chunk});
        if (const auto* m = std::get_if<wire::Hashes>(&*message)) far()->hashes_owed.erase({m->blob, m->block.block});
        // What is not for a swarm is taken care of before it, and a proof too.
        if (const auto* m = std::get_if<wire::Opened>(&*message)) {
            far()->says_it_knows = far()->says_it_knows || is_true(m->manifest_size, m->manifest_tree);
        }
        lie();
        room_.say(link_, std::move(*message));
    }

    [[nodiscard]] bool is_true(std::uint64_t size, const crypto::Hash& tree) const {
        return size == room_.content.manifest->bytes().size() && tree == room_.content.manifest->tree();
    }

    void opened() {
        if (far() == nullptr) return;
        wire::Opened m{.handle = 2,
                       .proof = {},
                       .manifest_size = room_.content.manifest->bytes().size(),
                       .manifest_tree = room_.content.manifest->tree()};
        if (in_.below(4) == 0) {
            m.manifest_tree[0] ^= Byte{1};
            lie();
        } else {
            far()->says_it_knows = true;
        }
        room_.say(link_, m);
    }

    void have() {
        const auto chunks = room_.content.manifest->chunk_count();
        if (in_.flag()) {
            const Bytes all = Bitmap{chunks, true}.segment(0, chunks);
            return room_.say(link_, wire::HaveMap{2, 0, all});
        }
        wire::Have m{.handle = 2, .ranges = {}};
        for (std::size_t i = in_.below(4); i > 0; --i) {
            const std::uint32_t first = in_.u8() % chunks;
            m.ranges.push_back({first, std::min(static_cast<std::uint32_t>(in_.below(6)), chunks - first)});
        }
        room_.say(link_, m);
    }

    /// The true answer to something that the swarm wants of this link, or a false one.
    void hashes() {
        if (far() == nullptr || far()->hashes_owed.empty()) return;
        const auto [blob, block] = *far()->hashes_owed.begin();
        far()->hashes_owed.erase(far()->hashes_owed.begin());
        wire::Hashes m{.handle = 2, .blob = blob, .block = {.block = block, .roots = {}, .proof = {}}};
        const auto what = in_.below(8);
        if (what != 0) m.block = true_block(blob, block);
        if (what == 1) {
            m.block.roots[in_.u8() % m.block.roots.size()][3] ^= Byte{1};
            lie();
        }
        room_.say(link_, m);
    }

    [[nodiscard]] HashBlock true_block(std::uint32_t blob, std::uint32_t block) const {
        if (blob != 0) return room_.content.blocks.at({blob - 1, block});
        static const auto large = make_hash_blocks(chunk_roots_of(large_content().manifest->bytes()));
        return large.at(block);  // the manifest of the small one has none
    }

    /// What to send for a chunk. The large content has no bytes: whatever is sent for it is wrong.
    BytesView bytes_for(const SwarmRoom::Chunk& chunk) {
        static const Bytes zeros(crypto::chunk_size);
        if (const auto bytes = fuzz::bytes_of(room_.content, chunk); !bytes.empty()) return bytes;
        lie();
        return BytesView{zeros}.first(room_.content.manifest->size_of(ChunkIndex{chunk.second}));
    }

    /// More of a chunk that the swarm asked this link for; right or wrong.
    void data() {
        if (far() == nullptr || far()->owed.empty()) return;
        auto place = std::next(far()->owed.begin(), static_cast<std::ptrdiff_t>(in_.u8() % far()->owed.size()));
        const auto chunk = place->first;
        const auto whole = bytes_for(chunk);
        for (std::size_t records = 1 + in_.below(10); records > 0 && far() != nullptr; --records) {
            place = far()->owed.find(chunk);
            if (place == far()->owed.end()) return;
            auto& sent = place->second;
            const std::uint32_t size =
                std::min<std::uint32_t>(limits::data_bytes, static_cast<std::uint32_t>(whole.size()) - sent);
            Bytes piece = fuzz::copy(whole.subspan(sent, size));
            const std::uint32_t offset = sent;
            sent += size;
            if (sent == whole.size()) far()->owed.erase(place);
            if (records == 1 && in_.below(8) == 0) {
                piece[in_.u16() % piece.size()] ^= Byte{1};
                lie();
            }
            room_.say(link_, wire::Data{2, chunk.first, chunk.second, offset, piece});
        }
    }

    void reject() {
        if (far() == nullptr || far()->owed.empty()) return;
        const auto place = std::next(far()->owed.begin(), static_cast<std::ptrdiff_t>(in_.u8() % far()->owed.size()));
        const auto chunk = place->first;
        far()->owed.erase(place);
        room_.say(link_, wire::Reject{2, chunk.first, chunk.second, static_cast<wire::Refusal>(in_.below(4))});
    }

    void note_asked(const wire::Ask& ask) {
        for (const auto chunk : ask.chunks) ++far()->asked[{ask.space, chunk}];
    }
    void ask() {
        if (far() == nullptr) return;
        const auto space = in_.below(4) == 0 ? wire::Space::manifest : wire::Space::files;
        const auto chunks = space == wire::Space::files ? room_.content.manifest->chunk_count()
                                                        : chunk_count_of(room_.content.manifest->bytes().size());
        wire::Ask m{.handle = 2, .space = space, .chunks = {}};
        for (std::size_t i = 1 + in_.below(6); i > 0; --i) {
            m.chunks.push_back(static_cast<std::uint32_t>(in_.u8() % chunks));
        }
        if (in_.below(8) == 0) return room_.say(link_, wire::Cancel{2, space, m.chunks});
        note_asked(m);
        room_.say(link_, m);
    }
    void want() {
        if (far() == nullptr) return;
        room_.say(link_, wire::WantHashes{2, static_cast<std::uint32_t>(in_.below(5)), in_.u8()});
    }

    /// Everybody is served to the end; then they go, and if the swarm fetches, an honest seeder comes.
    void end() {
        room_.up = RateLimit{0};
        room_.store.fails = 0;
        room_.swarm.set_paused(false);
        for (auto& [link, one] : room_.far) one.full_queue = false;
        room_.settle_soon();
        for (int i = 0; i < 20; ++i) room_.advance(500ms);
        // As a lone origin it gives few at a time to those who announce nothing.
        for (int i = 0; i < 600 && !all_answered(); ++i) room_.advance(5s);
        FUZZ_CHECK(all_answered());
        while (!room_.far.empty()) room_.leave(room_.far.begin()->first);
        if (kind_ != 3) seed();
    }
    /// Those asked several times at once are answered at least once, the others exactly once.
    [[nodiscard]] bool all_answered() const {
        return std::ranges::all_of(room_.far, [&](const auto& entry) {
            const auto& one = entry.second;
            const auto is_answered = [&](const auto& asked) {
                return asked.second == 0 || was_answered(one, asked.first);
            };
            return one.coming.empty() && std::ranges::all_of(one.asked, is_answered);
        });
    }
    [[nodiscard]] bool was_answered(const SwarmRoom::Far& one, const SwarmRoom::Chunk& chunk) const {
        return one.answers.contains(chunk);
    }

    void seed() {
        link_ = LinkId{9};
        room_.join(link_);
        far()->says_it_knows = true;
        room_.say(link_, wire::Opened{.handle = 2,
                                      .proof = {},
                                      .manifest_size = room_.content.manifest->bytes().size(),
                                      .manifest_tree = room_.content.manifest->tree()});
        bool has_said = false;
        for (int i = 0; i < 400 && !room_.store.have().all(); ++i) {
            if (room_.swarm.manifest() && !std::exchange(has_said, true)) {
                const auto chunks = room_.content.manifest->chunk_count();
                const Bytes all = Bitmap{chunks, true}.segment(0, chunks);
                room_.say(link_, wire::HaveMap{2, 0, all});
            }
            while (!far()->hashes_owed.empty()) serve_hashes();
            while (!far()->owed.empty()) serve_chunk();
            room_.advance(50ms);
        }
        FUZZ_CHECK(room_.store.have().all());
    }
    void serve_hashes() {
        const auto [blob, block] = *far()->hashes_owed.begin();
        far()->hashes_owed.erase(far()->hashes_owed.begin());
        room_.say(link_, wire::Hashes{2, blob, true_block(blob, block)});
    }
    void serve_chunk() {
        const auto chunk = far()->owed.begin()->first;
        far()->owed.erase(far()->owed.begin());
        const auto whole = bytes_for(chunk);
        for (std::size_t at = 0; at < whole.size(); at += limits::data_bytes) {
            const auto piece = whole.subspan(at, std::min<std::size_t>(limits::data_bytes, whole.size() - at));
            room_.say(link_, wire::Data{2, chunk.first, chunk.second, static_cast<std::uint32_t>(at), piece});
        }
    }

    fuzz::Input in_;
    std::size_t kind_;
    SwarmRoom room_;
    LinkId link_{};
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Script{fuzz::view(data, size)}.run();
    return 0;
}
