#include "tests/sim/hostile_poison.h"

namespace shoal::sim {

IpAddress Poison::random_v6() {
    IpAddress out{.family = Family::v6, .bytes = {}};
    for (auto& one : out.bytes) one = static_cast<Byte>(byte());
    return out;
}

Endpoint Poison::endpoint() {
    const auto port = static_cast<std::uint16_t>(draw_.below(65536));
    switch (draw_.below(anybody_ ? 9 : 5)) {
    case 0:
        if (victims_.empty()) break;
        return victims_[draw_.below(victims_.size())];
    case 1:
        if (victims_.empty()) break;
        return {victims_[draw_.below(victims_.size())].address, port};
    case 2:
        return {IpAddress::v4(byte(224, 239), byte(), byte(), byte()), port};
    case 3:
        return {IpAddress{}, port};
    case 5:
        return {IpAddress::v4(10, byte(), byte(), byte()), port};
    case 6:
        return {IpAddress::v4(192, 168, byte(), byte()), port};
    case 7:
        return {IpAddress::v4(byte(1, 223), byte(), byte(), byte()), port};
    case 8:
        return {random_v6(), port};
    default:
        break;
    }
    return {IpAddress::v4(127, 0, 0, byte(1, 8)), static_cast<std::uint16_t>(draw_.below(1024))};
}

}  // namespace shoal::sim
