#include "cli/http_gate.h"

#include <algorithm>
#include <array>

#include "core/endpoint.h"

namespace shoal::cli {
namespace {

/// A field that decides and stands there twice is read differently by different programs: refused.
constexpr std::array<std::string_view, 8> single_fields{"host",  "origin",   "authorization", "content-length",
                                                        "range", "if-range", "if-match",      "if-none-match"};

/// `word` in small letters; no letters but those of ASCII count as the same.
bool is_word(std::string_view text, std::string_view word) {
    return std::ranges::equal(text, word, [](char a, char b) { return a == b || (b >= 'a' && (a | 0x20) == b); });
}

/// The port of "host:port", empty if there is none; the rest stays in `host`. An IPv6 literal stands in brackets.
std::string_view split_port(std::string_view& host) {
    const auto colon = host.rfind(':');
    if (colon == std::string_view::npos || host.find(']', colon) != std::string_view::npos) return {};
    const auto port = host.substr(colon + 1);
    host = host.substr(0, colon);
    return port;
}

bool is_loopback_literal(std::string_view host) {
    const bool bracketed = host.size() > 2 && host.starts_with('[') && host.ends_with(']');
    if (bracketed) host = host.substr(1, host.size() - 2);
    const auto address = IpAddress::parse(host);
    // "127.0.0.1" in brackets and "::1" without them are no hosts of HTTP.
    return address && address->is_loopback() && bracketed == (host.find(':') != std::string_view::npos);
}

bool has_body(const HttpRequest& request) {
    if (request.count("transfer-encoding") > 0) return true;
    const auto length = request.field("content-length");
    return length && *length != "0";
}

}  // namespace

bool is_own_host(std::string_view host, std::uint16_t port) {
    const bool has_colon = host.ends_with(':');
    const auto given = split_port(host);
    if (has_colon || given != (given.empty() && port == 80 ? "" : std::to_string(port))) return false;
    return is_word(host, "localhost") || is_loopback_literal(host);
}

bool is_own_origin(std::string_view origin, std::uint16_t port) {
    constexpr std::string_view scheme = "http://";
    return origin.starts_with(scheme) && is_own_host(origin.substr(scheme.size()), port);
}

void take_absolute_form(HttpRequest& request) {
    constexpr std::string_view scheme = "http://";
    std::string_view rest = request.target;
    if (!is_word(rest.substr(0, scheme.size()), scheme)) return;
    rest.remove_prefix(scheme.size());
    const std::string host{rest.substr(0, rest.find_first_of("/?"))};
    rest.remove_prefix(host.size());
    const auto is_host = [](const auto& field) { return is_word(field.first, "host"); };
    const auto field = std::ranges::find_if(request.fields, is_host);
    if (field == request.fields.end()) {
        request.fields.emplace_back("Host", host);
    } else {
        field->second = host;
    }
    request.target = (rest.starts_with('/') ? "" : "/") + std::string{rest};
}

std::optional<HttpAnswer> refuse_at_gate(const HttpRequest& request, std::uint16_t port) {
    if (request.method != "GET" && request.method != "HEAD") {
        auto answer = HttpAnswer::sentence(405, "only GET and HEAD are answered here");
        answer.fields.emplace_back("Allow", "GET, HEAD");
        return answer;
    }
    for (const auto name : single_fields) {
        if (request.count(name) > 1) return HttpAnswer::sentence(400, "a header field stands there twice");
    }
    if (has_body(request)) return HttpAnswer::sentence(400, "a request here has no body");
    if (!is_own_host(request.field("host").value_or(""), port)) {
        return HttpAnswer::sentence(421, "the Host header must be localhost or a loopback address, with this port");
    }
    const auto origin = request.field("origin");
    if (origin && !is_own_origin(*origin, port)) {
        return HttpAnswer::sentence(403, "web pages of other origins may not ask here");
    }
    return std::nullopt;
}

}  // namespace shoal::cli
