#include "transfer/removal.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/names.h"
#include "transfer/standing_file.h"

namespace shoal::transfer {

namespace {

/// One pass over the files of a share.
class Removal {
public:
    Removal(const RemovalJob& job, Directory& root) : layout_{*job.layout}, root_{root} {
        for (const auto& [file, witness] : job.placed) witnesses_.emplace(file, witness);
    }

    void remove_files() {
        const auto files = layout_.manifest().files();
        for (std::uint32_t i = 0; i < files.size(); ++i) {
            const FileIndex file{i};
            const auto path = layout_.final_path(file);
            for (auto above = parent_of(path); !above.empty(); above = parent_of(above))
                if (!folders_.insert(above).second) break;
            const auto there = root_.stat(path);
            if (!there && there.error().code == Errc::not_found) continue;
            if (!there || !is_ours(file, path, *there) || !root_.remove(path)) keep(path);
        }
        for (const auto& components : layout_.manifest().content().directories) {
            auto path = layout_.final_path(components);
            for (; !path.empty(); path = parent_of(path))
                if (!folders_.insert(path).second) break;
        }
    }

    // From below: what is in a folder comes after it in order. Those that are not empty stay.
    void remove_folders() {
        for (auto folder = folders_.rbegin(); folder != folders_.rend(); ++folder)
            (void)root_.remove_directory(*folder);
    }

    void remove_hidden() {
        if (!root_.stat(layout_.hidden())) return;
        if (!remove_tree(root_, layout_.hidden())) keep(layout_.hidden());
    }

    [[nodiscard]] std::vector<std::string> take_kept() { return std::move(kept_); }

private:
    // A file system that is mounted again may have another number, so that is not compared.
    [[nodiscard]] bool is_ours(FileIndex file, const std::string& path, const FileWitness& there) {
        const auto known = witnesses_.find(file);
        if (known == witnesses_.end())
            return !layout_.shared_here() && check_standing_file(root_, path, layout_.manifest(), file).has_value();
        const auto& placed = known->second;
        return there.inode == placed.inode && there.size == placed.size && there.mtime_ns == placed.mtime_ns;
    }

    void keep(const std::string& path) {
        if (kept_.size() < max_kept_named) kept_.push_back(beneath(layout_.root_path(), path));
    }

    const ShareLayout& layout_;
    Directory& root_;
    std::map<FileIndex, FileWitness> witnesses_;
    std::set<std::string> folders_;  // of the share, beneath the root
    std::vector<std::string> kept_;
};

std::vector<std::string> remove_directory_of(Disk& disk, const ShareLayout& layout) {
    const auto slash = layout.directory().rfind('/');
    const auto around = disk.open_root(layout.directory().substr(0, slash), false);
    if (!around) return {};
    const auto removed = remove_tree(**around, layout.directory().substr(slash + 1));
    if (removed || removed.error().code == Errc::not_found) return {};
    return {layout.directory()};
}

}  // namespace

Result<> remove_tree(Directory& root, const std::string& path) {
    SHOAL_TRY(const auto entries, root.list(path));
    for (const auto& [name, kind] : entries) {
        const auto below = path + "/" + name;
        if (kind == EntryKind::directory) {
            SHOAL_CHECK(remove_tree(root, below));
        } else {
            SHOAL_CHECK(root.remove(below));
        }
    }
    return root.remove_directory(path);
}

std::vector<std::string> remove_share_data(Disk& disk, const RemovalJob& job) {
    const auto& layout = *job.layout;
    if (job.is_temporary) return remove_directory_of(disk, layout);
    const auto root = layout.open_root();
    if (!root) {
        const bool matters = job.with_data || root.error().code != Errc::not_found;
        return matters ? std::vector{layout.shown()} : std::vector<std::string>{};
    }
    Removal removal{job, **root};
    removal.remove_hidden();
    if (!job.with_data) {
        (void)(*root)->sync("");
        return removal.take_kept();
    }
    removal.remove_files();
    removal.remove_folders();
    // What is gone must not come back after it was forgotten.
    (void)(*root)->sync_all();
    if (layout.root_path() != layout.directory()) {  // the folder itself was the root
        if (const auto around = disk.open_root(layout.directory(), false)) {
            (void)(*around)->remove_directory(layout.manifest().name());
            (void)(*around)->sync("");
        }
    }
    return removal.take_kept();
}

}  // namespace shoal::transfer
