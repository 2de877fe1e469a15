#pragma once
// What goes over the control socket (docs/control.md): frames of a 4-byte length and one canonical msgpack array.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "core/engine.h"
#include "core/rpc_codec.h"

namespace shoal {

inline constexpr std::string_view rpc_protocol = "shoal-control";
inline constexpr std::uint64_t rpc_version = 2;
inline constexpr std::size_t rpc_header_bytes = 4;

// --- writing: each makes one whole frame -----------------------------------------------------------------------------

[[nodiscard]] Bytes rpc_hello_frame();
/// Error: malformed, if a text of the request is not UTF-8.
[[nodiscard]] Result<Bytes> rpc_request_frame(std::uint64_t id, const Request& request);
[[nodiscard]] Bytes rpc_reply_frame(std::uint64_t id, const Reply& reply);
/// The end of request `id`; 0 speaks of the connection.
[[nodiscard]] Bytes rpc_error_frame(std::uint64_t id, const Error& error);
[[nodiscard]] Bytes rpc_event_frame(const Event& event);
[[nodiscard]] Bytes rpc_subscribe_frame();
/// The client does not wait for the answer to request `id` any more.
[[nodiscard]] Bytes rpc_cancel_frame(std::uint64_t id);

/// Why daemon and client of these versions do not speak to each other, and which of the two is to be renewed.
[[nodiscard]] Error rpc_version_error(std::uint64_t daemon, std::uint64_t client);

// --- reading ---------------------------------------------------------------------------------------------------------

// Views of a message point into the frame it was read from.
struct RpcHello {
    std::string_view protocol;
    std::uint64_t version = 0;
};
struct RpcRequest {
    std::uint64_t id = 0;
    std::string_view name;
    BytesView body;
};
struct RpcReply {
    std::uint64_t id = 0;
    BytesView body;
};
struct RpcError {
    std::uint64_t id = 0;
    Error error;
};
struct RpcEvent {
    std::string_view name;
    BytesView body;
};
struct RpcSubscribe {};
struct RpcCancel {
    std::uint64_t id = 0;
};
struct RpcUnknown {};  ///< a kind of a newer version; to be ignored

using RpcMessage =
    std::variant<RpcHello, RpcRequest, RpcReply, RpcError, RpcEvent, RpcSubscribe, RpcCancel, RpcUnknown>;

/// Reads what stands in one frame; the bodies of replies and events are checked by those who decode them.
/// Errors: malformed, truncated.
[[nodiscard]] Result<RpcMessage> read_rpc_message(BytesView frame);

/// Cuts a byte stream into frames. Holds no more than one unfinished frame, and of it only bytes that arrived.
class RpcFrames {
public:
    /// `limit`: bytes of one frame without its header.
    explicit RpcFrames(std::size_t limit) : limit_{limit} {}

    /// Takes bytes from the front of `arrived` until a frame is whole; nothing when all are taken and none is.
    /// The view points into `arrived` or into this object and is valid until the next call. Error: limit, as soon as
    /// a header claims too much; there is no going on after it.
    [[nodiscard]] Result<std::optional<BytesView>> next(BytesView& arrived);

    /// Of frames from the next one on.
    void allow(std::size_t limit) { limit_ = limit; }

    /// Part of a frame has arrived, and not all of it.
    [[nodiscard]] bool has_begun() const { return header_have_ > 0 && !finished_; }

    /// Bytes of memory held.
    [[nodiscard]] std::size_t held() const { return frame_.capacity(); }

private:
    [[nodiscard]] bool take_header(BytesView& arrived);

    std::size_t limit_;
    std::array<Byte, rpc_header_bytes> header_{};
    std::size_t header_have_ = 0;
    bool finished_ = false;  // frame_ was handed out and can go
    Bytes frame_;
};

}  // namespace shoal
