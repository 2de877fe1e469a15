#include "transfer/file_places.h"

#include <utility>

namespace shoal::transfer {

FilePlaces::FilePlaces(const Manifest& manifest, FileSelection selection)
    : manifest_{manifest}, places_(manifest.files().size(), FilePlace::hidden) {
    select(std::move(selection));
}

FileSelection FilePlaces::select(FileSelection selection) {
    auto before = std::exchange(selection_, std::move(selection));
    unplaced_ = 0;
    unplaced_with_bytes_ = 0;
    for (std::uint32_t i = 0; i < places_.size(); ++i) {
        if (places_[i] == FilePlace::placed || !selection_.has(FileIndex{i})) continue;
        ++unplaced_;
        if (manifest_.files()[i].size > 0) ++unplaced_with_bytes_;
    }
    return before;
}

void FilePlaces::put(FileIndex file, FilePlace place) {
    const bool was = std::exchange(places_[raw(file)], place) == FilePlace::placed;
    const bool is = place == FilePlace::placed;
    if (was == is || !selection_.has(file)) return;
    const std::size_t with_bytes = manifest_.files()[raw(file)].size > 0 ? 1 : 0;
    unplaced_ = is ? unplaced_ - 1 : unplaced_ + 1;
    unplaced_with_bytes_ = is ? unplaced_with_bytes_ - with_bytes : unplaced_with_bytes_ + with_bytes;
}

std::vector<FileIndex> FilePlaces::those(auto&& test) const {
    std::vector<FileIndex> out;
    for (std::uint32_t i = 0; i < places_.size(); ++i)
        if (test(FileIndex{i}, places_[i])) out.push_back(FileIndex{i});
    return out;
}

std::vector<FileIndex> FilePlaces::placed() const {
    return those([](FileIndex, FilePlace place) { return place == FilePlace::placed; });
}

std::vector<FileIndex> FilePlaces::awaited() const {
    return those(
        [this](FileIndex file, FilePlace place) { return place == FilePlace::hidden && selection_.has(file); });
}

std::vector<FileIndex> FilePlaces::given_up_since(const FileSelection& before) const {
    return those([&](FileIndex file, FilePlace place) {
        return place == FilePlace::hidden && before.has(file) && !selection_.has(file);
    });
}

}  // namespace shoal::transfer
