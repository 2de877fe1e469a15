#pragma once
// What the thing behind a descriptor can show, and how wide text is on it.

#include <cstddef>
#include <string>
#include <string_view>

#include "core/settings.h"

namespace shoal::cli {

struct Terminal {
    int descriptor = -1;
    bool is_terminal = false;
    bool can_redraw = false;        ///< understands cursor movement: a terminal that is not TERM=dumb
    bool has_color = false;         ///< can_redraw and NO_COLOR is unset or empty
    std::size_t fixed_columns = 0;  ///< from COLUMNS; 0: ask the terminal

    [[nodiscard]] static Terminal of(int descriptor, const Environment& environment);

    /// Asked anew each time, so that a resized window is noticed; 80 and 24 where nobody knows.
    [[nodiscard]] std::size_t columns() const;
    [[nodiscard]] std::size_t rows() const;
};

/// Columns that UTF-8 text takes; escapes (ESC [ ... letter) take none, a byte of invalid UTF-8 takes one.
[[nodiscard]] std::size_t display_width(std::string_view text);

/// `text` cut to at most `columns`, with an ellipsis if something is missing. Text without escapes.
[[nodiscard]] std::string cut_to(std::string_view text, std::size_t columns);

/// cut_to, then filled with spaces to exactly `columns`.
[[nodiscard]] std::string pad_to(std::string_view text, std::size_t columns);

}  // namespace shoal::cli
