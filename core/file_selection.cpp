#include "core/file_selection.h"

#include <algorithm>

namespace shoal {

FileSelection::FileSelection(std::vector<bool> wanted) : wanted_{std::move(wanted)} {
    if (std::ranges::find(wanted_, false) == wanted_.end()) wanted_.clear();
}

std::optional<FileSelection> FileSelection::from_bits(BytesView bits, std::size_t files) {
    if (bits.size() != (files + 7) / 8) return std::nullopt;
    const auto bit = [&](std::size_t i) { return (std::to_integer<unsigned>(bits[i / 8]) >> i % 8 & 1U) != 0; };
    std::vector<bool> wanted(files);
    for (std::size_t i = 0; i < files; ++i) wanted[i] = bit(i);
    for (std::size_t i = files; i < bits.size() * 8; ++i)
        if (bit(i)) return std::nullopt;
    return FileSelection{std::move(wanted)};
}

std::size_t FileSelection::count(std::size_t files) const {
    return wanted_.empty() ? files : static_cast<std::size_t>(std::ranges::count(wanted_, true));
}

Bytes FileSelection::bits() const {
    Bytes out((wanted_.size() + 7) / 8);
    for (std::size_t i = 0; i < wanted_.size(); ++i)
        if (wanted_[i]) out[i / 8] |= Byte{1} << i % 8;
    return out;
}

}  // namespace shoal
