#pragma once
// One open regular file of the real file system.

#include <sys/stat.h>

#include "core/descriptor.h"
#include "core/world.h"

namespace shoal {

/// Holds only a descriptor: several threads may call at once.
class SystemFile final : public File {
public:
    /// `name` is for the sentences of errors.
    SystemFile(Descriptor file, std::string name) : file_{std::move(file)}, name_{std::move(name)} {}
    [[nodiscard]] Result<std::size_t> read(std::uint64_t offset, BytesMut out) override;
    [[nodiscard]] Result<> write(std::uint64_t offset, BytesView data) override;
    [[nodiscard]] Result<> sync() override;
    [[nodiscard]] Result<> resize(std::uint64_t size) override;
    [[nodiscard]] Result<> set_executable(bool executable) override;
    [[nodiscard]] Result<FileWitness> stat() override;

private:
    Descriptor file_;
    std::string name_;
};

[[nodiscard]] FileWitness witness_of(const struct stat& status);

}  // namespace shoal
