#pragma once
// One held directory of a simulated disk.

#include "tests/sim/disk_machine.h"

namespace shoal::sim {

/// Answers as core/system_directory.h: where a path meets a symlink, leads out of the directory or names something
/// that is neither a file nor a directory the error is `permission`.
class SimDirectory final : public Directory {
public:
    /// `name` is for the sentences of errors that concern the directory itself.
    SimDirectory(std::shared_ptr<DiskMachine> machine, InodePointer inode, std::string name)
        : handle_{std::move(machine), std::move(inode)}, name_{std::move(name)} {}

    [[nodiscard]] Result<std::unique_ptr<File>> open(const std::string& path, OpenMode mode) override;
    [[nodiscard]] Result<std::shared_ptr<Directory>> open_directory(const std::string& path) override;
    [[nodiscard]] Result<> make_directories(const std::string& path) override;
    [[nodiscard]] Result<std::vector<DirectoryEntry>> list(const std::string& path) override;
    [[nodiscard]] Result<FileWitness> stat(const std::string& path) override;
    [[nodiscard]] Result<> rename(const std::string& from, const std::string& to, bool replace) override;
    [[nodiscard]] Result<> remove(const std::string& path) override;
    [[nodiscard]] Result<> remove_directory(const std::string& path) override;
    /// Makes durable every change of a name up to the last one in this directory, those in others included.
    [[nodiscard]] Result<> sync(const std::string& path) override;
    [[nodiscard]] Result<> sync_all() override;
    [[nodiscard]] Result<std::uint64_t> free_bytes() override;

private:
    struct Entry {
        InodePointer parent;
        std::string name;
    };
    [[nodiscard]] DiskMachine& machine() const { return handle_.machine(); }
    [[nodiscard]] Result<> begin(DiskCall call, bool is_changing, const char* action, const std::string& path) const;
    [[nodiscard]] Result<InodePointer> look_up(const std::string& path, const char* action) const;
    [[nodiscard]] Result<InodePointer> look_up_directory(const std::string& path, const char* action) const;
    [[nodiscard]] Result<Entry> parent_of(const std::string& path, const char* action) const;
    [[nodiscard]] Looked open_or_make(const Entry& entry, OpenMode mode);
    [[nodiscard]] int rename_entry(const Entry& from, const Entry& to, bool replace);

    DiskHandle handle_;
    std::string name_;
};

}  // namespace shoal::sim
