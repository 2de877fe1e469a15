#include "core/magnet.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

#include "core/base32.h"
#include "core/utf8.h"
#include "crypto/hash.h"

namespace shoal {
namespace {

constexpr crypto::Personal link_personal{"shoal/1 link"};
constexpr std::string_view magnet_scheme = "magnet:";
constexpr std::string_view shoal_scheme = "shoal:";
constexpr std::string_view shoal_urn = "urn:shoal:";
constexpr std::size_t id_characters = 56;  ///< base32 of version, id and check: 35 bytes, no spare bits
constexpr std::size_t check_bytes = 2;
constexpr Byte link_version{1};

constexpr std::string_view whitespace = " \t\r\n\f\v";

std::unexpected<Error> no_shoal_link(std::string_view why) {
    return fail(Errc::malformed, fmt::format("this is not a Shoal link: {}", why));
}

std::unexpected<Error> damaged(std::string_view why) {
    return fail(Errc::malformed, fmt::format("this link is damaged: {}; copy the whole link again", why));
}

// --- text ------------------------------------------------------------------------------------------------------------

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool equal_in_any_case(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

/// Takes `prefix` off the front of `text` if it is there, in any case.
bool take_prefix(std::string_view& text, std::string_view prefix) {
    if (!equal_in_any_case(text.substr(0, prefix.size()), prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(whitespace);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(whitespace) - first + 1);
}

/// Up to the mark, which is taken off too; all of it if there is none.
std::string_view take_until(std::string_view& text, char mark) {
    const std::size_t end = text.find(mark);
    const std::string_view taken = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return taken;
}

bool is_unreserved(char c) {  // RFC 3986 2.3, and ':' for the addresses
    return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9') ||
           std::string_view{"-._~:"}.find(c) != std::string_view::npos;
}

std::string percent_encoded(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (is_unreserved(c))
            out += c;
        else
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

Result<std::string> percent_decoded(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        if (text.front() != '%') {
            out += text.front();
            text.remove_prefix(1);
            continue;
        }
        const auto byte = from_hex(text.substr(1, 2));
        if (text.size() < 3 || !byte) return damaged("a '%' is not followed by two hexadecimal digits");
        out += as_text(*byte);
        text.remove_prefix(3);
    }
    if (!is_utf8(out)) return damaged("it is not valid UTF-8");
    return out;
}

// --- the id ----------------------------------------------------------------------------------------------------------

using Check = std::array<Byte, check_bytes>;

Check check_of(Byte version, const ContentId& id) {
    const crypto::Hash hash = crypto::blake2b(link_personal, {BytesView{&version, 1}, id.view()});
    Check check;
    std::copy_n(hash.begin(), check.size(), check.begin());
    return check;
}

std::string id_text(const ContentId& id) {
    Bytes bytes{link_version};
    bytes.insert(bytes.end(), id.bytes.begin(), id.bytes.end());
    const Check check = check_of(link_version, id);
    bytes.insert(bytes.end(), check.begin(), check.end());
    return "b" + to_base32(bytes);
}

Result<ContentId> parse_id(std::string_view text) {
    if (!take_prefix(text, "b")) return damaged("there is no 'b' before its id");
    if (text.size() != id_characters)
        return damaged(fmt::format("its id has {} characters instead of {}", text.size(), id_characters));
    const auto bytes = from_base32(text);
    if (!bytes) return damaged("its id has characters that no id has");
    const BytesView view{*bytes};
    const auto id = ContentId::from(view.subspan(1, 32));
    if (!id || view.size() != 1 + 32 + check_bytes) return damaged("its id has the wrong length");
    const Check check = check_of(view.front(), *id);
    if (!std::equal(check.begin(), check.end(), view.last(check_bytes).begin())) return damaged("its check failed");
    if (view.front() != link_version)
        return fail(Errc::malformed, fmt::format("this link is of version {}, made by a newer Shoal; update this one",
                                                 std::to_integer<unsigned>(view.front())));
    return *id;
}

// --- parameters ------------------------------------------------------------------------------------------------------

Result<std::uint64_t> parse_number(std::string_view text) {
    std::uint64_t value = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || stop != end) return damaged("its size (xl) is not a number");
    return value;
}

/// Collects parameters in the order in which they stand.
class Parameters {
public:
    Result<> add(std::string_view text);
    std::optional<std::string> topic;  ///< xt
    Magnet magnet;

private:
    Result<> add_peer(std::string key, std::string value);

    std::size_t count_ = 0;
    std::size_t peers_ = 0;
    bool has_name_ = false;
};

Result<> Parameters::add_peer(std::string key, std::string value) {
    if (++peers_ > max_link_peers)
        return fail(Errc::malformed, fmt::format("this link names more than {} peers", max_link_peers));
    const auto endpoint = Endpoint::parse(value);
    if (endpoint && endpoint->is_dialable())
        magnet.peers.push_back(*endpoint);
    else
        magnet.others.emplace_back(std::move(key), std::move(value));
    return {};
}

Result<> Parameters::add(std::string_view text) {
    SHOAL_TRY(std::string key, percent_decoded(take_until(text, '=')));
    SHOAL_TRY(std::string value, percent_decoded(text));
    // The content is none of them in the short form either, so that both forms hold as much.
    if (!equal_in_any_case(key, "xt") && ++count_ > max_link_parameters)
        return fail(Errc::malformed, fmt::format("this link has more than {} parameters", max_link_parameters));
    if (equal_in_any_case(key, "xt")) {
        if (topic) return damaged("it names more than one content (xt)");
        topic = std::move(value);
    } else if (equal_in_any_case(key, "dn")) {
        if (std::exchange(has_name_, true)) return damaged("it has more than one name (dn)");
        magnet.name = std::move(value);
    } else if (equal_in_any_case(key, "xl")) {
        if (magnet.bytes) return damaged("it has more than one size (xl)");
        SHOAL_TRY(magnet.bytes, parse_number(value));
    } else if (equal_in_any_case(key, "so")) {
        if (!magnet.files.empty()) return damaged("it has more than one list of files (so)");
        auto files = parse_file_ranges(value);
        if (!files) return damaged("its list of files (so) is none");
        magnet.files = std::move(*files);
    } else if (equal_in_any_case(key, "x.pe")) {
        return add_peer("x.pe", std::move(value));
    } else {
        magnet.others.emplace_back(std::move(key), std::move(value));
    }
    return {};
}

Result<Parameters> parse_query(std::string_view query) {
    Parameters parameters;
    while (!query.empty()) {
        const std::string_view parameter = take_until(query, '&');
        if (!parameter.empty()) SHOAL_CHECK(parameters.add(parameter));
    }
    return parameters;
}

// --- the two forms ---------------------------------------------------------------------------------------------------

Result<Magnet> parse_magnet(std::string_view rest) {
    if (!take_prefix(rest, "?")) return no_shoal_link("a magnet link goes on with '?' after 'magnet:'");
    SHOAL_TRY(Parameters parameters, parse_query(rest));
    if (!parameters.topic) return no_shoal_link("this magnet link names no content (xt)");
    std::string_view topic = *parameters.topic;
    if (!take_prefix(topic, shoal_urn)) {
        if (take_prefix(topic, "urn:btih:") || take_prefix(topic, "urn:btmh:"))
            return no_shoal_link("it is a BitTorrent magnet link, which a BitTorrent client can open");
        return no_shoal_link("this magnet link is meant for another program");
    }
    SHOAL_TRY(parameters.magnet.id, parse_id(topic));
    return std::move(parameters.magnet);
}

Result<Magnet> parse_short(std::string_view rest) {
    const std::string_view id = take_until(rest, '?');
    SHOAL_TRY(Parameters parameters, parse_query(rest));
    if (parameters.topic) return damaged("it names more than one content (xt)");
    SHOAL_TRY(parameters.magnet.id, parse_id(id));
    return std::move(parameters.magnet);
}

bool is_blank_or_control(char c) {
    return (c >= '\0' && c <= ' ') || c == '\x7f';
}

Result<Magnet> parse_form(std::string_view text) {
    const bool is_magnet = take_prefix(text, magnet_scheme);
    if (is_magnet || take_prefix(text, shoal_scheme)) {
        if (std::any_of(text.begin(), text.end(), is_blank_or_control))
            return damaged("there is a space or a line break in it");
        return is_magnet ? parse_magnet(text) : parse_short(text);
    }
    return no_shoal_link("a link begins with 'shoal:' or 'magnet:?xt=urn:shoal:'");
}

std::unexpected<Error> too_long() {
    return fail(Errc::malformed,
                fmt::format("this is not a Shoal link: it is longer than {} KiB", max_link_bytes / 1024));
}

}  // namespace

Result<Magnet> Magnet::parse(std::string_view text) {
    text = trimmed(text);
    if (text.empty()) return no_shoal_link("it is empty");
    if (text.size() > max_link_bytes) return too_long();
    SHOAL_TRY(Magnet magnet, parse_form(text));
    // Text that was not percent-encoded grows when it is written again; what we write must be readable.
    if (magnet.str().size() > max_link_bytes) return too_long();
    return magnet;
}

std::string Magnet::str() const {
    std::string out = fmt::format("{}?xt={}{}", magnet_scheme, shoal_urn, id_text(id));
    if (!name.empty()) out += "&dn=" + percent_encoded(name);
    if (bytes) out += fmt::format("&xl={}", *bytes);
    for (const auto& peer : peers) out += "&x.pe=" + percent_encoded(peer.str());
    if (!files.empty()) out += "&so=" + to_string(files);
    for (const auto& [key, value] : others) out += "&" + percent_encoded(key) + "=" + percent_encoded(value);
    return out;
}

std::string Magnet::short_form() const {
    return std::string{shoal_scheme} + id_text(id);
}

}  // namespace shoal
