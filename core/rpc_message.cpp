#include "core/rpc_message.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace shoal {

namespace {

enum class Kind : std::uint8_t { hello = 0, request = 1, reply = 2, error = 3, event = 4, subscribe = 5, cancel = 6 };

constexpr unsigned max_body_depth = 16;           // levels of containers; ours have 4
constexpr std::size_t max_error_text = 4 * 1024;  // bytes; a sentence and a path
constexpr std::size_t keep_frame = 64 * 1024;     // bytes of buffer kept from one frame to the next

Packer begin_frame(Kind kind, std::uint32_t count) {
    Packer out;
    out.raw(std::array<Byte, rpc_header_bytes>{});  // the length, once it is known
    out.array(count).uint(std::to_underlying(kind));
    return out;
}

Bytes end_frame(Packer packer) {
    Bytes frame = packer.take();
    const auto length = frame.size() - rpc_header_bytes;
    // Who sends checks the caps; none is near this, and a wrapped length would lose the stream.
    SHOAL_REQUIRE(length <= std::numeric_limits<std::uint32_t>::max());
    for (std::size_t i = 0; i < rpc_header_bytes; ++i) {
        frame[i] = static_cast<Byte>((length >> (8 * (rpc_header_bytes - 1 - i))) & 0xff);
    }
    return frame;
}

std::size_t length_of(const std::array<Byte, rpc_header_bytes>& header) {
    std::size_t length = 0;
    for (const auto byte : header) length = (length << 8) | std::to_integer<std::size_t>(byte);
    return length;
}

// What stands behind the kind in a message of each kind.
Result<RpcMessage> read_hello(Unpacker& in, bool) {
    RpcHello hello;
    SHOAL_TRY(hello.protocol, in.text());
    SHOAL_TRY(hello.version, in.uint());
    return hello;
}

Result<RpcMessage> read_request(Unpacker& in, bool) {
    RpcRequest request;
    SHOAL_TRY(request.id, in.uint());
    SHOAL_TRY(request.name, in.text());
    SHOAL_TRY(request.body, in.skip(max_body_depth));
    return request;
}

// It may be megabytes long, and who decodes it checks all of it: its end is looked for only where more follows.
Result<BytesView> what_daemon_says(Unpacker& in, bool is_last) {
    if (is_last) return in.take_rest();
    return in.skip(max_body_depth);
}

Result<RpcMessage> read_reply(Unpacker& in, bool is_last) {
    RpcReply reply;
    SHOAL_TRY(reply.id, in.uint());
    SHOAL_TRY(reply.body, what_daemon_says(in, is_last));
    return reply;
}

Result<RpcMessage> read_error(Unpacker& in, bool) {
    RpcError error;
    SHOAL_TRY(error.id, in.uint());
    SHOAL_TRY(const auto code, in.text());
    SHOAL_TRY(const auto what, in.text());
    error.error = Error{errc_from(code), std::string{what}};
    return error;
}

Result<RpcMessage> read_event(Unpacker& in, bool is_last) {
    RpcEvent event;
    SHOAL_TRY(event.name, in.text());
    SHOAL_TRY(event.body, what_daemon_says(in, is_last));
    return event;
}

Result<RpcMessage> read_subscribe(Unpacker&, bool) {
    return RpcSubscribe{};
}

Result<RpcMessage> read_cancel(Unpacker& in, bool) {
    RpcCancel cancel;
    SHOAL_TRY(cancel.id, in.uint());
    return cancel;
}

struct Form {
    Kind kind;
    std::uint32_t values;                                 // the kind included; more are for newer versions
    Result<RpcMessage> (*read)(Unpacker&, bool is_last);  // `is_last`: no value follows those known here
};

constexpr std::array forms{
    Form{Kind::hello, 3, read_hello},   Form{Kind::request, 4, read_request}, Form{Kind::reply, 3, read_reply},
    Form{Kind::error, 4, read_error},   Form{Kind::event, 3, read_event},     Form{Kind::subscribe, 1, read_subscribe},
    Form{Kind::cancel, 2, read_cancel},
};

}  // namespace

Bytes rpc_hello_frame() {
    auto out = begin_frame(Kind::hello, 3);
    out.text(rpc_protocol).uint(rpc_version);
    return end_frame(std::move(out));
}

Result<Bytes> rpc_request_frame(std::uint64_t id, const Request& request) {
    SHOAL_TRY(const auto body, encode_request(request));
    auto out = begin_frame(Kind::request, 4);
    out.uint(id).text(request_name(request)).raw(body);
    return end_frame(std::move(out));
}

Bytes rpc_reply_frame(std::uint64_t id, const Reply& reply) {
    auto out = begin_frame(Kind::reply, 3);
    out.uint(id);
    pack_reply(out, reply);
    return end_frame(std::move(out));
}

Bytes rpc_error_frame(std::uint64_t id, const Error& error) {
    auto out = begin_frame(Kind::error, 4);
    const std::string_view what{error.what};
    out.uint(id).text(to_string(error.code)).text(valid_text(what.substr(0, max_error_text)));
    return end_frame(std::move(out));
}

Bytes rpc_event_frame(const Event& event) {
    auto out = begin_frame(Kind::event, 3);
    out.text(event_name(event));
    pack_event(out, event);
    return end_frame(std::move(out));
}

Bytes rpc_subscribe_frame() {
    return end_frame(begin_frame(Kind::subscribe, 1));
}

Bytes rpc_cancel_frame(std::uint64_t id) {
    auto out = begin_frame(Kind::cancel, 2);
    out.uint(id);
    return end_frame(std::move(out));
}

Error rpc_version_error(std::uint64_t daemon, std::uint64_t client) {
    const auto* const remedy = daemon < client ? "restart shoald, so that the version that is installed now runs"
                                               : "upgrade the client, or use the one that came with this shoald";
    return {Errc::unsupported, fmt::format("the daemon speaks version {} of the control protocol and the client "
                                           "version {}: {}",
                                           daemon, client, remedy)};
}

Result<RpcMessage> read_rpc_message(BytesView frame) {
    Unpacker in{frame};
    SHOAL_TRY(auto left, in.array());
    if (left == 0) return fail(Errc::malformed, "a message without a kind");
    SHOAL_TRY(const auto kind, in.uint());
    --left;
    RpcMessage message = RpcUnknown{};
    const auto* const form =
        std::ranges::find_if(forms, [&](const Form& f) { return std::to_underlying(f.kind) == kind; });
    if (form != forms.end()) {
        if (left < form->values - 1) return fail(Errc::malformed, "a message that lacks values");
        left -= form->values - 1;
        SHOAL_TRY(message, form->read(in, left == 0));
    }
    for (; left > 0; --left) {
        SHOAL_TRY([[maybe_unused]] const auto passed, in.skip(max_body_depth));
    }
    SHOAL_CHECK(in.finish());
    return message;
}

bool RpcFrames::take_header(BytesView& arrived) {
    const auto n = std::min(rpc_header_bytes - header_have_, arrived.size());
    std::ranges::copy(arrived.first(n), header_.begin() + static_cast<std::ptrdiff_t>(header_have_));
    header_have_ += n;
    arrived = arrived.subspan(n);
    return header_have_ == rpc_header_bytes;
}

Result<std::optional<BytesView>> RpcFrames::next(BytesView& arrived) {
    if (finished_) {
        finished_ = false;
        header_have_ = 0;
        if (frame_.capacity() > keep_frame) frame_ = Bytes{};  // {} would keep the memory
        frame_.clear();
    }
    if (!take_header(arrived)) return std::nullopt;
    const auto length = length_of(header_);
    if (length > limit_) return fail(Errc::limit, "a message is larger than allowed");
    const auto n = std::min(length - frame_.size(), arrived.size());
    const auto taken = arrived.first(n);
    arrived = arrived.subspan(n);
    if (n == length) {  // whole, and nothing of it was kept before
        finished_ = true;
        return taken;
    }
    frame_.insert(frame_.end(), taken.begin(), taken.end());
    if (frame_.size() < length) return std::nullopt;
    finished_ = true;
    return BytesView{frame_};
}

}  // namespace shoal
