#pragma once
// Links of contents that nobody has.

#include <QString>

#include "core/base32.h"
#include "core/magnet.h"
#include "crypto/hash.h"

namespace shoal::gui {

inline Magnet a_magnet(unsigned char seed = 1, std::string name = "holiday photos") {
    Magnet out;
    for (std::size_t i = 0; i < out.id.bytes.size(); ++i) out.id.bytes[i] = static_cast<Byte>(seed + 7 * i);
    out.name = std::move(name);
    out.bytes = 80ULL << 20U;
    return out;
}

inline QString a_link(unsigned char seed = 1) {
    return QString::fromStdString(a_magnet(seed).str());
}

inline QString a_short_link(unsigned char seed = 1) {
    return QString::fromStdString(a_magnet(seed).short_form());
}

/// As a later Shoal would make it: version 2 in its id, with the check that goes with it.
inline QString a_version_2_link() {
    Bytes id{Byte{2}};
    const auto content = a_magnet().id;
    id.insert(id.end(), content.bytes.begin(), content.bytes.end());
    const auto check = crypto::blake2b(crypto::Personal{"shoal/1 link"}, {BytesView{id}});
    id.insert(id.end(), check.begin(), check.begin() + 2);
    return QStringLiteral("shoal:b") + QString::fromStdString(to_base32(id));
}

}  // namespace shoal::gui
