#pragma once
// A secret in a file of its own: tokens, identities. Whoever could read it would be its owner, so nobody else may.

#include <cstddef>
#include <string>

#include "core/result.h"

namespace shoal {

inline constexpr std::size_t max_key_file = 64 * 1024;  ///< bytes; no key or list of tokens comes near it

/// The whole file. A symlink is not followed. Refused, with what to do about it: `permission` for one that its group or
/// others can read or change, that belongs to another user (root's is taken), that is no regular file or longer than
/// max_key_file. Errors further: not_found, io. Blocking.
[[nodiscard]] Result<std::string> read_key_file(const std::string& path);

/// Makes the file anew, 0600 from the start whatever the umask, and durable. Errors: exists, io, no_space, permission.
/// Blocking.
[[nodiscard]] Result<> make_key_file(const std::string& path, const std::string& content);

}  // namespace shoal
