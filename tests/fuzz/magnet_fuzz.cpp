// Links: what is read can be written within the limits and reads the same again; an error never repeats the link.

#include "core/magnet.h"
#include "core/utf8.h"
#include "tests/fuzz/errors.h"

namespace {

using namespace shoal;

void check_same(const Magnet& a, const Magnet& b) {
    FUZZ_CHECK(a.id == b.id && a.name == b.name && a.bytes == b.bytes);
    FUZZ_CHECK(a.peers == b.peers && a.others == b.others);
}

/// The id and its check stand in the text as we would write them: no damaged id is read as another.
void check_spelling(std::string_view text, const Magnet& magnet) {
    std::string lower{text};
    for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    const bool plain = text.find('%') == std::string_view::npos;
    FUZZ_CHECK(!plain || lower.find(magnet.short_form().substr(6)) != std::string::npos);
}

/// No run of the link that could be told from chance: twelve characters of what may be its id.
void check_keeps_secret(std::string_view text, const Error& error) {
    constexpr std::size_t telling = 12;
    const auto is_id = [](std::string_view run) {
        return std::ranges::all_of(
            run, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '2' && c <= '7'); });
    };
    for (std::size_t i = 0; i + telling <= text.size(); ++i) {
        const auto run = text.substr(i, telling);
        FUZZ_CHECK(!is_id(run) || error.what.find(run) == std::string::npos);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = as_text(fuzz::view(data, size));
    const auto magnet = Magnet::parse(text);
    if (!magnet) {
        fuzz::check_error(magnet.error(), {Errc::malformed});
        check_keeps_secret(text, magnet.error());
        return 0;
    }
    FUZZ_CHECK(magnet->peers.size() <= max_link_peers && magnet->others.size() <= max_link_parameters);
    FUZZ_CHECK(is_utf8(magnet->name));
    check_spelling(text, *magnet);
    for (const auto& peer : magnet->peers) FUZZ_CHECK(peer.is_dialable());
    const std::string written = magnet->str();
    FUZZ_CHECK(written.size() <= max_link_bytes);
    const auto again = Magnet::parse(written);
    FUZZ_CHECK(again.has_value());
    check_same(*magnet, *again);
    FUZZ_CHECK(again->str() == written);
    const auto brief = Magnet::parse(magnet->short_form());
    FUZZ_CHECK(brief && brief->id == magnet->id && brief->name.empty() && brief->others.empty());
    return 0;
}
