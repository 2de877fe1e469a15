#include "cli/http_secret.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/base32.h"
#include "core/key_file.h"
#include "core/os_error.h"
#include "crypto/hash.h"

namespace shoal::cli {
namespace {

constexpr std::size_t mac_bytes = 16;
constexpr crypto::Personal ticket_domain{"shoal/1 ticket"};
constexpr std::string_view scheme = "bearer ";

}  // namespace

Result<HttpSecret> HttpSecret::open(const std::string& data_dir, crypto::Random& random) {
    const std::string path = fmt::format("{}/{}", data_dir, http_token_file);
    HttpSecret secret;
    auto text = read_key_file(path);
    if (!text && text.error().code == Errc::not_found) {
        random.fill(secret.bytes_.bytes());
        SHOAL_CHECK(make_key_file(path, to_base32(secret.bytes_.view()) + "\n"));
        return secret;
    }
    if (!text) return std::unexpected{std::move(text).error()};
    while (text->ends_with('\n')) text->pop_back();
    const auto bytes = from_base32(*text);
    if (!bytes || bytes->size() != secret_bytes) {
        return fail(Errc::configuration, fmt::format("{} holds no token; remove it and restart, which makes a new one",
                                                     printable_path(path)));
    }
    std::ranges::copy(*bytes, secret.bytes_.bytes().begin());
    return secret;
}

bool HttpSecret::is_authorization(std::string_view field) const {
    if (field.size() < scheme.size()) return false;
    const auto same = [](char given, char lower) {
        return (given >= 'A' && given <= 'Z' ? given + 32 : given) == lower;
    };
    if (!std::ranges::equal(field.substr(0, scheme.size()), scheme, same)) return false;
    field.remove_prefix(scheme.size());
    field.remove_prefix(std::min(field.find_first_not_of(' '), field.size()));
    return equal_constant_time(as_bytes(field), as_bytes(to_base32(bytes_.view())));
}

std::string HttpSecret::mac(std::uint64_t expiry_s, const Tag& tag, std::string_view path) const {
    // Expiry and tag have one length each, so no two files share a text.
    Bytes text;
    for (int shift = 56; shift >= 0; shift -= 8) text.push_back(static_cast<Byte>((expiry_s >> shift) & 0xff));
    for (const char c : tag.text) text.push_back(static_cast<Byte>(c));
    const auto view = as_bytes(path);
    text.insert(text.end(), view.begin(), view.end());
    const auto hash = crypto::keyed_blake2b(bytes_.view(), ticket_domain, text);
    return to_base32(BytesView{hash}.first(mac_bytes));
}

std::string HttpSecret::ticket(std::uint64_t expiry_s, const Tag& tag, std::string_view path) const {
    return fmt::format("{}-{}", expiry_s, mac(expiry_s, tag, path));
}

bool HttpSecret::admits(const HttpTicket& ticket, const Tag& tag, std::string_view path, std::uint64_t now_s) const {
    const bool ours = equal_constant_time(as_bytes(ticket.mac), as_bytes(mac(ticket.expiry_s, tag, path)));
    return ours && now_s < ticket.expiry_s;
}

}  // namespace shoal::cli
