#pragma once
// Where the bytes of one share lie: the folder that is held open, and the path of each file beneath it.

#include <memory>
#include <string>

#include "core/manifest.h"
#include "core/world.h"

namespace shoal::transfer {

/// Immutable; jobs own it by shared_ptr. The disk must outlive it.
class ShareLayout {
public:
    ShareLayout(Disk& disk, std::shared_ptr<const Manifest> manifest, std::string directory, bool shared_here,
                bool overwrite, const Tag& tag);

    [[nodiscard]] const Manifest& manifest() const { return *manifest_; }
    [[nodiscard]] const std::string& directory() const { return directory_; }
    [[nodiscard]] bool shared_here() const { return shared_here_; }
    /// As it was when the store was made; it may be allowed later (Store::allow_overwriting).
    [[nodiscard]] bool overwrite() const { return overwrite_; }

    /// The folder (or lone file) as a person would name it.
    [[nodiscard]] std::string shown() const;
    /// The directory that all paths below are beneath. For a folder shared in place it is the folder itself, so that
    /// it may be a symbolic link; for a download it is the directory around it.
    [[nodiscard]] const std::string& root_path() const { return root_; }
    /// Blocking. Opens root_path(), never makes it. Error not_found has a sentence for the person.
    [[nodiscard]] Result<std::shared_ptr<Directory>> open_root() const;
    /// Blocking. not_found, with that sentence, if the share's own folder (or lone file) is not beneath the root.
    [[nodiscard]] Result<> check_content(Directory& root) const;

    /// Beneath the root: ".shoal-<tag>", only while downloading.
    [[nodiscard]] const std::string& hidden() const { return hidden_; }
    [[nodiscard]] std::string partial_path(FileIndex file) const;
    [[nodiscard]] std::string final_path(FileIndex file) const;
    [[nodiscard]] std::string final_path(const std::vector<std::string>& components) const;
    /// As in the manifest, for messages.
    [[nodiscard]] std::string name_of(FileIndex file) const;

private:
    [[nodiscard]] std::unexpected<Error> gone(const std::string& what) const;

    Disk* disk_;
    std::shared_ptr<const Manifest> manifest_;
    std::string directory_;
    std::string root_;
    std::string prefix_;  // of final paths: "<name>/" or nothing
    std::string hidden_;
    bool shared_here_;
    bool overwrite_;
};

/// ".shoal-<tag>".
[[nodiscard]] std::string hidden_name(const Tag& tag);

/// `directory`/`name` without a doubled separator.
[[nodiscard]] std::string beneath(const std::string& directory, const std::string& name);

/// "a/b" of "a/b/c"; "" of "c".
[[nodiscard]] std::string parent_of(const std::string& relative);

}  // namespace shoal::transfer
