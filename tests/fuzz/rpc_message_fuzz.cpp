// The control socket: frames in any cut against a naive twin that looks at the whole stream, and every message in them
// to its typed content, back to bytes and forth again.

#include "core/rpc_message.h"
#include "core/utf8.h"
#include "tests/fuzz/errors.h"

namespace {

using namespace shoal;

constexpr std::size_t limit = 1024;  // bytes of a frame; small, so that the fuzzer gets past it

/// Every whole frame of the stream; an empty optional behind the last if the next one claims too much.
std::vector<std::optional<Bytes>> naive_frames(BytesView stream) {
    std::vector<std::optional<Bytes>> out;
    while (stream.size() >= rpc_header_bytes) {
        std::size_t length = 0;
        for (const auto byte : stream.first(rpc_header_bytes))
            length = length * 256 + std::to_integer<std::size_t>(byte);
        if (length > limit) {
            out.push_back(std::nullopt);
            return out;
        }
        if (stream.size() - rpc_header_bytes < length) return out;
        out.push_back(fuzz::copy(stream.subspan(rpc_header_bytes, length)));
        stream = stream.subspan(rpc_header_bytes + length);
    }
    return out;
}

BytesView body_of(const Bytes& frame) {
    return BytesView{frame}.subspan(rpc_header_bytes);
}

void check_request(const RpcRequest& message) {
    const auto request = decode_request(message.name, message.body);
    if (!request) {
        return fuzz::check_error(request.error(), {Errc::unsupported, Errc::malformed, Errc::truncated});
    }
    FUZZ_CHECK(request_name(*request) == message.name);
    const auto frame = rpc_request_frame(message.id, *request);
    FUZZ_CHECK(frame.has_value());  // what was read was UTF-8
    const auto again = read_rpc_message(body_of(*frame));
    const auto* same = again ? std::get_if<RpcRequest>(&*again) : nullptr;
    FUZZ_CHECK(same != nullptr && same->id == message.id && same->name == message.name);
    const auto decoded = decode_request(same->name, same->body);
    FUZZ_CHECK(decoded && fuzz::same(encode_request(*decoded).value(), same->body));
}

template <std::size_t... I>
constexpr std::array<std::string_view, sizeof...(I) + 1> names_of_requests(std::index_sequence<I...>) {
    return {std::variant_alternative_t<I, Request>::name..., "nothing"};
}

/// A reply does not say to what; so it is read as the reply to each request.
void check_reply(const RpcReply& message) {
    for (const auto name : names_of_requests(std::make_index_sequence<std::variant_size_v<Request>>{})) {
        const auto reply = decode_reply(name, message.body);
        if (!reply) {
            fuzz::check_error(reply.error(), {Errc::unsupported, Errc::malformed, Errc::truncated});
            continue;
        }
        const Bytes written = encode_reply(*reply);
        const auto again = decode_reply(name, written);
        FUZZ_CHECK(again && encode_reply(*again) == written);
        const Bytes frame = rpc_reply_frame(message.id, *reply);
        const auto framed = read_rpc_message(body_of(frame));
        const auto* same = framed ? std::get_if<RpcReply>(&*framed) : nullptr;
        FUZZ_CHECK(same != nullptr && same->id == message.id && fuzz::same(same->body, written));
    }
}

void check_event(const RpcEvent& message) {
    const auto event = decode_event(message.name, message.body);
    if (!event) return fuzz::check_error(event.error(), {Errc::unsupported, Errc::malformed, Errc::truncated});
    FUZZ_CHECK(event_name(*event) == message.name);
    const Bytes frame = rpc_event_frame(*event);
    const auto again = read_rpc_message(body_of(frame));
    const auto* same = again ? std::get_if<RpcEvent>(&*again) : nullptr;
    FUZZ_CHECK(same != nullptr && same->name == message.name && fuzz::same(same->body, encode_event(*event)));
}

void check_frame(BytesView frame) {
    const auto message = read_rpc_message(frame);
    if (!message) return fuzz::check_error(message.error(), {Errc::malformed, Errc::truncated});
    if (const auto* m = std::get_if<RpcRequest>(&*message)) check_request(*m);
    if (const auto* m = std::get_if<RpcReply>(&*message)) check_reply(*m);
    if (const auto* m = std::get_if<RpcEvent>(&*message)) check_event(*m);
    if (const auto* m = std::get_if<RpcCancel>(&*message)) {
        const Bytes written = rpc_cancel_frame(m->id);
        const auto again = read_rpc_message(body_of(written));
        const auto* same = again ? std::get_if<RpcCancel>(&*again) : nullptr;
        FUZZ_CHECK(same != nullptr && same->id == m->id);
    }
    if (const auto* m = std::get_if<RpcError>(&*message)) {
        FUZZ_CHECK(is_utf8(m->error.what));
        const Bytes written = rpc_error_frame(m->id, m->error);
        const auto again = read_rpc_message(body_of(written));
        const auto* same = again ? std::get_if<RpcError>(&*again) : nullptr;
        FUZZ_CHECK(same != nullptr && same->id == m->id && same->error == m->error);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Input in{fuzz::view(data, size)};
    const std::size_t cut = 1 + in.u8();
    BytesView stream = in.rest();
    const auto expected = naive_frames(stream);
    RpcFrames frames{limit};
    std::size_t count = 0;
    while (!stream.empty()) {
        auto arrived = stream.first(std::min(cut, stream.size()));
        stream = stream.subspan(arrived.size());
        while (true) {
            const auto frame = frames.next(arrived);
            if (!frame) {
                FUZZ_CHECK(frame.error().code == Errc::limit);
                FUZZ_CHECK(count + 1 == expected.size() && !expected[count]);
                return 0;
            }
            if (!*frame) break;
            FUZZ_CHECK(count < expected.size() && expected[count] && fuzz::same(**frame, *expected[count]));
            ++count;
            check_frame(**frame);
        }
        FUZZ_CHECK(arrived.empty() && frames.held() <= 2 * limit + 64);
    }
    FUZZ_CHECK(count == expected.size());
    return 0;
}
