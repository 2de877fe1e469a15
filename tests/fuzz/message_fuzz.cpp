// Messages of a link: the limits of docs/wire.md hold for whatever is read, and it can be written and read again. What
// has no unknown parts is written with the very same bytes.

#include "core/packing.h"
#include "core/utf8.h"
#include "tests/fuzz/errors.h"
#include "transfer/limits.h"
#include "transfer/message.h"
#include "transfer/message_kind.h"

namespace {

using namespace shoal;
using namespace shoal::transfer;

struct Limits {
    void operator()(const wire::Hello& m) const {
        FUZZ_CHECK(m.agent.size() <= limits::agent_bytes && is_utf8(m.agent));
    }
    void operator()(const wire::HaveMap& m) const { FUZZ_CHECK(m.bits.size() <= limits::have_map_bytes); }
    void operator()(const wire::Have& m) const { FUZZ_CHECK(m.ranges.size() <= limits::have_ranges); }
    void operator()(const wire::Hashes& m) const {
        FUZZ_CHECK(m.block.roots.size() <= chunks_per_hash_block && m.block.proof.size() <= 64);
    }
    void operator()(const wire::Ask& m) const { FUZZ_CHECK(m.chunks.size() <= limits::chunks_per_request); }
    void operator()(const wire::Cancel& m) const { FUZZ_CHECK(m.chunks.size() <= limits::chunks_per_request); }
    void operator()(const wire::Data& m) const { FUZZ_CHECK(m.bytes.size() <= limits::data_bytes); }
    void operator()(const wire::Peers& m) const { FUZZ_CHECK(m.endpoints.size() <= limits::peers_per_message); }
    void operator()(const wire::Bye& m) const {
        FUZZ_CHECK(m.reason.size() <= limits::reason_bytes && is_utf8(m.reason));
        FUZZ_CHECK(m.handle || m.reason.empty());
    }
    void operator()(const auto&) const {}
};

/// The kind and how many elements the record says it has; it was decoded, so both are there.
std::pair<std::uint64_t, std::uint32_t> head_of(BytesView record) {
    Unpacker in{record};
    const auto elements = in.array();
    const auto kind = in.uint();
    return {kind.value(), elements.value()};
}

/// Whether everything in the record has a place in the message.
bool is_all_known(const wire::Message& message, BytesView record) {
    const auto [kind, elements] = head_of(record);
    if (const auto* bye = std::get_if<wire::Bye>(&message)) return elements == (bye->handle ? 3U : 1U);
    if (elements != wire::elements_of(static_cast<wire::Kind>(kind))) return false;
    if (const auto* reject = std::get_if<wire::Reject>(&message)) return reject->reason != wire::Refusal::not_here;
    // An endpoint may be spelled as IPv4 inside IPv6.
    return !std::holds_alternative<wire::Peers>(message) && !std::holds_alternative<wire::Hello>(message);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto record = fuzz::view(data, size);
    const auto message = wire::decode(record);
    if (!message) {
        fuzz::check_error(message.error(), {Errc::malformed, Errc::truncated, Errc::limit});
        return 0;
    }
    if (std::holds_alternative<wire::Unknown>(*message)) {
        FUZZ_CHECK(head_of(record).first > std::to_underlying(wire::Kind::bye));
        return 0;
    }
    FUZZ_CHECK(message->index() == head_of(record).first);
    FUZZ_CHECK(size <= wire::cap_of(static_cast<wire::Kind>(message->index())));
    std::visit(Limits{}, *message);
    const Bytes written = wire::encode(*message);
    const auto again = wire::decode(written);
    FUZZ_CHECK(again && again->index() == message->index());
    FUZZ_CHECK(wire::encode(*again) == written);
    if (is_all_known(*message, record)) FUZZ_CHECK(fuzz::same(written, record));
    return 0;
}
