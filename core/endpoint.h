#pragma once
// An IP address and port.

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"
#include "crypto/bytes.h"

namespace shoal {

enum class Family : std::uint8_t { v4, v6 };

/// IPv4 uses the first 4 bytes, network order; the rest is zero. IPv4-mapped IPv6 is always turned into IPv4.
struct IpAddress {
    Family family = Family::v4;
    std::array<Byte, 16> bytes{};

    friend auto operator<=>(const IpAddress&, const IpAddress&) = default;

    [[nodiscard]] static IpAddress v4(std::uint8_t a, std::uint8_t b, std::uint8_t c, std::uint8_t d);
    [[nodiscard]] static Result<IpAddress> parse(std::string_view text);
    [[nodiscard]] static std::optional<IpAddress> from_bytes(BytesView network_order);  ///< 4 or 16 bytes

    [[nodiscard]] BytesView view() const { return BytesView{bytes}.first(family == Family::v4 ? 4 : 16); }
    [[nodiscard]] std::string str() const;

    [[nodiscard]] bool is_unspecified() const;
    [[nodiscard]] bool is_loopback() const;
    [[nodiscard]] bool is_multicast() const;
    [[nodiscard]] bool is_link_local() const;
    [[nodiscard]] bool is_private() const;  ///< RFC 1918, ULA, link-local, loopback
    [[nodiscard]] bool is_global() const;   ///< none of the above and not reserved
};

struct Endpoint {
    IpAddress address;
    std::uint16_t port = 0;

    friend auto operator<=>(const Endpoint&, const Endpoint&) = default;

    /// "1.2.3.4:80" or "[2001:db8::1]:80"; no names.
    [[nodiscard]] static Result<Endpoint> parse(std::string_view text);
    [[nodiscard]] std::string str() const;

    /// Mainline's compact form (BEP 5, BEP 32): address then port, network order; 6 or 18 bytes.
    [[nodiscard]] Bytes compact() const;
    [[nodiscard]] static std::optional<Endpoint> from_compact(BytesView bytes);

    /// A peer could be dialled there: port not 0, address specified, not multicast, and not of 0/8 or 240/4.
    [[nodiscard]] bool is_dialable() const;
};

/// The network that diversity rules count by: /24 of IPv4, /64 of IPv6 (the rest zeroed).
[[nodiscard]] IpAddress network_of(const IpAddress& address);

}  // namespace shoal
