#include "transfer/share_layout.h"

#include <fmt/format.h>

namespace shoal::transfer {

std::string hidden_name(const Tag& tag) {
    return ".shoal-" + tag.str();
}

std::string beneath(const std::string& directory, const std::string& name) {
    return directory.ends_with('/') ? directory + name : directory + "/" + name;
}

std::string parent_of(const std::string& relative) {
    const auto slash = relative.rfind('/');
    return slash == std::string::npos ? std::string{} : relative.substr(0, slash);
}

ShareLayout::ShareLayout(Disk& disk, std::shared_ptr<const Manifest> manifest, std::string directory, bool shared_here,
                         bool overwrite, const Tag& tag)
    : disk_{&disk}, manifest_{std::move(manifest)}, directory_{std::move(directory)}, root_{directory_},
      hidden_{hidden_name(tag)}, shared_here_{shared_here}, overwrite_{overwrite} {
    if (manifest_->is_single()) return;
    if (shared_here_) {
        root_ = beneath(directory_, manifest_->name());
    } else {
        prefix_ = manifest_->name() + "/";
    }
}

std::string ShareLayout::shown() const {
    return printable(beneath(directory_, manifest_->name()));
}

std::unexpected<Error> ShareLayout::gone(const std::string& what) const {
    return fail(Errc::not_found, fmt::format("{} is not there; put it back{}", what,
                                             shared_here_ ? " or share it again" : " or choose another folder"));
}

Result<std::shared_ptr<Directory>> ShareLayout::open_root() const {
    auto root = disk_->open_root(root_, false);
    if (root || root.error().code != Errc::not_found) return root;
    return gone("the folder " + printable(root_));
}

Result<> ShareLayout::check_content(Directory& root) const {
    const auto& name = manifest_->name();
    if (shared_here_ && !manifest_->is_single()) return {};  // the root is the folder itself
    const auto found = root.stat(name);
    if (found) return {};
    if (found.error().code != Errc::not_found) return fail_in(shown(), found.error());
    return gone((manifest_->is_single() ? "the file " : "the folder ") + shown());
}

std::string ShareLayout::partial_path(FileIndex file) const {
    return fmt::format("{}/{}", hidden_, raw(file));
}

std::string ShareLayout::final_path(FileIndex file) const {
    return final_path(manifest_->files()[raw(file)].path);
}

std::string ShareLayout::final_path(const std::vector<std::string>& components) const {
    return prefix_ + join_path(components);
}

std::string ShareLayout::name_of(FileIndex file) const {
    return join_path(manifest_->files()[raw(file)].path);
}

}  // namespace shoal::transfer
