#pragma once
// What each shell reads once. The scripts know nothing about commands: they ask `shoal __complete`, which knows the
// command table (cli/suggestions.h), and quote what it answers in the manner of their shell.

#include <string_view>

namespace shoal::cli {

/// `shell`: bash, zsh or fish, as the command table says. Without a newline at the end.
[[nodiscard]] std::string_view completion_script(std::string_view shell);

}  // namespace shoal::cli
