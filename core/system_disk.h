#pragma once
// The real file system, by Linux system calls. Every path beneath a held directory is resolved by openat2.

#include "core/descriptor.h"
#include "core/world.h"

namespace shoal {

/// Holds nothing; any thread.
class SystemDisk final : public Disk {
public:
    /// Errors: usage (not an absolute path), unsupported (a kernel without openat2), and those of a file.
    [[nodiscard]] Result<std::shared_ptr<Directory>>
    open_root(const std::string& path, bool create) override;  /// A held folder, of which open_root makes its object.
    [[nodiscard]] Result<Descriptor> open_root_descriptor(const std::string& path, bool create);
};

}  // namespace shoal
