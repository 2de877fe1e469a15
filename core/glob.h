#pragma once
// Patterns for paths, as people write them in a shell.

#include <cstddef>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace shoal {

inline constexpr std::size_t max_glob_bytes = 1024;

/// `*` stands for any characters of a name, `?` for one, `**` for any of a path, `**/` for any folders or none; `\`
/// takes the next one as it is. Everything else, brackets too, means itself. A pattern that fits a folder takes all
/// that is in it; with a '/' at its end it fits folders only. Matching takes time in proportion to path times pattern
/// at worst.
class Glob {
public:
    /// Error: usage.
    [[nodiscard]] static Result<Glob> parse(std::string_view pattern);
    /// `path` is relative, with '/' between valid UTF-8 names.
    [[nodiscard]] bool matches(std::string_view path) const;

private:
    enum class Kind : std::uint8_t { byte, one, rest_of_one, name_part, path_part, folders };
    struct Part {
        Kind kind = Kind::byte;
        char byte = 0;
    };
    using States = std::vector<std::size_t>;
    void enter(std::size_t state, States& states) const;
    void step(std::size_t state, char c, States& next) const;

    std::vector<Part> parts_;
    bool folders_only_ = false;
};

}  // namespace shoal
