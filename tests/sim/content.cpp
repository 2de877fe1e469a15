#include "tests/sim/content.h"

#include <fmt/format.h>
#include <numeric>

namespace shoal::sim {
namespace {

std::string joined(const std::vector<std::string>& path) {
    return fmt::format("{}", fmt::join(path, "/"));
}

std::size_t drawn_size(Draw& draw, std::uint64_t left) {
    constexpr std::size_t chunk = crypto::chunk_size;
    switch (draw.below(6)) {
    case 0:
        return draw.below(3);
    case 1:
        return draw.between(1, 20'000);
    case 2:
        return chunk;
    case 3:
        return chunk + 1;
    case 4:
        return std::min<std::uint64_t>(left, draw.between(1, 5) * chunk - 1);
    default:
        return draw.between(1, std::max<std::uint64_t>(left, 2));
    }
}

}  // namespace

BytesView Content::chunk(ChunkIndex chunk) const {
    const auto file = manifest->file_of(chunk);
    const auto& entry = manifest->files()[static_cast<std::size_t>(file)];
    const auto& bytes = files.at(manifest->is_single() ? std::string{} : joined(entry.path));
    return BytesView{bytes}.subspan(manifest->offset_in_file(chunk), manifest->size_of(chunk));
}

std::uint64_t Content::bytes() const {
    return std::accumulate(files.begin(), files.end(), std::uint64_t{0},
                           [](auto sum, const auto& file) { return sum + file.second.size(); });
}

std::string Content::place(const std::string& directory, const std::string& path) const {
    return path.empty() ? directory + "/" + name : directory + "/" + name + "/" + path;
}

Bytes drawn_bytes(Draw& draw, std::size_t size) {
    Bytes out(size);
    DrawnRandom random{Draw{draw.next()}};
    random.fill(out);
    return out;
}

Content drawn_content(Draw draw, std::string name, std::uint64_t bytes) {
    Content out;
    out.name = std::move(name);
    if (draw.below(5) == 0) {
        out.files[""] = drawn_bytes(draw, bytes);
        return out;
    }
    const auto most = draw.between(1, 30);
    std::uint64_t left = bytes;
    for (std::uint64_t i = 0; i < most; ++i) {
        const auto depth = draw.below(3);
        std::string path = depth == 0 ? "" : depth == 1 ? "a/" : "a/deep place/";
        path += fmt::format("file {:02}.bin", i);
        const auto size = std::min<std::uint64_t>(drawn_size(draw, left), left);
        out.files[path] = drawn_bytes(draw, size);
        left -= size;
    }
    if (left > 0) out.files["rest"] = drawn_bytes(draw, left);
    return out;
}

}  // namespace shoal::sim
