#include "core/file_priorities.h"

#include <algorithm>
#include <array>

namespace shoal {

namespace {

constexpr std::size_t files_in_byte = 4;
// In the order of their two bits: what is usual is 0.
constexpr std::array by_bits{FilePriority::normal, FilePriority::low, FilePriority::high};

}  // namespace

FilePriorities::FilePriorities(std::vector<FilePriority> by_file) : by_file_{std::move(by_file)} {
    if (std::ranges::all_of(by_file_, [](FilePriority one) { return one == FilePriority::normal; })) by_file_.clear();
}

std::optional<FilePriorities> FilePriorities::from_bits(BytesView bits, std::size_t files) {
    if (bits.size() != (files + files_in_byte - 1) / files_in_byte) return std::nullopt;
    std::vector<FilePriority> by_file;
    for (std::size_t i = 0; i < bits.size() * files_in_byte; ++i) {
        const auto code = std::to_integer<unsigned>(bits[i / files_in_byte]) >> 2 * (i % files_in_byte) & 3U;
        if (code >= by_bits.size() || (i >= files && code != 0)) return std::nullopt;
        if (i < files) by_file.push_back(by_bits[code]);
    }
    return FilePriorities{std::move(by_file)};
}

FilePriorities FilePriorities::with(const FileSelection& which, FilePriority priority, std::size_t files) const {
    auto by_file = by_file_.empty() ? std::vector(files, FilePriority::normal) : by_file_;
    for (std::uint32_t i = 0; i < files; ++i)
        if (which.has(FileIndex{i})) by_file[i] = priority;
    return FilePriorities{std::move(by_file)};
}

Bytes FilePriorities::bits() const {
    Bytes out((by_file_.size() + files_in_byte - 1) / files_in_byte);
    for (std::size_t i = 0; i < by_file_.size(); ++i) {
        const auto code = std::ranges::find(by_bits, by_file_[i]) - by_bits.begin();
        out[i / files_in_byte] |= static_cast<Byte>(code) << 2 * (i % files_in_byte);
    }
    return out;
}

}  // namespace shoal
