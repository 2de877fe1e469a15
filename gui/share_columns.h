#pragma once
// The columns of the table of shares: their titles, what a cell says, and what it is sorted by.

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include <QString>

#include "core/share_view.h"

namespace shoal::gui {

/// In the order they have at first. What a window remembers of them goes by key_of, so that there may be more one day.
enum class ShareColumn : std::uint8_t {
    name,
    size,
    progress,
    state,
    down,
    up,
    eta,
    peers,
    added,
    // Those behind are hidden at first.
    received,
    sent,
    ratio,
    remaining,
    files,
    labels,
    path,
    seeds,
    known,
    wasted,
    limit_down,
    limit_up,
    number,
    tag,
};
inline constexpr int share_columns = static_cast<int>(ShareColumn::tag) + 1;

[[nodiscard]] std::string_view key_of(ShareColumn column);
[[nodiscard]] std::optional<ShareColumn> column_of(std::string_view key);
[[nodiscard]] bool is_shown_at_first(ShareColumn column);
/// Stands to the right.
[[nodiscard]] bool is_number(ShareColumn column);
[[nodiscard]] QString title_of(ShareColumn column);
/// What the title does not say; empty where it says all.
[[nodiscard]] QString explanation_of(ShareColumn column);
/// A text as wide as those that are usual there.
[[nodiscard]] QString sample_of(ShareColumn column);
[[nodiscard]] QString text_of(ShareColumn column, const ShareView& share);

/// Sorted as text of the language rather than as a number.
[[nodiscard]] bool is_sorted_by_text(ShareColumn column);
/// Of a column that is.
[[nodiscard]] std::string sort_text(ShareColumn column, const ShareView& share);
/// Of any other.
[[nodiscard]] std::uint64_t sort_number(ShareColumn column, const ShareView& share);

}  // namespace shoal::gui
