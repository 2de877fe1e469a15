#pragma once
// Which bytes of a file an HTTP request wants (RFC 9110, sections 13 and 14).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace shoal::cli {

/// What the conditions and the Range of one request say about a file.
struct HttpConditions {
    std::optional<std::string_view> range;
    std::optional<std::string_view> if_range;
    std::optional<std::string_view> if_match;
    std::optional<std::string_view> if_none_match;
};

struct HttpSelection {
    unsigned status = 200;     ///< 200 whole, 206 a part, 304 unchanged, 412 another one, 416 no such bytes
    std::uint64_t offset = 0;  ///< of 200 and 206
    std::uint64_t length = 0;  ///< of 200 and 206
};

/// One range of "bytes=..." is honoured. Several, another unit, or a form that is none of RFC 9110 are passed over, as
/// it allows: the whole file. A range that begins behind the end is 416. An If-Range that does not name `etag` exactly
/// takes the Range away; a date never matches, as no file here has one.
[[nodiscard]] HttpSelection select_bytes(const HttpConditions& conditions, std::string_view etag,
                                         std::uint64_t file_bytes);

/// "bytes 0-99/1000", or of 416 "bytes */1000".
[[nodiscard]] std::string content_range(const HttpSelection& selection, std::uint64_t file_bytes);

}  // namespace shoal::cli
