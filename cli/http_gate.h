#pragma once
// Who may not even ask: what a web page in a browser of this machine, or a name that was rebound to loopback, would
// send. Looked at before any token (docs/http.md "Who is refused").

#include <cstdint>
#include <optional>
#include <string_view>

#include "cli/http_message.h"

namespace shoal::cli {

/// A loopback address or `localhost`, with our port (which may be left out if it is 80).
[[nodiscard]] bool is_own_host(std::string_view host, std::uint16_t port);

/// `http://` and an own host. `null`, another scheme or another host is a web page that is not ours.
[[nodiscard]] bool is_own_origin(std::string_view origin, std::uint16_t port);

/// "GET http://host/path" as "GET /path" with that host in place of the Host field (RFC 9112 3.2.2). Others stay.
void take_absolute_form(HttpRequest& request);

/// The answer to one who is refused; nothing for who may go on and show a token. `port` is the one we listen at.
[[nodiscard]] std::optional<HttpAnswer> refuse_at_gate(const HttpRequest& request, std::uint16_t port);

}  // namespace shoal::cli
