#include "core/ids.h"

#include "core/base32.h"

namespace shoal {
namespace {

bool is_base32_lower(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '2' && c <= '7');
}

}  // namespace

std::optional<Tag> Tag::from(std::string_view in) {
    Tag tag;
    if (in.size() != tag.text.size() || !std::all_of(in.begin(), in.end(), is_base32_lower)) return std::nullopt;
    std::copy(in.begin(), in.end(), tag.text.begin());
    return tag;
}

ContentKeys ContentKeys::derive(const ContentId& id) {
    namespace personal = crypto::personal;
    const auto subkey = [&id](const crypto::Personal& purpose) {
        return crypto::keyed_blake2b(id.view(), purpose, {});
    };
    ContentKeys keys;
    keys.open = subkey(personal::open);
    keys.proof = subkey(personal::proof);
    keys.lan = subkey(personal::lan);
    const crypto::Hash dht = subkey(personal::dht);
    std::copy_n(dht.begin(), keys.discovery.bytes.size(), keys.discovery.bytes.begin());
    const std::string tag = to_base32(subkey(personal::tag));
    std::copy_n(tag.begin(), keys.tag.text.size(), keys.tag.text.begin());
    return keys;
}

}  // namespace shoal
