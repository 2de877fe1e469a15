#pragma once
// Requests, replies and events as canonical msgpack maps, made from the field lists of core/requests.h and
// core/events.h (docs/control.md).
//
// Unknown keys are passed over and absent ones keep their defaults, so that either side may be newer. A value of the
// wrong type, an unknown word for a state or a form that is not canonical is `malformed` or `truncated`.

#include <optional>
#include <string>
#include <string_view>

#include "core/events.h"
#include "core/packing.h"
#include "core/requests.h"
#include "core/result.h"

namespace shoal {

[[nodiscard]] std::string_view request_name(const Request& request);
[[nodiscard]] std::string_view event_name(const Event& event);

/// Error: malformed, if a text is not UTF-8; a path may be anything, and a repaired path would be another path.
[[nodiscard]] Result<Bytes> encode_request(const Request& request);
/// Errors: unsupported (no such request), malformed, truncated.
[[nodiscard]] Result<Request> decode_request(std::string_view name, BytesView body);

/// Text that is not UTF-8 is repaired (valid_text): it is only shown.
void pack_reply(Packer& out, const Reply& reply);
[[nodiscard]] Bytes encode_reply(const Reply& reply);
/// The reply that belongs to the request of this name. Errors: unsupported (no such request), malformed, truncated.
[[nodiscard]] Result<Reply> decode_reply(std::string_view request_name, BytesView body);

/// Text that is not UTF-8 is repaired (valid_text): it is only shown.
void pack_event(Packer& out, const Event& event);
[[nodiscard]] Bytes encode_event(const Event& event);
/// Errors: unsupported (no such event: the other side is newer), malformed, truncated.
[[nodiscard]] Result<Event> decode_event(std::string_view name, BytesView body);

/// The text itself if it is UTF-8, else the text with U+FFFD for every byte that belongs to no character.
[[nodiscard]] std::string valid_text(std::string_view text);

}  // namespace shoal
