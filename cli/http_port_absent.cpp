// Stands in for http_port.cpp in builds without libmicrohttpd (SHOAL_WITH_HTTP=OFF).

#include "cli/http_port.h"

namespace shoal::cli {
namespace {

std::unexpected<Error> absent() {
    return fail(Errc::unsupported, "this build of shoald has no HTTP port; leave http.listen unset");
}

}  // namespace

bool has_http_port() {
    return false;
}

Result<std::unique_ptr<HttpPort>> HttpPort::open(UvWorld&, const Endpoint&, Handler) {
    return absent();
}

Result<std::unique_ptr<HttpPort>> HttpPort::open(UvWorld&, Descriptor, Handler) {
    return absent();
}

}  // namespace shoal::cli
