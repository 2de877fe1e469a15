// Addresses as text and in Mainline's compact form, against the system's own reader.

#include <arpa/inet.h>

#include "core/endpoint.h"
#include "tests/fuzz/errors.h"

namespace {

using namespace shoal;

void check_text(std::string_view text) {
    const auto address = IpAddress::parse(text);
    std::array<std::uint8_t, 16> raw{};
    const std::string copy{text};
    const bool whole = copy.find('\0') == std::string::npos;
    const bool v4 = whole && ::inet_pton(AF_INET, copy.c_str(), raw.data()) == 1;
    const bool v6 = whole && !v4 && ::inet_pton(AF_INET6, copy.c_str(), raw.data()) == 1;
    FUZZ_CHECK(address.has_value() == (v4 || v6));
    if (!address) return fuzz::check_error(address.error(), {Errc::malformed});
    FUZZ_CHECK(IpAddress::parse(address->str()).value() == *address);
    const auto bytes = std::as_bytes(std::span{raw}).first(v4 ? 4 : 16);
    FUZZ_CHECK(fuzz::same(bytes.last(address->view().size()), address->view()));
}

/// "host:port", or "[host]:port" exactly if the host has colons.
bool naive_endpoint(std::string_view text) {
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos) return false;
    std::string host{text.substr(0, colon)};
    const std::string port{text.substr(colon + 1)};
    const bool bracketed = host.size() >= 2 && host.starts_with('[') && host.ends_with(']');
    if (bracketed) host = host.substr(1, host.size() - 2);
    if (bracketed != (host.find(':') != std::string::npos) || host.find('\0') != std::string::npos) return false;
    std::array<std::uint8_t, 16> raw{};
    if (::inet_pton(bracketed ? AF_INET6 : AF_INET, host.c_str(), raw.data()) != 1) return false;
    const bool digits = !port.empty() && port.size() <= 5 && port.find_first_not_of("0123456789") == std::string::npos;
    return digits && std::stoul(port) <= 65535 && std::to_string(std::stoul(port)) == port;
}

void check_endpoint(std::string_view text) {
    const auto endpoint = Endpoint::parse(text);
    FUZZ_CHECK(endpoint.has_value() == naive_endpoint(text));
    if (!endpoint) return fuzz::check_error(endpoint.error(), {Errc::malformed});
    const std::string written = endpoint->str();
    FUZZ_CHECK(Endpoint::parse(written).value() == *endpoint);
    FUZZ_CHECK(written.starts_with('[') == (endpoint->address.family == Family::v6));
    FUZZ_CHECK(Endpoint::from_compact(endpoint->compact()) == *endpoint);
}

void check_compact(BytesView bytes) {
    const auto endpoint = Endpoint::from_compact(bytes);
    FUZZ_CHECK(endpoint.has_value() == (bytes.size() == 6 || bytes.size() == 18));
    if (!endpoint) return;
    const auto& address = endpoint->address;
    // IPv4 inside IPv6 becomes IPv4, and everything else stays what it was.
    const bool shorter = endpoint->compact().size() < bytes.size();
    FUZZ_CHECK(shorter || fuzz::same(endpoint->compact(), bytes));
    FUZZ_CHECK(!shorter || fuzz::same(endpoint->compact(), bytes.last(6)));
    FUZZ_CHECK(Endpoint::parse(endpoint->str()).value() == *endpoint);
    FUZZ_CHECK(!address.is_global() || (!address.is_private() && !address.is_loopback() && !address.is_multicast()));
    FUZZ_CHECK(!endpoint->is_dialable() || (endpoint->port != 0 && !address.is_unspecified()));
    FUZZ_CHECK(network_of(network_of(address)) == network_of(address));
    FUZZ_CHECK(network_of(address).family == address.family);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Input in{fuzz::view(data, size)};
    const auto form = in.below(3);
    const auto bytes = in.rest();
    if (form == 0) check_text(as_text(bytes));
    if (form == 1) check_endpoint(as_text(bytes));
    if (form == 2) check_compact(bytes);
    return 0;
}
