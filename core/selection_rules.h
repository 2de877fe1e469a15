#pragma once
// How people say which files of a share they want.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/file_selection.h"
#include "core/manifest.h"
#include "core/result.h"

namespace shoal {

inline constexpr std::size_t max_selection_rules = 256;
inline constexpr std::size_t max_file_ranges = 4096;

/// Files [first, last] of a manifest, in its order.
struct FileRange {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    friend bool operator==(const FileRange&, const FileRange&) = default;
};

/// "0,4-6". Error: usage.
[[nodiscard]] Result<std::vector<FileRange>> parse_file_ranges(std::string_view text);
[[nodiscard]] std::string to_string(std::span<const FileRange> ranges);

/// Rules are applied in order: "+GLOB" adds files, "-GLOB" takes them away (core/glob.h; paths without the share's
/// own name), "+#0,4-6" and "-#0,4-6" name them by their place in the manifest. Errors, all usage: a rule that is none,
/// that fits no file, or nothing is left.
[[nodiscard]] Result<FileSelection> apply_rules(const Manifest& manifest, const FileSelection& current,
                                                std::span<const std::string> rules);

/// The same where nothing was said before: if the first rule adds, nothing is wanted but what is added; else all but
/// what is taken away. No rules: all.
[[nodiscard]] Result<FileSelection> first_selection(const Manifest& manifest, std::span<const std::string> rules);

}  // namespace shoal
