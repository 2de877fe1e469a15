#pragma once
// The one validator of file names, for making a share and for loading a manifest. It rejects, it never repairs.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace shoal {

inline constexpr std::size_t max_path_depth = 64;        ///< components
inline constexpr std::size_t max_component_bytes = 255;  ///< what Linux file systems hold
inline constexpr std::size_t max_path_bytes = 4096;      ///< joined with '/'

/// One component: not empty, not "." or "..", no '/', '\\' or NUL, valid UTF-8, at most max_component_bytes, and not
/// made of dots and spaces alone: its collision key would be empty, and some systems would drop it.
/// Error: malformed, with the name in printable form.
[[nodiscard]] Result<> check_component(std::string_view component);

/// All components (at least one), and depth and joined length. Errors: malformed; limit for depth and length.
[[nodiscard]] Result<> check_path(const std::vector<std::string>& components);

/// The form under which two names are the same file somewhere: canonically decomposed, case-folded (Unicode's full
/// default folding: "ß" as "ss", no Turkish rules), composed (NFC), without trailing dots and spaces.
/// Precondition: valid UTF-8.
[[nodiscard]] std::string collision_key(std::string_view component);

/// "a/b/c".
[[nodiscard]] std::string join_path(const std::vector<std::string>& components);

/// Remembers every path of a manifest and says when two of them would collide, on any prefix: equal keys with
/// different spelling, a file where another path needs a directory, or a file named twice.
/// Errors: malformed, naming both entries; those of check_path. A refused path is not remembered, though directories
/// above it may be. Memory: about 32 bytes and the name for each file and directory.
class NameSet {
public:
    [[nodiscard]] Result<> add_file(const std::vector<std::string>& components);
    [[nodiscard]] Result<> add_directory(const std::vector<std::string>& components);
    NameSet();
    ~NameSet();
    NameSet(NameSet&&) noexcept;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// For terminals and logs: control and bidirectional-override characters replaced by escapes like \u202e,
/// invalid UTF-8 by \xNN.
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace shoal
