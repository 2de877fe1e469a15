#pragma once
// What a request asks for: the part of a URL after the host, read strictly (docs/http.md "Addresses").

#include <optional>
#include <string>
#include <string_view>

#include "core/ids.h"
#include "core/result.h"

namespace shoal::cli {

/// The right to read one file until an instant, as it stands in a path: "<expiry>-<mac>".
struct HttpTicket {
    std::uint64_t expiry_s = 0;  ///< Unix seconds
    std::string mac;             ///< as sent
};

struct HttpTarget {
    std::optional<Tag> tag;            ///< nothing: /metrics
    std::string path;                  ///< of the file in the share, decoded, '/' between the parts
    std::optional<HttpTicket> ticket;  ///< from the /t/ form
};

/// Reads "/metrics", "/<tag>/<path>" and "/t/<expiry>-<mac>/<tag>/<path>"; a query ("?...") is passed over.
/// Errors: malformed (escapes that are none, text that is not UTF-8, parts that no file can have: empty, ".", "..",
/// with '/', '\\' or NUL in them), not_found (nothing stands under such an address).
[[nodiscard]] Result<HttpTarget> parse_http_target(std::string_view target);

/// The bytes of an URL's part, with everything escaped but letters, digits and "-._~".
[[nodiscard]] std::string escape_url_part(std::string_view part);

/// "a/b c" as "a/b%20c".
[[nodiscard]] std::string escape_url_path(std::string_view path);

}  // namespace shoal::cli
