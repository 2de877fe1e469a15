#pragma once
// One open file of a simulated disk.

#include "tests/sim/disk_machine.h"

namespace shoal::sim {

/// Like a file descriptor: works on when the file is renamed or removed, and no more when the machine died or the
/// disk was taken away.
class SimFile final : public File {
public:
    /// `name` is for the sentences of errors.
    SimFile(std::shared_ptr<DiskMachine> machine, InodePointer inode, bool is_writable, std::string name)
        : handle_{std::move(machine), std::move(inode)}, is_writable_{is_writable}, name_{std::move(name)} {}

    [[nodiscard]] Result<std::size_t> read(std::uint64_t offset, BytesMut out) override;
    /// When it fails, part of the data may have landed.
    [[nodiscard]] Result<> write(std::uint64_t offset, BytesView data) override;
    /// Content, size and times are durable then; the name and the rights are not. When it fails, what waited counts
    /// as written and may be lost at any time, as on Linux.
    [[nodiscard]] Result<> sync() override;
    [[nodiscard]] Result<> resize(std::uint64_t size) override;
    [[nodiscard]] Result<> set_executable(bool executable) override;
    [[nodiscard]] Result<FileWitness> stat() override;

private:
    [[nodiscard]] DiskMachine& machine() const { return handle_.machine(); }

    DiskHandle handle_;
    bool is_writable_;
    std::string name_;
};

}  // namespace shoal::sim
