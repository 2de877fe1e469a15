#pragma once
// Text for man pages, in the macros of man(7). Pure functions; every result ends with a newline.

#include <string>
#include <string_view>

namespace shoal::cli {

/// As it would be typed: nothing in it is a request or an escape, and "-" stays the character that can be copied.
[[nodiscard]] std::string roff_text(std::string_view text);
/// Paragraphs with an empty line between them.
[[nodiscard]] std::string roff_paragraphs(std::string_view text);
/// `term`, in bold, is explained by `text`, which may have paragraphs.
[[nodiscard]] std::string roff_entry(std::string_view term, std::string_view text);
/// ".SH" or ".SS" with its title.
[[nodiscard]] std::string roff_heading(std::string_view macro, std::string_view title);
/// A line that stays as it is.
[[nodiscard]] std::string roff_example(std::string_view line);

}  // namespace shoal::cli
