#include "core/endpoint.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "core/names.h"

namespace shoal {

namespace {

struct Prefix {
    std::array<std::uint8_t, 16> bytes;
    unsigned bits;
};

bool has_prefix(const IpAddress& address, const Prefix& prefix) {
    for (unsigned i = 0; i * 8 < prefix.bits; ++i) {
        const unsigned bits = std::min(8U, prefix.bits - i * 8);
        const unsigned mask = (0xff00U >> bits) & 0xffU;
        if ((std::to_integer<unsigned>(address.bytes[i]) & mask) != (prefix.bytes[i] & mask)) return false;
    }
    return true;
}

template <std::size_t N>
bool in_any(const IpAddress& address, const std::array<Prefix, N>& prefixes) {
    return std::ranges::any_of(prefixes, [&](const Prefix& p) { return has_prefix(address, p); });
}

// IANA IPv4 Special-Purpose Address Registry (RFC 6890), those not named by the other predicates.
constexpr std::array reserved_v4{
    Prefix{{0}, 8},              // this network
    Prefix{{100, 64}, 10},       // carrier-grade NAT
    Prefix{{192, 0, 0}, 24},     // protocol assignments
    Prefix{{192, 0, 2}, 24},     // documentation
    Prefix{{198, 18}, 15},       // benchmarks
    Prefix{{198, 51, 100}, 24},  // documentation
    Prefix{{203, 0, 113}, 24},   // documentation
    Prefix{{240}, 4},            // reserved, broadcast
};
// Where nobody can be: this network, and what is reserved, broadcast with it.
constexpr std::array nowhere_v4{Prefix{{0}, 8}, Prefix{{240}, 4}};
constexpr std::array private_v4{Prefix{{10}, 8}, Prefix{{172, 16}, 12}, Prefix{{192, 168}, 16}};

// IANA IPv6 Special-Purpose Address Registry: what may be global is 2000::/3 and NAT64, without these.
constexpr std::array assigned_v6{Prefix{{0x20}, 3}, Prefix{{0x00, 0x64, 0xff, 0x9b}, 96}};
constexpr std::array reserved_v6{
    Prefix{{0x20, 0x01, 0x00}, 23},        // protocol assignments, Teredo
    Prefix{{0x20, 0x01, 0x0d, 0xb8}, 32},  // documentation
    Prefix{{0x20, 0x02}, 16},              // 6to4
    Prefix{{0x3f, 0xff, 0x00}, 20},        // documentation
};
constexpr std::array mapped_v4_in_v6{Prefix{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96}};

std::optional<std::uint16_t> parse_port(std::string_view text) {
    if (text.empty() || text.size() > 5 || (text.size() > 1 && text.front() == '0')) return std::nullopt;
    std::uint16_t port = 0;
    const char* end = text.data() + text.size();
    auto [stop, error] = std::from_chars(text.data(), end, port);
    if (error != std::errc{} || stop != end) return std::nullopt;
    return port;
}

std::unexpected<Error> bad_endpoint(std::string_view text) {
    return fail(
        Errc::malformed,
        fmt::format("\"{}\" is not an address and port like 192.0.2.1:6881 or [2001:db8::1]:6881", printable(text)));
}

}  // namespace

IpAddress IpAddress::v4(std::uint8_t a, std::uint8_t b, std::uint8_t c, std::uint8_t d) {
    IpAddress out;
    out.bytes[0] = Byte{a};
    out.bytes[1] = Byte{b};
    out.bytes[2] = Byte{c};
    out.bytes[3] = Byte{d};
    return out;
}

std::optional<IpAddress> IpAddress::from_bytes(BytesView network_order) {
    IpAddress out;
    if (network_order.size() != 4 && network_order.size() != 16) return std::nullopt;
    out.family = network_order.size() == 4 ? Family::v4 : Family::v6;
    std::ranges::copy(network_order, out.bytes.begin());
    if (out.family == Family::v6 && in_any(out, mapped_v4_in_v6)) return from_bytes(network_order.last(4));
    return out;
}

Result<IpAddress> IpAddress::parse(std::string_view text) {
    std::array<Byte, 16> raw{};
    const std::string copy{text};
    const bool is_v6 = text.find(':') != std::string_view::npos;
    // An embedded NUL would hide what follows it from inet_pton.
    if (text.size() < INET6_ADDRSTRLEN && text.find('\0') == std::string_view::npos &&
        ::inet_pton(is_v6 ? AF_INET6 : AF_INET, copy.c_str(), raw.data()) == 1) {
        return *from_bytes(BytesView{raw}.first(is_v6 ? 16 : 4));
    }
    return fail(Errc::malformed, fmt::format("\"{}\" is not an IP address", printable(text)));
}

std::string IpAddress::str() const {
    std::array<char, INET6_ADDRSTRLEN> text{};
    const int system_family = family == Family::v4 ? AF_INET : AF_INET6;
    const char* out = ::inet_ntop(system_family, bytes.data(), text.data(), text.size());
    SHOAL_REQUIRE(out != nullptr);
    return out;
}

bool IpAddress::is_unspecified() const {
    return std::ranges::all_of(view(), [](Byte b) { return b == Byte{0}; });
}

bool IpAddress::is_loopback() const {
    if (family == Family::v4) return bytes[0] == Byte{127};
    return bytes[15] == Byte{1} && std::ranges::all_of(view().first(15), [](Byte b) { return b == Byte{0}; });
}

bool IpAddress::is_multicast() const {
    return has_prefix(*this, family == Family::v4 ? Prefix{{224}, 4} : Prefix{{0xff}, 8});
}

bool IpAddress::is_link_local() const {
    return has_prefix(*this, family == Family::v4 ? Prefix{{169, 254}, 16} : Prefix{{0xfe, 0x80}, 10});
}

bool IpAddress::is_private() const {
    if (is_loopback() || is_link_local()) return true;
    return family == Family::v4 ? in_any(*this, private_v4) : has_prefix(*this, Prefix{{0xfc}, 7});
}

bool IpAddress::is_global() const {
    if (is_unspecified() || is_private() || is_multicast()) return false;
    if (family == Family::v4) return !in_any(*this, reserved_v4);
    return in_any(*this, assigned_v6) && !in_any(*this, reserved_v6);
}

Result<Endpoint> Endpoint::parse(std::string_view text) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos) return bad_endpoint(text);
    std::string_view host = text.substr(0, colon);
    const bool has_brackets = host.size() >= 2 && host.front() == '[' && host.back() == ']';
    if (has_brackets) host = host.substr(1, host.size() - 2);
    const auto port = parse_port(text.substr(colon + 1));
    const auto address = IpAddress::parse(host);
    // Brackets belong to IPv6 and only to it, also where the address then turns out to be a mapped IPv4 one.
    const bool is_v6 = host.find(':') != std::string_view::npos;
    if (!port || !address || has_brackets != is_v6) return bad_endpoint(text);
    return Endpoint{*address, *port};
}

std::string Endpoint::str() const {
    const std::string host = address.str();
    return address.family == Family::v4 ? fmt::format("{}:{}", host, port) : fmt::format("[{}]:{}", host, port);
}

Bytes Endpoint::compact() const {
    const BytesView view = address.view();
    Bytes out{view.begin(), view.end()};
    out.push_back(static_cast<Byte>(port >> 8));
    out.push_back(static_cast<Byte>(port & 0xff));
    return out;
}

std::optional<Endpoint> Endpoint::from_compact(BytesView bytes) {
    if (bytes.size() != 6 && bytes.size() != 18) return std::nullopt;
    const BytesView port = bytes.last(2);
    const auto address = IpAddress::from_bytes(bytes.first(bytes.size() - 2));
    if (!address) return std::nullopt;
    const unsigned number = std::to_integer<unsigned>(port[0]) << 8 | std::to_integer<unsigned>(port[1]);
    return Endpoint{*address, static_cast<std::uint16_t>(number)};
}

bool Endpoint::is_dialable() const {
    if (port == 0 || address.is_unspecified() || address.is_multicast()) return false;
    return address.family != Family::v4 || !in_any(address, nowhere_v4);
}

IpAddress network_of(const IpAddress& address) {
    IpAddress out = address;
    std::fill(out.bytes.begin() + (out.family == Family::v4 ? 3 : 8), out.bytes.end(), Byte{0});
    return out;
}

}  // namespace shoal
