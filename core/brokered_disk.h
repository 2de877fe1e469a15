#pragma once
// The file system as a confined process sees it: its own where the sandbox lets it, and through the broker elsewhere.

#include "core/system_disk.h"

namespace shoal {

/// Opens a root directly where the system permits that; what it does not permit is asked of the broker at the other
/// end of `broker` (core/root_broker.h), which must outlive the disk and all it opened. Data is read and written
/// directly in either case. Any thread.
class BrokeredDisk final : public Disk {
public:
    explicit BrokeredDisk(int broker) : broker_{broker} {}
    /// Errors: as SystemDisk, and `closed` once the broker has ended.
    [[nodiscard]] Result<std::shared_ptr<Directory>> open_root(const std::string& path, bool create) override;

private:
    SystemDisk system_;
    int broker_;
};

/// A root by the broker alone, without a try of our own.
[[nodiscard]] Result<std::shared_ptr<Directory>> open_brokered_root(int broker, const std::string& path, bool create);

}  // namespace shoal
