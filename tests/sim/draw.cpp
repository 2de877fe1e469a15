#include "tests/sim/draw.h"

#include <algorithm>
#include <cstring>

namespace shoal::sim {
namespace {

std::uint64_t mixed(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

}  // namespace

Draw Draw::split(std::string_view name, std::uint64_t number) const {
    std::uint64_t hash = mixed(origin_ ^ 0x9e3779b97f4a7c15);
    for (const char c : name) hash = mixed(hash ^ static_cast<unsigned char>(c));
    return Draw{mixed(hash ^ mixed(number))};
}

std::uint64_t Draw::next() {
    return mixed(state_ += 0x9e3779b97f4a7c15);
}

std::uint64_t Draw::below(std::uint64_t bound) {
    __extension__ using Wide = unsigned __int128;
    return static_cast<std::uint64_t>((Wide{next()} * bound) >> 64);
}

void DrawnRandom::fill(BytesMut out) {
    while (!out.empty()) {
        const std::uint64_t word = draw_.next();
        const auto size = std::min(out.size(), sizeof word);
        std::memcpy(out.data(), &word, size);
        out = out.subspan(size);
    }
}

}  // namespace shoal::sim
