#pragma once
// What kind of content a file's name promises.

#include <string_view>

namespace shoal::cli {

/// The media type of a name's ending, in any case. Endings that a browser would run as a page or a program (html, svg,
/// js, xml) have none on purpose: "application/octet-stream", as for every ending that is not known.
[[nodiscard]] std::string_view media_type_of(std::string_view path);

}  // namespace shoal::cli
