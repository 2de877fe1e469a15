#include "dht/beacon.h"

#include <algorithm>

namespace shoal::dht {
namespace {

constexpr std::array magic{Byte{'S'}, Byte{'H'}, Byte{'L'}, Byte{'N'}};
constexpr Byte beacon_version{1};
constexpr std::size_t port_at = 6;
constexpr std::size_t nonce_at = 8;

}  // namespace

Endpoint beacon_group(Family family) {
    const auto address =
        family == Family::v4 ? IpAddress::v4(224, 0, 0, 183) : IpAddress::parse("ff15::5368:6f61:6c").value();
    return {.address = address, .port = beacon_port};
}

BeaconTag beacon_tag(const crypto::Hash& lan_key, const BeaconNonce& nonce) {
    const auto whole = crypto::mac128(lan_key, {nonce});
    BeaconTag out;
    std::copy_n(whole.begin(), out.size(), out.begin());
    return out;
}

Bytes encode(const Beacon& beacon) {
    SHOAL_REQUIRE(beacon.port != 0 && beacon.tags.size() <= tags_per_beacon);
    Bytes out;
    out.reserve(beacon_header + beacon.tags.size() * beacon_tag_size);
    out.insert(out.end(), magic.begin(), magic.end());
    out.push_back(beacon_version);
    out.push_back(Byte{0});
    out.push_back(static_cast<Byte>(beacon.port >> 8));
    out.push_back(static_cast<Byte>(beacon.port & 0xff));
    out.insert(out.end(), beacon.nonce.begin(), beacon.nonce.end());
    for (const auto& tag : beacon.tags) out.insert(out.end(), tag.begin(), tag.end());
    return out;
}

std::optional<Beacon> parse_beacon(BytesView datagram) {
    if (datagram.size() < beacon_header || (datagram.size() - beacon_header) % beacon_tag_size != 0) return {};
    if (!std::ranges::equal(datagram.first(magic.size()), magic) || datagram[magic.size()] != beacon_version) return {};
    const auto tags = datagram.subspan(beacon_header);
    if (tags.size() / beacon_tag_size > tags_per_beacon) return {};
    Beacon out;
    out.port = static_cast<std::uint16_t>(std::to_integer<unsigned>(datagram[port_at]) << 8 |
                                          std::to_integer<unsigned>(datagram[port_at + 1]));
    if (out.port == 0) return {};
    std::copy_n(datagram.begin() + nonce_at, out.nonce.size(), out.nonce.begin());
    for (std::size_t at = 0; at < tags.size(); at += beacon_tag_size) {
        std::copy_n(tags.begin() + static_cast<std::ptrdiff_t>(at), beacon_tag_size, out.tags.emplace_back().begin());
    }
    return out;
}

}  // namespace shoal::dht
