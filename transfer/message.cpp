#include "transfer/message.h"

#include <limits>

#include "core/packing.h"
#include "transfer/limits.h"
#include "transfer/message_kind.h"

namespace shoal::transfer::wire {
namespace {

constexpr std::uint64_t max_handle = 0x7fff'ffff;
constexpr std::uint64_t max_u32 = std::numeric_limits<std::uint32_t>::max();

Result<std::uint32_t> read_u32(Unpacker& in) {
    SHOAL_TRY(const auto value, in.uint_at_most(max_u32));
    return static_cast<std::uint32_t>(value);
}

Result<Handle> read_handle(Unpacker& in) {
    SHOAL_TRY(const auto value, in.uint_at_most(max_handle));
    return static_cast<Handle>(value);
}

Result<Space> read_space(Unpacker& in) {
    SHOAL_TRY(const auto value, in.uint_at_most(1));
    return value == 0 ? Space::manifest : Space::files;
}

Result<std::vector<crypto::Hash>> read_hashes(Unpacker& in, std::size_t most) {
    SHOAL_TRY(const auto bytes, in.bin());
    if (bytes.size() % 32 != 0) return fail(Errc::malformed, "a run of hashes has a broken length");
    if (bytes.size() / 32 > most) return fail(Errc::limit, "too many hashes in a message");
    std::vector<crypto::Hash> out(bytes.size() / 32);
    for (std::size_t i = 0; i < out.size(); ++i) {
        std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(i * 32), 32, out[i].begin());
    }
    return out;
}

Result<std::vector<std::uint32_t>> read_chunks(Unpacker& in) {
    SHOAL_TRY(const auto count, in.array());
    if (count > limits::chunks_per_request) return fail(Errc::limit, "too many chunks in a message");
    std::vector<std::uint32_t> out;
    out.reserve(count);
    for (std::uint32_t i = 0; i < count; ++i) {
        SHOAL_TRY(const auto chunk, read_u32(in));
        out.push_back(chunk);
    }
    return out;
}

Result<Message> read_hello(Unpacker& in) {
    Hello out;
    SHOAL_TRY(auto keys, MapReader::open(in));
    while (true) {
        SHOAL_TRY(const auto key, keys.next_key());
        if (!key) return Message{std::move(out)};
        if (*key == "agent") {
            SHOAL_TRY(const auto agent, in.text());
            if (agent.size() > limits::agent_bytes) return fail(Errc::limit, "a hello names too long an agent");
            out.agent = agent;
        } else if (*key == "port") {
            SHOAL_TRY(const auto port, in.uint_at_most(65535));
            out.port = static_cast<std::uint16_t>(port);
        } else {
            SHOAL_CHECK(in.skip());
        }
    }
}

Result<Message> read_open(Unpacker& in) {
    Open out;
    SHOAL_TRY(out.handle, read_handle(in));
    SHOAL_TRY(out.tag, in.bytes<16>());
    SHOAL_TRY(out.proof, in.bytes<32>());
    return Message{out};
}

Result<Message> read_opened(Unpacker& in) {
    Opened out;
    SHOAL_TRY(out.handle, read_handle(in));
    SHOAL_TRY(out.proof, in.bytes<32>());
    SHOAL_TRY(out.manifest_size, in.uint());
    SHOAL_TRY(out.manifest_tree, in.bytes<32>());
    return Message{out};
}

Result<Message> read_have_map(Unpacker& in) {
    HaveMap out;
    SHOAL_TRY(out.handle, read_handle(in));
    SHOAL_TRY(out.first, read_u32(in));
    SHOAL_TRY(out.bits, in.bin());
    if (out.bits.size() > limits::have_map_bytes) return fail(Errc::limit, "a have map is too large");
    return Message{out};
}

Result<Message> read_have(Unpacker& in) {
    Have out;
    SHOAL_TRY(out.handle, read_handle(in));
    SHOAL_TRY(const auto count, in.array());
    if (count > limits::have_ranges) return fail(Errc::limit, "too many ranges in a have");
    out.ranges.reserve(count);
    for (std::uint32_t i = 0; i < count; ++i) {
        SHOAL_TRY(const auto parts, in.array());
        if (parts != 2) return fail(Errc::malformed, "a range of chunks is not a pair");
        ChunkRange range;
        SHOAL_TRY(range.first, read_u32(in));
        SHOAL_TRY(range.count, read_u32(in));
        out.ranges.push_back(range);
    }
    return Message{std::move(out)};
}

Result<Message> read_want_hashes(Unpacker& in) {
    WantHashes out;
    SHOAL_TRY(out.handle, read_handle(in));
    SHOAL_TRY(out.blob, read_u32(in));
    SHOAL_TRY(out.block, read_u32(in));
    return Message{out};
}

Result<Message> read_hashes_message(Unpacker& in) {
    Hashes out;
    SHOAL_TRY(out.handle, read_handle(in));
    SHOAL_TRY(out.blob, read_u32(in));
    SHOAL_TRY(out.block.block, read_u32(in));
    SHOAL_TRY(out.block.roots, read_hashes(in, chunks_per_hash_block));
    SHOAL_TRY(out.block.proof, read_hashes(in, 64));
    return Message{std::move(out)};
}

Result<Message> read_data(Unpacker& in) {
    Data out;
    SHOAL_TRY(out.handle, read_handle(in));
    SHOAL_TRY(out.space, read_space(in));
    SHOAL_TRY(out.chunk, read_u32(in));
    SHOAL_TRY(out.offset, read_u32(in));
    SHOAL_TRY(out.bytes, in.bin());
    if (out.bytes.size() > limits::data_bytes) return fail(Errc::limit, "too much data in a message");
    return Message{out};
}

template <class ChunkList>
Result<Message> read_chunk_list(Unpacker& in) {
    ChunkList out;
    SHOAL_TRY(out.handle, read_handle(in));
    SHOAL_TRY(out.space, read_space(in));
    SHOAL_TRY(out.chunks, read_chunks(in));
    return Message{std::move(out)};
}

Result<Message> read_reject(Unpacker& in) {
    Reject out;
    SHOAL_TRY(out.handle, read_handle(in));
    SHOAL_TRY(out.space, read_space(in));
    SHOAL_TRY(out.chunk, read_u32(in));
    SHOAL_TRY(const auto reason, in.uint());
    out.reason = reason <= 3 ? static_cast<Refusal>(reason) : Refusal::not_here;
    return Message{out};
}

Result<Message> read_peers(Unpacker& in) {
    Peers out;
    SHOAL_TRY(out.handle, read_handle(in));
    SHOAL_TRY(const auto count, in.array());
    if (count > limits::peers_per_message) return fail(Errc::limit, "too many peers in a message");
    for (std::uint32_t i = 0; i < count; ++i) {
        SHOAL_TRY(const auto compact, in.bin());
        const auto endpoint = Endpoint::from_compact(compact);
        if (!endpoint) return fail(Errc::malformed, "a peer's address has a broken length");
        out.endpoints.push_back(*endpoint);
    }
    return Message{std::move(out)};
}

Result<Message> read_bye(Unpacker& in, std::uint32_t elements) {
    Bye out;
    if (elements < 2) return Message{std::move(out)};
    SHOAL_TRY(out.handle, read_handle(in));
    if (elements < 3) return fail(Errc::malformed, "a bye without its reason");
    SHOAL_TRY(const auto reason, in.text());
    if (reason.size() > limits::reason_bytes) return fail(Errc::limit, "a bye gives too long a reason");
    out.reason = reason;
    return Message{std::move(out)};
}

Result<Message> read_body(Kind kind, Unpacker& in, std::uint32_t elements) {
    switch (kind) {
    case Kind::hello:
        return read_hello(in);
    case Kind::open:
        return read_open(in);
    case Kind::opened:
        return read_opened(in);
    case Kind::have_map:
        return read_have_map(in);
    case Kind::have:
        return read_have(in);
    case Kind::want_hashes:
        return read_want_hashes(in);
    case Kind::hashes:
        return read_hashes_message(in);
    case Kind::request:
        return read_chunk_list<Ask>(in);
    case Kind::data:
        return read_data(in);
    case Kind::reject:
        return read_reject(in);
    case Kind::cancel:
        return read_chunk_list<Cancel>(in);
    case Kind::peers:
        return read_peers(in);
    case Kind::bye:
        return read_bye(in, elements);
    }
    return Message{Unknown{}};
}

}  // namespace

Result<Message> decode(BytesView record) {
    Unpacker in{record};
    SHOAL_TRY(const auto elements, in.array());
    if (elements == 0) return fail(Errc::malformed, "a message without a kind");
    SHOAL_TRY(const auto number, in.uint());
    if (number > std::to_underlying(Kind::bye)) return Message{Unknown{}};
    const auto kind = static_cast<Kind>(number);
    if (record.size() > cap_of(kind)) return fail(Errc::limit, "a message is too large for its kind");
    if (elements < elements_of(kind)) return fail(Errc::malformed, "a message lacks elements");
    SHOAL_TRY(auto message, read_body(kind, in, elements));
    const std::uint32_t known = kind == Kind::bye ? std::min(elements, 3U) : elements_of(kind);
    for (std::uint32_t i = known; i < elements; ++i) SHOAL_CHECK(in.skip());
    SHOAL_CHECK(in.finish());
    return message;
}

namespace {

Packer begin(Kind kind) {
    Packer out;
    out.array(elements_of(kind)).uint(std::to_underlying(kind));
    return out;
}

void put_hashes(Packer& out, const std::vector<crypto::Hash>& hashes) {
    out.bin_header(static_cast<std::uint32_t>(hashes.size() * 32));
    for (const auto& hash : hashes) out.raw(hash);
}

Bytes put_chunk_list(Kind kind, Handle handle, Space space, const std::vector<std::uint32_t>& chunks) {
    auto out = begin(kind);
    out.uint(handle).uint(std::to_underlying(space)).array(static_cast<std::uint32_t>(chunks.size()));
    for (const auto chunk : chunks) out.uint(chunk);
    return out.take();
}

struct Encoder {
    Bytes operator()(const Hello& m) const {
        auto out = begin(Kind::hello);
        out.map(m.port == 0 ? 1 : 2).text("agent").text(m.agent);
        if (m.port != 0) out.text("port").uint(m.port);
        return out.take();
    }
    Bytes operator()(const Open& m) const { return begin(Kind::open).uint(m.handle).bin(m.tag).bin(m.proof).take(); }
    Bytes operator()(const Opened& m) const {
        return begin(Kind::opened).uint(m.handle).bin(m.proof).uint(m.manifest_size).bin(m.manifest_tree).take();
    }
    Bytes operator()(const HaveMap& m) const {
        return begin(Kind::have_map).uint(m.handle).uint(m.first).bin(m.bits).take();
    }
    Bytes operator()(const Have& m) const {
        auto out = begin(Kind::have);
        out.uint(m.handle).array(static_cast<std::uint32_t>(m.ranges.size()));
        for (const auto& range : m.ranges) out.array(2).uint(range.first).uint(range.count);
        return out.take();
    }
    Bytes operator()(const WantHashes& m) const {
        return begin(Kind::want_hashes).uint(m.handle).uint(m.blob).uint(m.block).take();
    }
    Bytes operator()(const Hashes& m) const {
        auto out = begin(Kind::hashes);
        out.uint(m.handle).uint(m.blob).uint(m.block.block);
        put_hashes(out, m.block.roots);
        put_hashes(out, m.block.proof);
        return out.take();
    }
    Bytes operator()(const Ask& m) const { return put_chunk_list(Kind::request, m.handle, m.space, m.chunks); }
    Bytes operator()(const Cancel& m) const { return put_chunk_list(Kind::cancel, m.handle, m.space, m.chunks); }
    Bytes operator()(const Data& m) const {
        auto out = encode_data_header(m);
        out.insert(out.end(), m.bytes.begin(), m.bytes.end());
        return out;
    }
    Bytes operator()(const Reject& m) const {
        return begin(Kind::reject)
            .uint(m.handle)
            .uint(std::to_underlying(m.space))
            .uint(m.chunk)
            .uint(std::to_underlying(m.reason))
            .take();
    }
    Bytes operator()(const Peers& m) const {
        auto out = begin(Kind::peers);
        out.uint(m.handle).array(static_cast<std::uint32_t>(m.endpoints.size()));
        for (const auto& endpoint : m.endpoints) out.bin(endpoint.compact());
        return out.take();
    }
    Bytes operator()(const Bye& m) const {
        Packer out;
        out.array(m.handle ? 3 : 1).uint(std::to_underlying(Kind::bye));
        if (m.handle) out.uint(*m.handle).text(m.reason);
        return out.take();
    }
    Bytes operator()(const Unknown&) const { return {}; }
};

}  // namespace

Bytes encode(const Message& message) {
    return std::visit(Encoder{}, message);
}

Bytes encode_data_header(const Data& data) {
    auto out = begin(Kind::data);
    out.uint(data.handle).uint(std::to_underlying(data.space)).uint(data.chunk).uint(data.offset);
    out.bin_header(static_cast<std::uint32_t>(data.bytes.size()));
    return out.take();
}

std::vector<std::vector<std::uint32_t>> in_messages(const std::vector<std::uint32_t>& chunks) {
    std::vector<std::vector<std::uint32_t>> out;
    for (std::size_t at = 0; at < chunks.size(); at += limits::chunks_per_request) {
        const auto first = chunks.begin() + static_cast<std::ptrdiff_t>(at);
        const auto count = std::min(limits::chunks_per_request, chunks.size() - at);
        out.emplace_back(first, first + static_cast<std::ptrdiff_t>(count));
    }
    return out;
}

}  // namespace shoal::transfer::wire
