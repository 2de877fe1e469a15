#pragma once
// Shares as a table for people: columns to choose from, in an order to choose.

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/share_view.h"

namespace shoal::cli {

/// "number|tag|state|...": every column, and every key to sort by.
[[nodiscard]] std::string_view column_choices();
[[nodiscard]] std::string_view sort_choices();

/// What fits into so many columns: without tags and labels on a narrow terminal.
[[nodiscard]] std::vector<std::string> usual_columns(const std::vector<ShareView>& shares, std::size_t width);
/// "name,size" taken apart. Error: usage (one that there is not).
[[nodiscard]] Result<std::vector<std::string>> read_columns(std::string_view text);

/// By one of sort_choices(): names and states ascending, numbers of bytes descending; equal ones stay as they are.
void sort_shares(std::vector<ShareView>& shares, std::string_view key, bool reverse);

/// "resolving", "paused"; for trouble what it is: "no_space".
[[nodiscard]] std::string state_of(const ShareView& share);

/// A head and a line a share, each as wide as what is in it needs and none wider than `width`; or one sentence if there
/// is no share. A name that is the last column is not filled up.
[[nodiscard]] std::vector<std::string> describe_shares(const std::vector<ShareView>& shares,
                                                       const std::vector<std::string>& columns, std::size_t width);

}  // namespace shoal::cli
