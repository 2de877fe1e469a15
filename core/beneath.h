#pragma once
// Paths resolved beneath a held directory, without following any symlink.

#include <sys/types.h>

#include <string>

#include "core/descriptor.h"
#include "core/result.h"

namespace shoal {

/// Error: unsupported, where the kernel (before Linux 5.6) or a sandbox does not let us call openat2.
[[nodiscard]] Result<> require_openat2(int directory);

/// openat2(RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS); "" is the directory itself. `action` is for
/// the sentence of an error. A path that is absolute or has an empty, "." or ".." component is refused: permission.
[[nodiscard]] Result<Descriptor> open_beneath(int directory, const std::string& path, int flags, mode_t mode,
                                              const char* action);

/// The directory that holds an entry, and the entry's name in it.
struct ParentAndName {
    Descriptor parent;
    std::string name;
};

/// As open_beneath for the parent; "" has none: permission.
[[nodiscard]] Result<ParentAndName> open_parent(int directory, const std::string& path, const char* action);

}  // namespace shoal
