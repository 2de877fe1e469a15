#include "transfer/placement.h"

#include <fmt/format.h>

#include "transfer/share_layout.h"

namespace shoal::transfer {

namespace {

// By doing it: rights, read-only mounts and quotas all speak in their own way.
Result<> check_writable(Directory& root, const std::string& name) {
    auto file = root.open(name, OpenMode::create);
    if (!file) return std::unexpected{std::move(file).error()};
    const auto written = (*file)->write(0, as_bytes("x"));
    file->reset();
    const auto removed = root.remove(name);
    SHOAL_CHECK(written);
    return removed;
}

bool is_absent(Directory& root, const std::string& name) {
    const auto found = root.stat(name);
    return !found && found.error().code == Errc::not_found;
}

// Only what is clearly too much is refused; with data there already nobody can tell.
Result<Place> check_room(Directory& root, const Manifest& manifest, const FileSelection& selection, const Tag& tag) {
    const Place place{.is_clear = is_absent(root, hidden_name(tag)) && is_absent(root, manifest.name())};
    if (!place.is_clear) return place;
    SHOAL_TRY(const auto room, root.free_bytes());
    std::uint64_t bytes = 0;
    for (std::uint32_t i = 0; i < manifest.files().size(); ++i)
        if (selection.has(FileIndex{i})) bytes += manifest.files()[i].size;
    if (bytes <= room) return place;
    return fail(Errc::no_space, fmt::format("{} bytes are to be fetched and there is room for {}", bytes, room));
}

}  // namespace

Result<std::string> clean_directory(std::string directory) {
    if (!directory.starts_with('/'))
        return fail(Errc::usage, fmt::format("{} is not an absolute path", printable(directory)));
    if (directory.find('\0') != std::string::npos) return fail(Errc::usage, "a path cannot hold a zero byte");
    while (directory.size() > 1 && directory.ends_with('/')) directory.pop_back();
    return directory;
}

Result<Place> check_place(Disk& disk, const std::string& directory, const Manifest& manifest,
                          const FileSelection& selection, const Tag& tag) {
    const auto check = [&]() -> Result<Place> {
        auto opened = disk.open_root(directory, true);
        // It would have been made: something that is no folder, or takes none, is on the way to it.
        if (!opened && opened.error().code == Errc::not_found) opened.error().code = Errc::permission;
        SHOAL_TRY(const auto root, std::move(opened));
        SHOAL_CHECK(check_writable(*root, hidden_name(tag) + ".probe"));
        return check_room(*root, manifest, selection, tag);
    };
    auto checked = check();
    if (!checked) return fail_in(printable(directory), std::move(checked).error());
    return checked;
}

}  // namespace shoal::transfer
