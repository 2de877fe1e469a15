#pragma once
// One held directory of the real file system.

#include "core/descriptor.h"
#include "core/world.h"

namespace shoal {

/// Holds only a descriptor: several threads may call at once. Where a path meets a symlink, leads out of the directory
/// or names something that is neither a file nor a directory the error is `permission`; a non-empty directory to be
/// removed, or a file where make_directories wants a directory, is `exists`.
class SystemDirectory final : public Directory {
public:
    /// `name` is for the sentences of errors that concern the directory itself.
    SystemDirectory(Descriptor held, std::string name) : held_{std::move(held)}, name_{std::move(name)} {}
    [[nodiscard]] Result<std::unique_ptr<File>> open(const std::string& path, OpenMode mode) override;
    [[nodiscard]] Result<std::shared_ptr<Directory>> open_directory(const std::string& path) override;
    [[nodiscard]] Result<> make_directories(const std::string& path) override;
    [[nodiscard]] Result<std::vector<DirectoryEntry>> list(const std::string& path) override;
    [[nodiscard]] Result<FileWitness> stat(const std::string& path) override;
    [[nodiscard]] Result<> rename(const std::string& from, const std::string& to, bool replace) override;
    [[nodiscard]] Result<> remove(const std::string& path) override;
    [[nodiscard]] Result<> remove_directory(const std::string& path) override;
    [[nodiscard]] Result<> sync(const std::string& path) override;
    [[nodiscard]] Result<> sync_all() override;
    [[nodiscard]] Result<std::uint64_t> free_bytes() override;

    /// What open and open_directory make their objects of.
    [[nodiscard]] Result<Descriptor> open_descriptor(const std::string& path, OpenMode mode);
    [[nodiscard]] Result<Descriptor> open_directory_descriptor(const std::string& path);

private:
    Descriptor held_;
    std::string name_;
};

/// The entries of a folder that was opened for this, sorted by name; `path` is for the sentences of errors.
[[nodiscard]] Result<std::vector<DirectoryEntry>> list_entries(Descriptor held, const std::string& path);

/// fsync of a folder.
[[nodiscard]] Result<> sync_directory(int held, const std::string& path);

/// Renames onto nothing where the file system does not know RENAME_NOREPLACE: for a file a second name and then
/// without the first, which cannot overwrite; for a directory a plain rename, which can replace an empty directory at
/// most. 0, or -1 and errno.
[[nodiscard]] int rename_without_flag(int from_parent, const char* from, int to_parent, const char* to);

}  // namespace shoal
