#include "core/uv_local_address.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/os_error.h"

namespace shoal {

Result<LocalAddress> LocalAddress::from(const std::string& path) {
    LocalAddress out;
    constexpr std::size_t longest = sizeof(out.raw.sun_path) - 1;
    if (path.empty() || path.find('\0') != std::string::npos) {
        return fail(Errc::usage, "a Unix socket needs a path without NUL");
    }
    if (path.size() > longest) {
        return fail(Errc::usage,
                    fmt::format("the path {} is too long for a Unix socket ({} bytes, at most {}): choose a "
                                "shorter directory",
                                printable_path(path), path.size(), longest));
    }
    out.raw.sun_family = AF_UNIX;
    std::ranges::copy(path, std::begin(out.raw.sun_path));
    return out;
}

}  // namespace shoal
