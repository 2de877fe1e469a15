#pragma once
// The link of a share whose list of files is known.

#include "core/magnet.h"
#include "core/manifest.h"

namespace shoal::transfer {

/// Secret.
[[nodiscard]] inline Magnet link_of(const Manifest& manifest) {
    Magnet link;
    link.id = manifest.id();
    link.name = manifest.name();
    link.bytes = manifest.total_bytes();
    return link;
}

}  // namespace shoal::transfer
