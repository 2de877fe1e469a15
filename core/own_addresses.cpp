#include "core/own_addresses.h"

#include <ifaddrs.h>
#include <net/if.h>

#include <algorithm>
#include <memory>

#include "core/uv_address.h"

namespace shoal {

std::vector<IpAddress> own_addresses() {
    ifaddrs* first = nullptr;
    if (::getifaddrs(&first) != 0) return {};
    const std::unique_ptr<ifaddrs, decltype(&::freeifaddrs)> all{first, &::freeifaddrs};
    std::vector<IpAddress> out;
    for (const auto* one = all.get(); one != nullptr; one = one->ifa_next) {
        if (one->ifa_addr == nullptr || (one->ifa_flags & IFF_UP) == 0) continue;
        const auto address = endpoint_from(one->ifa_addr).address;
        if (address.is_unspecified() || address.is_loopback() || address.is_link_local()) continue;
        if (std::ranges::find(out, address) == out.end()) out.push_back(address);
    }
    return out;
}

}  // namespace shoal
